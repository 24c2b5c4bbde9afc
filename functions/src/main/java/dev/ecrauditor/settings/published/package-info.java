/** Settings and baselines that people publish for deployed functions, which read them again every five minutes. */
package dev.ecrauditor.settings.published;

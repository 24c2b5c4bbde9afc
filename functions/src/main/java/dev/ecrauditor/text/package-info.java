/** Escaping of text that others wrote, for alerts and logs. */
package dev.ecrauditor.text;

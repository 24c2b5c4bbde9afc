/** Escaping of text from outside, for alerts and logs. */
package dev.ecrauditor.text;

/** Shows the alerts of a story as each channel receives them. */
package dev.ecrauditor.cli.preview;

/** The daily export of all findings. */
package dev.ecrauditor.audit.export;

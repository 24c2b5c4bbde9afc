/** The commands remediation plan, history and undo. */
package dev.ecrauditor.cli.remediation;

/** The accounts of the caller's organization, read with AWS Organizations. */
package dev.ecrauditor.cli.organization;

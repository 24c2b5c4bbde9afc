/** Reads what a migration has to preserve. */
package dev.ecrauditor.cli.migration.aws;

/** What was read before a migration is planned. */
package dev.ecrauditor.cli.migration.facts;

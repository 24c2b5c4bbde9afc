/** The steps of a migration, computed from what was read, and their form as a shell script. */
package dev.ecrauditor.cli.migration.plan;

/** Plans the migration of a repository to one that is encrypted with a customer managed key. */
package dev.ecrauditor.cli.migration;

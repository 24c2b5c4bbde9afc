/** {@code exposure --used}: which outsiders called what on a repository, from CloudTrail log files. */
package dev.ecrauditor.cli.exposure.usage;

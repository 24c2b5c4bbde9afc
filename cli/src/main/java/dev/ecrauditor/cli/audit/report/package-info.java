/** What an audit found, as rows of a table and lines of JSON. */
package dev.ecrauditor.cli.audit.report;

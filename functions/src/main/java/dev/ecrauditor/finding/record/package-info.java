/**
 * The stored facts: subjects, one record per subject, the findings in it, and the outbox of alerts that are not yet
 * published.
 */
package dev.ecrauditor.finding.record;

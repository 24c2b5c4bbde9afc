/**
 * From a record and an evaluation to the next record: which findings open, change or resolve, and who made the call.
 * Pure.
 */
package dev.ecrauditor.finding.transition;

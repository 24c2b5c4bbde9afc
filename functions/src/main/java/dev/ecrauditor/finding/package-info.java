/**
 * What is known and what was told: findings, one record per subject, the pure transition from one look to the next, and the outbox
 * of facts still to be told.
 */
package dev.ecrauditor.finding;

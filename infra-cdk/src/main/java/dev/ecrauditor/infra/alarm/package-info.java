/**
 * Alarms and the topics that deliver alarms and alerts.
 */
@NullMarked
package dev.ecrauditor.infra.alarm;

import org.jspecify.annotations.NullMarked;

/**
 * Alarms, dashboards and the topics that deliver them.
 */
@NullMarked
package dev.ecrauditor.infra.alarm;

import org.jspecify.annotations.NullMarked;

/**
 * AWS Lambda: functions, aliases and event source mappings, as they were loaded.
 */
@NullMarked
package dev.ecrauditor.localaws.lambda;

import org.jspecify.annotations.NullMarked;

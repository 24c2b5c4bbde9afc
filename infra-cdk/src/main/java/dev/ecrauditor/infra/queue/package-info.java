/**
 * Queues, their dead-letter queues and their policies.
 */
@NullMarked
package dev.ecrauditor.infra.queue;

import org.jspecify.annotations.NullMarked;

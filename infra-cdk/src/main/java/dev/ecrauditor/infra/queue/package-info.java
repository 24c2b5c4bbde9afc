/**
 * Queues, their dead-letter queues and who may send to them.
 */
@NullMarked
package dev.ecrauditor.infra.queue;

import org.jspecify.annotations.NullMarked;

package dev.ecrauditor.event;

/**
 * An event that contradicts itself or lacks what every event has; it ends in the dead-letter queue, where an alarm
 * waits.
 */
public final class MalformedEvent extends Exception {

    MalformedEvent(String reason) {
        super(reason);
    }
}

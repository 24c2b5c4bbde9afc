package dev.ecrauditor.event;

/**
 * An event that contradicts itself or lacks a required member. It goes to the dead-letter queue, which has an alarm.
 */
public final class MalformedEvent extends Exception {

    MalformedEvent(String reason) {
        super(reason);
    }
}

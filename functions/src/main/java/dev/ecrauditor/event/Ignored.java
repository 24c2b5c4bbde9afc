package dev.ecrauditor.event;

/**
 * An event that starts nothing.
 *
 * @param header which event
 * @param reason why, for the count of outcomes
 * @param detail the value in the event that decided it; text from outside
 */
public record Ignored(EventHeader header, IgnoreReason reason, String detail) implements Trigger {}

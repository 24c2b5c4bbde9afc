package dev.ecrauditor.event;

/**
 * An event that asks for nothing.
 *
 * @param reason why, for the count of outcomes
 * @param detail what in the event said so; text from outside
 */
public record Ignored(IgnoreReason reason, String detail) implements Trigger {}

package dev.ecrauditor.delivery;

/** How many subscribers of the alert topic have confirmed their subscription, and how many have not yet. */
public record Subscribers(int confirmed, int pending) {}

package dev.ecrauditor.event;

/** What an event asks of the auditor. An event is a hint to look, never the truth. */
public sealed interface Trigger permits RepositoryChange, Reevaluation, DelayedDrainRequest, Ignored {}

package dev.ecrauditor.event;

/** What an event starts. An event is a reason to read the current state, never a source of state. */
public sealed interface Trigger
        permits ApiCall,
                RepositoryActivity,
                Reevaluation,
                KeyReevaluation,
                RegistryReevaluation,
                DelayedDrainRequest,
                Ignored {

    /** What the event says about itself; {@link EventReader} reads it, once. */
    EventHeader header();
}

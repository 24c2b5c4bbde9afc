package dev.ecrauditor.testing;

import dev.ecrauditor.event.Actor;
import dev.ecrauditor.event.ChangeKind;
import dev.ecrauditor.event.EventHeader;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.event.RequestedSettings;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Calls as their events describe them, made by Alice from the console unless a test says otherwise. */
public final class RepositoryChanges {

    public static final Actor ALICE = new Actor(
            Optional.of("arn:aws:sts::111122223333:assumed-role/Developer/alice"),
            Optional.of("Developer"),
            Optional.of("203.0.113.12"),
            Actor.Tool.CONSOLE);

    private RepositoryChanges() {}

    public static RepositoryChange created(Instant time, boolean scanOnPush, String encryptionType) {
        return change(
                ChangeKind.CREATE_REPOSITORY, time, List.of(), Optional.of(scanOnPush), Optional.of(encryptionType));
    }

    public static RepositoryChange deleted(Instant time) {
        return change(ChangeKind.DELETE_REPOSITORY, time, List.of(), Optional.empty(), Optional.empty());
    }

    public static RepositoryChange policySet(Instant time, String text) {
        return change(ChangeKind.SET_REPOSITORY_POLICY, time, List.of(text), Optional.empty(), Optional.empty());
    }

    public static RepositoryChange policyDeleted(Instant time) {
        return change(ChangeKind.DELETE_REPOSITORY_POLICY, time, List.of(), Optional.empty(), Optional.empty());
    }

    public static RepositoryChange scanningSet(Instant time, boolean scanOnPush) {
        return change(
                ChangeKind.PUT_IMAGE_SCANNING_CONFIGURATION,
                time,
                List.of(),
                Optional.of(scanOnPush),
                Optional.empty());
    }

    /** The same call, made by a session of this role. */
    public static RepositoryChange byRole(RepositoryChange change, String role) {
        Actor actor = new Actor(
                Optional.of("arn:aws:sts::111122223333:assumed-role/" + role + "/session"),
                Optional.of(role),
                Optional.empty(),
                Actor.Tool.UNKNOWN);
        return by(change, actor);
    }

    public static RepositoryChange by(RepositoryChange change, Actor actor) {
        return new RepositoryChange(
                change.header(), change.kind(), change.repository(), actor, change.settings(), false);
    }

    private static RepositoryChange change(
            ChangeKind kind,
            Instant time,
            List<String> policyTexts,
            Optional<Boolean> scanOnPush,
            Optional<String> encryptionType) {
        RepositoryArn repository = SampleRepository.ARN;
        return new RepositoryChange(
                EventHeader.of(kind, "event-of-" + time, repository.account(), time),
                kind,
                repository,
                ALICE,
                new RequestedSettings(policyTexts, scanOnPush, encryptionType),
                false);
    }
}

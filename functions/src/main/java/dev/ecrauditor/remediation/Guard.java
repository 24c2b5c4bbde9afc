package dev.ecrauditor.remediation;

import dev.ecrauditor.finding.RemediationRequest;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot;

/** Decides from what AWS says now whether a request may still be carried out. */
public sealed interface Guard {

    /** Write: the repository is the one that was meant, is not scanned, and its own flag decides. */
    record Go() implements Guard {}

    /** Nothing is left to do, and nothing to tell. */
    record NotNeeded(String why) implements Guard {}

    /** It must not or cannot be done; people are told. */
    record Refuse(String why) implements Guard {}

    /** Looks at the repository as it was read just now. */
    static Guard check(RemediationRequest request, Reading<RepositorySnapshot> reading) {
        if (reading instanceof Reading.Unreadable<RepositorySnapshot> unreadable) {
            return new Refuse("the repository could not be read: " + unreadable.problem());
        }
        if (!(reading instanceof Reading.Known<RepositorySnapshot> known)) {
            return new NotNeeded("the repository is gone");
        }
        RepositorySnapshot repository = known.value();
        if (!repository.createdAt().equals(request.incarnation())) {
            return new NotNeeded("the repository was created anew");
        }
        if (!(repository.scanning() instanceof Reading.Known<EffectiveScanning> scanning)) {
            return new Refuse("the scanning settings could not be read");
        }
        if (scanning.value().scanned()) {
            return new NotNeeded("images are scanned already");
        }
        return repository.repositoryFlagDecides()
                ? new Go()
                : new Refuse("the registry's scanning rules decide here, writing the repository's flag has no effect");
    }
}

package dev.ecrauditor.remediation;

import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.PolicyType;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Settings;
import java.util.Optional;

/** Decides from what was just read whether scanning may be switched on. If anything could not be read, it may not. */
public sealed interface RemediationPreconditions {

    /** The reason, as the end of a sentence. */
    String why();

    /**
     * Write: the repository is the requested one, is not scanned, its own flag decides, and nothing excludes it.
     *
     * @param dryRun true where it is only to be reported
     */
    record Go(boolean dryRun) implements RemediationPreconditions {
        @Override
        public String why() {
            return "images are not scanned, and the repository's own flag decides";
        }
    }

    /** Nothing is left to do or to report. */
    record NotNeeded(String why) implements RemediationPreconditions {}

    /** The settings or the tag exclude it; there is nothing to report. */
    record Leave(String why) implements RemediationPreconditions {}

    /** It must not or cannot be done; an alert reports it. */
    record Refuse(String why) implements RemediationPreconditions {}

    /** The decision. */
    static RemediationPreconditions check(RemediationContext now) {
        if (!(now.settings() instanceof Reading.Known<Settings> settings)) {
            return new Refuse(
                    "the settings could not be read, so it is not known what is excluded: " + problem(now.settings()));
        }
        RemediationMode mode = settings.value().mode(now.arn().account());
        if (mode == RemediationMode.OFF) {
            return new Leave("remediation is off in account " + now.arn().account());
        }
        Optional<RemediationPreconditions> veto =
                settings.value().veto(now.ruleId(), now.arn(), now.at()).map(Leave::new);
        return veto.or(() -> state(now)).or(() -> tag(now.excluded())).orElse(new Go(mode == RemediationMode.DRY_RUN));
    }

    private static Optional<RemediationPreconditions> state(RemediationContext now) {
        if (now.repository() instanceof Reading.Unreadable<RepositorySnapshot> unreadable) {
            return Optional.of(new Refuse("the repository could not be read: " + problem(unreadable)));
        }
        if (!(now.repository() instanceof Reading.Known<RepositorySnapshot> known)) {
            return Optional.of(new NotNeeded("the repository is gone"));
        }
        RepositorySnapshot repository = known.value();
        if (!repository.createdAt().equals(now.incarnation())) {
            return Optional.of(new NotNeeded("the repository was created anew"));
        }
        if (!(repository.scanning() instanceof Reading.Known<EffectiveScanning> scanning)) {
            return Optional.of(new Refuse("the scanning settings could not be read"
                    + (repository.scanning() instanceof Reading.Unreadable<EffectiveScanning> unreadable
                            ? ": " + problem(unreadable)
                            : "")));
        }
        if (scanning.value().scanned()) {
            return Optional.of(new NotNeeded("images are scanned already"));
        }
        return repository.repositoryFlagDecides()
                ? Optional.empty()
                : Optional.of(new Refuse(
                        "the registry's scanning rules decide here, writing the repository's flag has no effect"));
    }

    private static Optional<RemediationPreconditions> tag(Reading<Boolean> excluded) {
        if (!(excluded instanceof Reading.Known<Boolean> known)) {
            return Optional.of(
                    new Refuse("the repository's tags could not be read, so it is not known whether it is excluded: "
                            + problem(excluded)));
        }
        return known.value()
                ? Optional.of(new Leave("the repository carries the tag " + ExclusionTag.KEY))
                : Optional.empty();
    }

    private static String problem(Reading<?> reading) {
        if (!(reading instanceof Reading.Unreadable<?> unreadable)) {
            return "there are none";
        }
        boolean isSaid = unreadable.denial().policyType() != PolicyType.NOT_SAID;
        String why = isSaid ? DeniedCall.of(unreadable).cause() : unreadable.permission();
        return unreadable.problem() + " (" + why + ")";
    }
}

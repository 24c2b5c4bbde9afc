package dev.ecrauditor.remediation;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Settings;
import java.time.Instant;

/**
 * Everything that decides about one write, as just read.
 *
 * @param target what is to be corrected
 * @param repository the repository as it is
 * @param settings the settings file
 * @param excluded whether the repository carries {@link ExclusionTag#KEY}
 * @param at when
 */
public record RemediationContext(
        Target target,
        Reading<RepositorySnapshot> repository,
        Reading<Settings> settings,
        Reading<Boolean> excluded,
        Instant at) {

    /**
     * A finding of one repository.
     *
     * @param arn which repository
     * @param ruleId the rule whose finding is to be corrected
     * @param incarnation the createdAt of the requested repository
     */
    public record Target(RepositoryArn arn, String ruleId, Instant incarnation) {}

    public RepositoryArn arn() {
        return target.arn();
    }

    public String ruleId() {
        return target.ruleId();
    }

    public Instant incarnation() {
        return target.incarnation();
    }

    /** True where nothing may be written, only reported. */
    public boolean isDryRun() {
        return settings instanceof Reading.Known<Settings> known
                && known.value().mode(arn().account()) == RemediationMode.DRY_RUN;
    }
}

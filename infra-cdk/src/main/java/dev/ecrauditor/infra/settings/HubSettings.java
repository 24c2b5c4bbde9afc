package dev.ecrauditor.infra.settings;

import dev.ecrauditor.infra.AdoptedTable;
import dev.ecrauditor.settings.file.RemediationMode;
import dev.ecrauditor.settings.file.SettingsFile;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of the person who deploys.
 *
 * @param subscribers who receives alerts and alarms
 * @param file what remediation may change and what it excludes; without it remediation is off
 * @param policyGracePeriod how long a new repository may be without a policy before that is a finding. The reevaluation
 *     is a message that SQS delays by at most 15 minutes and that is sent again until the grace period ends. Lambda
 *     stops such loops after about 16 hops, so the maximum is two hours
 * @param sweepEvery time from the beginning of one sweep until the next one is due
 * @param trust external principals that are meant to have access
 * @param adopted the table of an earlier stack to continue with; empty for a new one
 */
public record HubSettings(
        Subscribers subscribers,
        Optional<SettingsFile> file,
        Duration policyGracePeriod,
        Duration sweepEvery,
        TrustedParties trust,
        Optional<AdoptedTable> adopted) {

    private static final Duration LONGEST_GRACE = Duration.ofHours(2);
    private static final Duration SHORTEST_SWEEP = Duration.ofHours(1);
    private static final Duration LONGEST_SWEEP = Duration.ofDays(7);

    public HubSettings {
        if (policyGracePeriod.isNegative() || policyGracePeriod.compareTo(LONGEST_GRACE) > 0) {
            throw new UsageException(
                    "context value policyGrace: %s is not between PT0S and PT2H; write it like -c policyGrace=PT15M"
                            .formatted(policyGracePeriod));
        }
        if (sweepEvery.compareTo(SHORTEST_SWEEP) < 0 || sweepEvery.compareTo(LONGEST_SWEEP) > 0) {
            throw new UsageException(
                    "context value sweepEvery: %s is not between PT1H and P7D; write it like -c sweepEvery=PT24H"
                            .formatted(sweepEvery));
        }
    }

    /** The default settings: no subscriber, no remediation. */
    public static HubSettings defaults() {
        return new HubSettings(
                Subscribers.NOBODY,
                Optional.empty(),
                Duration.ofMinutes(15),
                Duration.ofDays(1),
                TrustedParties.NOBODY,
                Optional.empty());
    }

    /** The widest remediation mode of any account. */
    public RemediationMode remediation() {
        return file.map(SettingsFile::mode).orElse(RemediationMode.OFF);
    }

    /** Whether remediation is deployed. */
    public boolean deploysRemediation() {
        return remediation() != RemediationMode.OFF;
    }
}

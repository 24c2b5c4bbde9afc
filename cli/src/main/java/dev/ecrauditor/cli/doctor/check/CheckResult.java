package dev.ecrauditor.cli.doctor.check;

import java.util.Optional;

/**
 * What a check found in one place. {@code {account}} and {@code {region}} in the text stand for the place, so that equal
 * results of several places are one.
 *
 * @param text one sentence without a full stop
 * @param fix only of a failure
 */
public record CheckResult(Status status, String text, Optional<Fix> fix) {

    public static CheckResult pass(String text) {
        return new CheckResult(Status.PASS, text, Optional.empty());
    }

    public static CheckResult fail(String cause, Fix fix) {
        return new CheckResult(Status.FAIL, cause, Optional.of(fix));
    }

    public static CheckResult unknown(String text) {
        return new CheckResult(Status.UNKNOWN, text, Optional.empty());
    }

    public static CheckResult skipped(String reason) {
        return new CheckResult(Status.SKIPPED, reason, Optional.empty());
    }
}

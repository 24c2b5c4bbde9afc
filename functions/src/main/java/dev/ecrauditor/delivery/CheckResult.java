package dev.ecrauditor.delivery;

import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.DenialAdvice;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.Optional;

/**
 * The result of a check.
 *
 * @param gap the evidence; empty where nothing is wrong
 */
public record CheckResult(DeliveryCheck check, Severity severity, Optional<Evidence> gap) {

    /** Nothing is wrong, or the check does not apply any more. */
    public static CheckResult good(DeliveryCheck check) {
        return new CheckResult(check, Severity.HIGH, Optional.empty());
    }

    static CheckResult bad(DeliveryCheck check, Evidence evidence) {
        return new CheckResult(check, Severity.HIGH, Optional.of(evidence));
    }

    /** What AWS denied is not known, and unknown is not good. */
    static CheckResult unknown(DeliveryCheck check, AccountRegion place, Reading.Unreadable<?> denied) {
        DeniedCall call = DeniedCall.of(denied);
        return bad(
                check,
                new Evidence(
                        "AWS denies the auditor " + call.action() + ": it cannot check whether events of account "
                                + place.account() + " in " + place.region() + " arrive. The reason: " + call.cause()
                                + ".",
                        call.facts(),
                        DenialAdvice.of(call, place.account(), place.region())));
    }
}

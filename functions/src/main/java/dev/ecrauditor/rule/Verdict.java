package dev.ecrauditor.rule;

import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Instant;
import java.util.Optional;

/** The result of a rule for a repository. Unknown is never Pass and is always reported. */
public sealed interface Verdict {

    /** The repository is compliant. */
    record Pass() implements Verdict {}

    /**
     * It is not.
     *
     * @param access the access that was found; none where the failure does not consist of access
     */
    record Fail(Severity severity, Evidence evidence, GrantedAccess access) implements Verdict {

        /** A failure that does not consist of access. */
        public Fail(Severity severity, Evidence evidence) {
            this(severity, evidence, GrantedAccess.NONE);
        }

        /** The same failure with another severity. */
        Fail withSeverity(Severity other) {
            return new Fail(other, evidence, access.withSeverity(other));
        }
    }

    /**
     * The rule does not apply.
     *
     * @param why in one clause
     * @param until when it may apply: evaluate again then
     */
    record NotApplicable(String why, Optional<Instant> until) implements Verdict {

        public NotApplicable(String why) {
            this(why, Optional.empty());
        }
    }

    /**
     * The rule could not be evaluated.
     *
     * @param reason what could not be read or understood
     * @param denied the call that AWS denied, where that is the cause
     * @param reportedBy the id of the rule whose failure reports the same; while that rule fails, this is not reported
     *     again
     */
    record Unknown(String reason, Optional<DeniedCall> denied, Optional<String> reportedBy) implements Verdict {

        public Unknown(String reason, Optional<DeniedCall> denied) {
            this(reason, denied, Optional.empty());
        }

        /** A fact that the rule needs could not be read. */
        public static Unknown of(Reading.Unreadable<?> unreadable) {
            return new Unknown(unreadable.problem(), Optional.of(DeniedCall.of(unreadable)), Optional.empty());
        }

        /** What could not be read or understood, and who denied it, as one clause. */
        public String sentence() {
            return reason + denied.map(call -> "; " + call.cause()).orElse("");
        }
    }
}

package dev.ecrauditor.iac.check;

import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One verdict of several, each under an assumption about what is not known of the deployment. */
final class JointVerdict {

    /** Settings whose verdicts can follow from the account or the Region. */
    private static final Set<Setting> OF_A_PLACE = Set.of(
            Setting.ENCRYPTION,
            Setting.POLICY,
            Setting.REGISTRY_POLICY,
            Setting.REPLICATION,
            Setting.CREATION_TEMPLATES,
            Setting.CACHE_RULES,
            Setting.KEY_POLICY);

    private JointVerdict() {}

    /**
     * Verdicts under one assumption.
     *
     * @param assumption in words
     */
    record Assumed(String assumption, Map<RuleMetadata, Verdict> verdicts) {}

    /**
     * The verdict of each rule: the one that holds under every assumption, else Unknown.
     *
     * @param all at least one
     * @param isComplete whether every assumption is among them
     */
    static Map<RuleMetadata, Verdict> of(List<Assumed> all, boolean isComplete) {
        Map<RuleMetadata, Verdict> joint = new LinkedHashMap<>();
        all.get(0).verdicts().forEach((rule, first) -> joint.put(rule, of(rule, first, all, isComplete)));
        return joint;
    }

    private static Verdict of(RuleMetadata rule, Verdict first, List<Assumed> all, boolean isComplete) {
        if (!isComplete && OF_A_PLACE.contains(rule.setting()) && isDecided(first)) {
            return unknown("it names too many accounts and Regions to try each; give --account and --region");
        }
        Verdict worst = first;
        for (Assumed assumed : all) {
            Verdict other = Optional.ofNullable(assumed.verdicts().get(rule)).orElse(first);
            if (other.getClass() != first.getClass()) {
                return differing(all.get(0).assumption(), first, assumed.assumption(), other);
            }
            if (other instanceof Verdict.Fail fail
                    && worst instanceof Verdict.Fail so
                    && fail.severity().compareTo(so.severity()) > 0) {
                worst = fail;
            }
        }
        return worst;
    }

    private static boolean isDecided(Verdict verdict) {
        return verdict instanceof Verdict.Pass || verdict instanceof Verdict.Fail;
    }

    private static Verdict differing(String assumption, Verdict first, String otherAssumption, Verdict other) {
        return unknown("it depends on the deployment: " + word(first) + " in " + assumption + ", " + word(other)
                + " in " + otherAssumption + "; give --account, --region and --registry");
    }

    private static String word(Verdict verdict) {
        if (verdict instanceof Verdict.Pass) {
            return "PASS";
        }
        if (verdict instanceof Verdict.Fail) {
            return "FAIL";
        }
        return verdict instanceof Verdict.Unknown ? "UNKNOWN" : "NOT APPLICABLE";
    }

    private static Verdict unknown(String reason) {
        return new Verdict.Unknown(reason, Optional.empty());
    }
}

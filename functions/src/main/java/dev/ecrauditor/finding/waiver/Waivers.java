package dev.ecrauditor.finding.waiver;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.rule.GrantedAction;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.settings.Waiver;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The waivers that hold for a subject at a time, applied to the verdicts of its rules. A failure that consists of access
 * is waived action by action: what no waiver names is reported. Any other failure is waived as a whole. A rule that cannot
 * be evaluated is never waived.
 */
public final class Waivers {

    private final List<Waiver> waivers;
    private final Subject subject;
    private final Instant at;

    /** @param waivers of the settings; the others hold for other subjects, or are over */
    public Waivers(List<Waiver> waivers, Subject subject, Instant at) {
        this.waivers = List.copyOf(waivers);
        this.subject = subject;
        this.at = at;
    }

    /** What the waivers leave of a failure of a rule. */
    public WaivedFailure apply(String ruleId, Verdict.Fail fail) {
        List<Waiver> holding =
                waivers.stream().filter(waiver -> holds(waiver, ruleId)).toList();
        if (holding.isEmpty()) {
            return WaivedFailure.nothing(fail);
        }
        return fail.access().isEmpty() ? whole(holding, fail) : byAction(holding, fail);
    }

    /** The verdicts without what is waived, in the same order. */
    public Map<RuleMetadata, Verdict> remaining(Map<RuleMetadata, Verdict> verdicts) {
        Map<RuleMetadata, Verdict> remaining = new LinkedHashMap<>();
        verdicts.forEach((metadata, verdict) -> remaining.put(
                metadata,
                verdict instanceof Verdict.Fail fail
                        ? apply(metadata.id(), fail).remaining()
                        : verdict));
        return remaining;
    }

    private boolean holds(Waiver waiver, String ruleId) {
        return subject instanceof Subject.Repository of
                ? waiver.holds(ruleId, of.repository(), at)
                : waiver.holdsForAccount(ruleId, subject.account(), at);
    }

    private static WaivedFailure whole(List<Waiver> holding, Verdict.Fail fail) {
        return last(holding.stream().filter(waiver -> waiver.grants().isEmpty()).toList())
                .map(waiver -> new WaivedFailure(fail, new Verdict.Pass(), fail, List.of(waiver), Map.of()))
                .orElseGet(() -> WaivedFailure.nothing(fail));
    }

    private static WaivedFailure byAction(List<Waiver> holding, Verdict.Fail fail) {
        Map<GrantedAction, Waiver> covered = new LinkedHashMap<>();
        fail.access()
                .actions()
                .forEach(action -> covering(holding, action).ifPresent(waiver -> covered.put(action, waiver)));
        if (covered.isEmpty()) {
            return WaivedFailure.nothing(fail);
        }
        LocalDate firstEnd = covered.values().stream()
                .map(Waiver::expires)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Set<GrantedAction> coveredLonger = covered.entrySet().stream()
                .filter(entry -> entry.getValue().expires().isAfter(firstEnd))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return new WaivedFailure(
                fail,
                fail.access().without(covered::containsKey),
                fail.access().without(coveredLonger::contains),
                covered.values().stream().distinct().toList(),
                facts(covered));
    }

    private static Optional<Waiver> covering(List<Waiver> holding, GrantedAction action) {
        return last(holding.stream()
                .filter(waiver ->
                        waiver.grants().stream().anyMatch(access -> access.covers(action.names(), action.action())))
                .toList());
    }

    /** Of several the one that ends last: so long it is waived. */
    private static Optional<Waiver> last(List<Waiver> covering) {
        return covering.stream().max(Comparator.comparing(Waiver::expires));
    }

    private static Map<String, String> facts(Map<GrantedAction, Waiver> covered) {
        Map<Waiver, Map<String, List<String>>> byWaiver = covered.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue,
                        LinkedHashMap::new,
                        Collectors.groupingBy(
                                entry -> entry.getKey().holder(),
                                LinkedHashMap::new,
                                Collectors.mapping(entry -> entry.getKey().action(), Collectors.toList()))));
        Map<String, String> facts = new LinkedHashMap<>();
        byWaiver.forEach((waiver, actions) -> facts.put(
                facts.isEmpty() ? "waived" : "waived (" + (facts.size() + 1) + ")",
                actions.entrySet().stream()
                                .map(holder -> holder.getKey() + ": "
                                        + holder.getValue().stream().distinct().collect(Collectors.joining(", ")))
                                .collect(Collectors.joining("; "))
                        + "; by " + waiver.terms()));
        return facts;
    }
}

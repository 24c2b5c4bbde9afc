package dev.ecrauditor.finding.exposure;

import dev.ecrauditor.event.ChangeKind;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds policies that events report as set and that ECR no longer returns, and evaluates them as if still in place. */
public final class TransientExposures {

    private TransientExposures() {}

    /** The transient exposures of these calls, against what an evaluation read after them. */
    public static List<TransientExposure> in(
            List<RepositoryChange> changes, Evaluation evaluation, RuleRegistry rules) {
        Optional<RepositorySnapshot> read = evaluation
                .result()
                .map(Evaluation.Result::repository)
                .filter(repository -> !(repository.policy() instanceof Reading.Unreadable));
        return read.stream()
                .flatMap(repository -> changes.stream()
                        .filter(change -> change.kind() == ChangeKind.SET_REPOSITORY_POLICY)
                        .filter(change -> !change.hasSet(Setting.POLICY, repository))
                        .flatMap(change ->
                                stored(change).stream().map(policy -> evaluated(change, policy, repository, rules))))
                .toList();
    }

    /** The policy as ECR returned it, where the event has it; otherwise as it was sent. */
    private static Optional<RepositoryPolicy> stored(RepositoryChange change) {
        List<String> texts = change.settings().policyTexts();
        return texts.isEmpty() ? Optional.empty() : Optional.of(RepositoryPolicy.of(texts.get(texts.size() - 1)));
    }

    private static TransientExposure evaluated(
            RepositoryChange change, RepositoryPolicy policy, RepositorySnapshot repository, RuleRegistry rules) {
        Map<RuleMetadata, Verdict> verdicts =
                new LinkedHashMap<>(rules.evaluate(repository.withPolicy(new Reading.Known<>(policy))));
        verdicts.keySet().removeIf(metadata -> metadata.setting() != Setting.POLICY);
        return new TransientExposure(change, policy, verdicts);
    }
}

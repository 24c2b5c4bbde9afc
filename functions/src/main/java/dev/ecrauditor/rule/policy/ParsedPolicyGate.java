package dev.ecrauditor.rule.policy;

import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.UnreadablePolicy;
import dev.ecrauditor.policy.resource.ScopedPolicy.AtResource;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.Verdict;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The start of every rule about access: only a policy that was read and parsed is evaluated, beside the Deny statements
 * of the registry policy that certainly apply. Text that is no policy makes the rule unknown; only
 * {@link PolicyReadable} reports it.
 */
public final class ParsedPolicyGate {

    private ParsedPolicyGate() {}

    static Verdict evaluate(RepositorySnapshot repository, BiFunction<Policy, AccessFacts, Verdict> rule) {
        if (repository.policy() instanceof Reading.Unreadable<RepositoryPolicy> unreadable) {
            return Verdict.Unknown.of(unreadable);
        }
        if (repository.policy() instanceof Reading.Known<RepositoryPolicy> known) {
            return evaluate(known.value(), repository, rule);
        }
        return new Verdict.NotApplicable("the repository has no policy");
    }

    /** The same, where a failure is fixed by a policy that lets in only those who are trusted. */
    static Verdict evaluate(
            RepositorySnapshot repository, RepositoryPolicyFix fix, BiFunction<Policy, AccessFacts, Verdict> rule) {
        Verdict verdict = evaluate(repository, rule);
        return verdict instanceof Verdict.Fail fail
                ? new Verdict.Fail(fail.severity(), fix.of(repository, fail.evidence()), fail.access())
                : verdict;
    }

    private static Verdict evaluate(
            RepositoryPolicy repositoryPolicy,
            RepositorySnapshot repository,
            BiFunction<Policy, AccessFacts, Verdict> rule) {
        if (repositoryPolicy.parsed() instanceof UnreadablePolicy unreadable) {
            return new Verdict.Unknown(unreadable.reason(), Optional.empty(), Optional.of(PolicyReadable.ID));
        }
        AtResource denials = repository.registry().policy().at(repository.arn());
        AccessFacts facts =
                repositoryPolicy.access(repository.arn().account(), denials).orElseThrow();
        return rule.apply((Policy) repositoryPolicy.parsed(), facts);
    }
}

package dev.ecrauditor.repository;

import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.PolicyAnalysis;
import dev.ecrauditor.policy.correction.Correction;
import dev.ecrauditor.policy.correction.PolicyCorrection;
import dev.ecrauditor.policy.correction.TrustedIds;
import dev.ecrauditor.policy.document.ParsedPolicy;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyNormalForm;
import dev.ecrauditor.policy.document.PolicyParser;
import dev.ecrauditor.policy.resource.JointAnalysis;
import dev.ecrauditor.policy.resource.ScopedPolicy.AtResource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A repository policy as ECR stores it. The access it grants to others and its correction are computed once for all
 * rules.
 */
public final class RepositoryPolicy {

    private final String text;
    private final ParsedPolicy parsed;
    private final PolicyNormalForm normalForm;
    private final Map<String, AccessFacts> accessByOwner = new ConcurrentHashMap<>();
    private volatile Optional<BesideRegistry> besideRegistry = Optional.empty();
    private volatile Optional<CorrectedFor> corrected = Optional.empty();

    /** The latest analysis beside the denials of a registry policy. */
    private record BesideRegistry(String owner, AtResource denials, AccessFacts facts) {}

    /** The latest correction. */
    private record CorrectedFor(String owner, TrustedIds trusted, Correction correction) {}

    private RepositoryPolicy(String text) {
        this.text = text;
        this.parsed = PolicyParser.parse(text);
        this.normalForm = PolicyNormalForm.of(text);
    }

    public static RepositoryPolicy of(String text) {
        return new RepositoryPolicy(text);
    }

    /** The policy text, unchanged. */
    public String text() {
        return text;
    }

    /** The parsed policy, or why it cannot be parsed. */
    public ParsedPolicy parsed() {
        return parsed;
    }

    /** The same text in the form in which policies that mean the same are equal. */
    public PolicyNormalForm normalForm() {
        return normalForm;
    }

    /** Equal texts for policies that mean the same. */
    public String meaning() {
        return normalForm.text();
    }

    /** The access of identities outside the owner's account; empty when the policy cannot be parsed. */
    public Optional<AccessFacts> access(String owner) {
        return parsed instanceof Policy policy
                ? Optional.of(accessByOwner.computeIfAbsent(owner, account -> PolicyAnalysis.of(policy, account)))
                : Optional.empty();
    }

    /** The same beside the Deny statements of the registry policy that certainly apply. */
    public Optional<AccessFacts> access(String owner, AtResource denials) {
        if (denials.decidesNothing() || !(parsed instanceof Policy policy)) {
            return access(owner);
        }
        BesideRegistry latest = besideRegistry
                .filter(known -> known.owner().equals(owner) && known.denials().equals(denials))
                .orElseGet(() -> new BesideRegistry(
                        owner, denials, JointAnalysis.factsOfRepositoryPolicy(policy, denials, owner)));
        besideRegistry = Optional.of(latest);
        return Optional.of(latest.facts());
    }

    /** The smallest change after which only those who are trusted have access. */
    public Correction correction(String owner, TrustedIds trusted) {
        CorrectedFor latest = corrected
                .filter(known -> known.owner().equals(owner) && known.trusted().equals(trusted))
                .orElseGet(() -> new CorrectedFor(owner, trusted, PolicyCorrection.of(text, owner, trusted)));
        corrected = Optional.of(latest);
        return latest.correction();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RepositoryPolicy policy && policy.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}

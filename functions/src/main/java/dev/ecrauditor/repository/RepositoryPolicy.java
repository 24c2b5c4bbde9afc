package dev.ecrauditor.repository;

import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.PolicyAnalysis;
import dev.ecrauditor.policy.document.ParsedPolicy;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyNormalForm;
import dev.ecrauditor.policy.document.PolicyParser;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A repository policy as ECR stores it. The access it grants to others is computed once for all rules. */
public final class RepositoryPolicy {

    private final String text;
    private final ParsedPolicy parsed;
    private final PolicyNormalForm normalForm;
    private final Map<String, AccessFacts> accessByOwner = new ConcurrentHashMap<>();

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

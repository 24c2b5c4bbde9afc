package dev.ecrauditor.repository;

import dev.ecrauditor.policy.AccessFacts;
import dev.ecrauditor.policy.ParsedPolicy;
import dev.ecrauditor.policy.Policy;
import dev.ecrauditor.policy.PolicyAnalysis;
import dev.ecrauditor.policy.PolicyParser;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A repository policy as ECR stores it. What it gives to others is worked out once, however many rules ask. */
public final class RepositoryPolicy {

    private final String text;
    private final ParsedPolicy parsed;
    private final Map<String, AccessFacts> accessByOwner = new ConcurrentHashMap<>();

    private RepositoryPolicy(String text) {
        this.text = text;
        this.parsed = PolicyParser.parse(text);
    }

    public static RepositoryPolicy of(String text) {
        return new RepositoryPolicy(text);
    }

    /** The policy text to the letter. */
    public String text() {
        return text;
    }

    /** The same, typed; or why it cannot be read. */
    public ParsedPolicy parsed() {
        return parsed;
    }

    /** What it gives to identities outside the account that owns the repository; empty when it cannot be read. */
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

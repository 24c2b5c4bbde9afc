package dev.ecrauditor.repository;

import dev.ecrauditor.policy.document.ParsedPolicy;
import dev.ecrauditor.policy.document.PolicyNormalForm;
import dev.ecrauditor.policy.document.PolicyParser;

/**
 * The policy of a private registry as ECR stores it, parsed once for all its repositories.
 *
 * <p>Source: "Private registry permissions in Amazon ECR", Amazon ECR User Guide.
 */
public final class RegistryPolicy {

    private final String text;
    private final ParsedPolicy parsed;
    private final PolicyNormalForm normalForm;

    private RegistryPolicy(String text) {
        this.text = text;
        this.parsed = PolicyParser.parse(text);
        this.normalForm = PolicyNormalForm.of(text);
    }

    public static RegistryPolicy of(String text) {
        return new RegistryPolicy(text);
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

    @Override
    public boolean equals(Object other) {
        return other instanceof RegistryPolicy policy && policy.text.equals(text);
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

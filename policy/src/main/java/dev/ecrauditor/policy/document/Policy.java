package dev.ecrauditor.policy.document;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A resource-based policy.
 *
 * @param version the policy language version as written, or empty text where none is written (then 2008-10-17 rules
 *     apply)
 * @param statements its statements in order
 * @param oddities deviations from AWS's grammar that were read nevertheless, each as a clause that begins with its
 *     location
 */
public record Policy(String version, List<Statement> statements, List<String> oddities) implements ParsedPolicy {
    public Policy {
        statements = List.copyOf(statements);
        oddities = List.copyOf(oddities);
    }

    public Policy(String version, List<Statement> statements) {
        this(version, statements, List.of());
    }

    /** True when values may contain policy variables: only this version of the language has them. */
    public boolean hasVariables() {
        return version.equals("2012-10-17");
    }

    /** The policy with condition keys replaced by others that mean the same; keys are compared in lower case. */
    public Policy withKeys(Map<String, String> keys) {
        return keys.isEmpty()
                ? this
                : new Policy(
                        version,
                        statements.stream()
                                .map(statement -> statement.withKeys(keys))
                                .toList());
    }

    /** The principals that its statements name. */
    public Stream<Principal> principals() {
        return statements.stream().flatMap(statement -> statement.principals().stream());
    }
}

package dev.ecrauditor.policy;

import java.util.List;
import java.util.stream.Stream;

/**
 * A resource-based policy.
 *
 * @param version the policy language version as written, or empty text where none is written (then 2008-10-17 rules apply)
 * @param statements its statements in order
 */
public record Policy(String version, List<Statement> statements) implements ParsedPolicy {
    public Policy {
        statements = List.copyOf(statements);
    }

    /** True when values may hold policy variables: only this version of the language has them. */
    boolean hasVariables() {
        return version.equals("2012-10-17");
    }

    /** Whom any of its statements name. */
    Stream<Principal> principals() {
        return statements.stream().flatMap(statement -> statement.principals().stream());
    }
}

package dev.ecrauditor.rule;

import dev.ecrauditor.policy.AccessLevel;
import dev.ecrauditor.policy.Condition;
import dev.ecrauditor.policy.Grant;
import dev.ecrauditor.policy.Statement;
import dev.ecrauditor.policy.Witness;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a person can check by hand about grants to everybody: the statement, whom it names, what it gives, and a request that proves it. */
final class PublicEvidence {

    private PublicEvidence() {}

    static Evidence of(List<Grant> grants) {
        boolean writes = grants.stream().anyMatch(Grant::writes);
        boolean reads = grants.stream()
                .flatMap(grant -> grant.actions().keySet().stream())
                .anyMatch(level -> !level.changesSomething());
        String can = !writes ? "read" : reads ? "read and change" : "change";
        Evidence evidence = Evidence.of("Any AWS account can " + can + " this repository.");
        for (Grant grant : grants) {
            Statement statement = grant.statement();
            String name = "statement " + statement.number();
            evidence = evidence.and(name, describe(grant));
            for (Map.Entry<AccessLevel, List<String>> level : grant.actions().entrySet()) {
                evidence = evidence.and(
                        name + " " + level.getKey().name().toLowerCase(Locale.ROOT),
                        String.join(", ", level.getValue()));
            }
        }
        return evidence.and("for example", describe(grants.get(0).witness()));
    }

    private static String describe(Grant grant) {
        Statement statement = grant.statement();
        String conditions = statement.conditions().isEmpty()
                ? "without condition"
                : "where no condition bounds the caller: "
                        + statement.conditions().stream()
                                .map(Condition::written)
                                .collect(Collectors.joining("; "));
        return statement.label() + " allows principal " + grant.principal() + " " + conditions;
    }

    private static String describe(Witness witness) {
        return witness.principal() + " may call " + witness.action();
    }
}

package dev.ecrauditor.policy.resource;

import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.resource.ResourcePattern.Solution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A statement about resources, reduced to one resource: a variable in a pattern becomes a condition. Where AWS
 * documents no meaning, an Allow applies and a Deny does not.
 *
 * @param statements the statement under the conditions by which it applies, once for each way; none if it does not
 * @param isUnclear true for an Allow that applies under conditions that cannot be expressed
 */
record StatementAtResource(List<Statement> statements, boolean isUnclear) {

    private static final StatementAtResource NEVER = new StatementAtResource(List.of(), false);
    private static final StatementAtResource UNCLEAR = new StatementAtResource(List.of(), true);

    static StatementAtResource of(Statement statement, String arn, boolean hasVariables) {
        boolean allows = statement.effect() == Statement.Effect.ALLOW;
        List<ResourcePattern> patterns = statement.resources().patterns().stream()
                .map(pattern -> ResourcePattern.of(pattern, hasVariables))
                .toList();
        return switch (statement.resources().form()) {
            case ABSENT, UNDOCUMENTED -> allows ? always(statement) : NEVER;
            case EVERYTHING -> always(statement);
            case LISTED -> listed(statement, patterns, arn);
            case ALL_EXCEPT -> allExcept(statement, patterns, arn);
        };
    }

    private static StatementAtResource always(Statement statement) {
        return under(statement, List.of());
    }

    private static StatementAtResource under(Statement statement, List<Condition> conditions) {
        return new StatementAtResource(List.of(statement.aboutOneResource(conditions)), false);
    }

    private static StatementAtResource listed(Statement statement, List<ResourcePattern> patterns, String arn) {
        boolean allows = statement.effect() == Statement.Effect.ALLOW;
        List<Statement> ways = new ArrayList<>();
        boolean unclear = false;
        for (ResourcePattern pattern : patterns) {
            if (!pattern.mayMatch(arn)) {
                continue;
            }
            if (pattern.isPlain()) {
                if (allows || pattern.surelyMatches(arn)) {
                    return always(statement);
                }
                continue;
            }
            Optional<Solution> solution = pattern.solution(arn);
            unclear |= allows && solution.isEmpty();
            solution.ifPresent(found -> ways.addAll(ways(statement, found)));
        }
        return new StatementAtResource(ways, unclear);
    }

    private static List<Statement> ways(Statement statement, Solution solution) {
        List<Statement> ways = new ArrayList<>();
        if (!solution.values().isEmpty()) {
            ways.add(statement.aboutOneResource(List.of(condition("StringEquals", solution))));
        }
        if (solution.matchesWithoutValue()) {
            ways.add(statement.aboutOneResource(List.of(isAbsent(solution, "true"))));
        }
        return ways;
    }

    private static StatementAtResource allExcept(Statement statement, List<ResourcePattern> patterns, String arn) {
        boolean allows = statement.effect() == Statement.Effect.ALLOW;
        List<Condition> conditions = new ArrayList<>();
        for (ResourcePattern pattern : patterns) {
            if (!pattern.mayMatch(arn)) {
                continue;
            }
            if (pattern.isPlain()) {
                if (!allows || pattern.surelyMatches(arn)) {
                    return NEVER;
                }
                continue;
            }
            Optional<Solution> solution = pattern.solution(arn);
            if (solution.isEmpty()) {
                return allows ? UNCLEAR : NEVER;
            }
            if (!solution.get().values().isEmpty()) {
                conditions.add(condition("StringNotEquals", solution.get()));
            }
            if (solution.get().matchesWithoutValue()) {
                conditions.add(isAbsent(solution.get(), "false"));
            }
        }
        return under(statement, conditions);
    }

    private static Condition condition(String operator, Solution solution) {
        return new Condition(operator, solution.key().toString(), solution.values());
    }

    private static Condition isAbsent(Solution solution, String absent) {
        return new Condition("Null", solution.key().toString(), List.of(absent));
    }
}

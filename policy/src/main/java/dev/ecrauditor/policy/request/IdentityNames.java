package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.condition.Variables;
import dev.ecrauditor.policy.pattern.Representatives;
import dev.ecrauditor.policy.pattern.Wildcard;
import dev.ecrauditor.policy.request.ConditionValueCatalog.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names of identities that a policy has in its values: literally, and as patterns. */
final class IdentityNames {

    private final ConditionValueCatalog catalog;
    private final Set<Value> arns;

    /**
     * @param arns the values in conditions and the patterns of principals
     */
    IdentityNames(ConditionValueCatalog catalog, Set<Value> arns) {
        this.catalog = catalog;
        this.arns = arns;
    }

    /** The ARNs that a policy names with this beginning. */
    List<String> beginningWith(String start) {
        List<String> named = new ArrayList<>();
        for (Value word : arns) {
            catalog.budget().spend(1);
            String arn = word.text();
            if (!word.isPattern()
                    && arn.startsWith(start)
                    && arn.length() > start.length()
                    && !Variables.hasWildcard(arn)) {
                named.add(arn);
            }
        }
        return named;
    }

    /** The patterns for ARNs with this beginning, each as a pattern for the whole text. */
    List<String> patterns(String start) {
        String[] beginning = start.split(":", 6);
        List<String> patterns = new ArrayList<>();
        for (Value word : arns) {
            catalog.budget().spend(1);
            if (!word.isPattern()) {
                continue;
            }
            if (!word.byField()) {
                patterns.add(word.text());
                continue;
            }
            if (word.fields().size() == 6 && fits(word.fields(), beginning)) {
                patterns.add(start + word.fields().get(5));
            }
        }
        return patterns;
    }

    /** Compares the account first, because most values differ in it. */
    private static boolean fits(List<String> pattern, String[] start) {
        for (int i = 4; i >= 0; i--) {
            if (!Wildcard.matches(pattern.get(i), start[i])) {
                return false;
            }
        }
        return true;
    }

    /** Names of federated users, which are also part of their unique ids. */
    Set<String> federated(String account) {
        Set<Value> ids = catalog.of(ConditionKey.USER_ID);
        if (ids.isEmpty()) {
            return Set.of();
        }
        Set<String> names = new LinkedHashSet<>();
        String start = account + ":";
        ids.stream()
                .map(Value::text)
                .filter(id -> id.startsWith(start) && !Variables.hasWildcard(id))
                .forEach(id -> names.add(id.substring(start.length())));
        catalog.representatives(start, catalog.patterns(ConditionKey.USER_ID), Representatives.Kind.ANY)
                .forEach(id -> names.add(id.substring(start.length())));
        names.removeIf(name -> name.contains("/") || name.contains(":"));
        return names;
    }
}

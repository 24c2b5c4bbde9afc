package dev.ecrauditor.policy.document;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Assigns each unique id to the user or role that it replaces. AWS writes the unique id of a principal into a policy
 * when the principal is deleted: {@code AIDA...} for a user, {@code AROA...} for a role.
 *
 * <p>Source: "IAM identifiers: unique identifiers", IAM User Guide.
 *
 * @param ids the unique ids that the stored policy contains and the policy that was sent does not
 * @param arns the principals that the policy that was sent names and the stored one does not
 */
record DeletedPrincipals(List<String> ids, List<String> arns) {

    /** The number of ids up to which all assignments are tried; more are not compared. */
    private static final int MOST = 5;

    private static final int SHORTEST_ID = 16;
    private static final int LONGEST_ID = 128;

    DeletedPrincipals {
        ids = ids.stream().filter(id -> isUser(id) || isRole(id)).toList();
        arns = arns.stream()
                .filter(arn -> isArnOf(arn, "user/") || isArnOf(arn, "role/"))
                .toList();
    }

    /** True when each id can be assigned to a different principal of its kind so that the test passes. */
    boolean match(Predicate<UnaryOperator<String>> test) {
        return !ids.isEmpty()
                && ids.size() == arns.size()
                && ids.size() <= MOST
                && assign(new HashMap<>(), new HashSet<>(), test);
    }

    private boolean assign(Map<String, String> names, Set<String> taken, Predicate<UnaryOperator<String>> test) {
        if (names.size() == ids.size()) {
            return test.test(name -> names.getOrDefault(name, name));
        }
        String id = ids.get(names.size());
        for (String arn : arns) {
            if (isOfTheKind(id, arn) && taken.add(arn)) {
                names.put(id, arn);
                if (assign(names, taken, test)) {
                    return true;
                }
                names.remove(id);
                taken.remove(arn);
            }
        }
        return false;
    }

    private static boolean isOfTheKind(String id, String arn) {
        return isUser(id) ? isArnOf(arn, "user/") : isArnOf(arn, "role/");
    }

    private static boolean isUser(String id) {
        return id.startsWith("AIDA") && isUniqueId(id);
    }

    private static boolean isRole(String id) {
        return id.startsWith("AROA") && isUniqueId(id);
    }

    private static boolean isUniqueId(String id) {
        return id.length() >= SHORTEST_ID
                && id.length() <= LONGEST_ID
                && id.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
    }

    private static boolean isArnOf(String principal, String kind) {
        String[] parts = principal.split(":", -1);
        return parts.length == 6
                && parts[0].equals("arn")
                && parts[2].equals("iam")
                && parts[5].startsWith(kind)
                && parts[5].length() > kind.length();
    }
}

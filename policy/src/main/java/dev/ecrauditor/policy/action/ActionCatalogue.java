package dev.ecrauditor.policy.action;

import dev.ecrauditor.policy.pattern.Wildcard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The actions that resource policies of one service can grant.
 *
 * @param service the prefix of its actions, such as {@code ecr}
 * @param grantable the actions a policy of the resource can grant, with their access levels, in AWS's order of names
 * @param elsewhere the names, without prefix, of the service's other actions: a policy of the resource cannot grant
 *     them
 * @param globalKeys condition keys of the service, in lower case, that are equivalent to a global one
 */
public record ActionCatalogue(
        String service, Map<String, AccessLevel> grantable, Set<String> elsewhere, Map<String, String> globalKeys) {

    /** The actions that repository policies can grant. */
    public static final ActionCatalogue ECR =
            new ActionCatalogue("ecr", EcrActions.REPOSITORY_LEVEL, EcrActions.REGISTRY_LEVEL, Map.of());

    /** The actions that registry policies can grant to other accounts. */
    public static final ActionCatalogue ECR_REGISTRY = new ActionCatalogue(
            "ecr", EcrActions.REACHABLE_IN_REGISTRY, EcrActions.NOT_REACHABLE_IN_REGISTRY, Map.of());

    /** The actions that key policies can grant. */
    public static final ActionCatalogue KMS =
            new ActionCatalogue("kms", KmsActions.KEY_LEVEL, KmsActions.ACCOUNT_LEVEL, KmsActions.GLOBAL_KEYS);

    public ActionCatalogue {
        grantable = Collections.unmodifiableMap(new LinkedHashMap<>(grantable));
        elsewhere = Set.copyOf(elsewhere);
        globalKeys = Map.copyOf(globalKeys);
    }

    /** The actions of a statement by access level; empty when none of them exists. */
    public Map<AccessLevel, List<String>> byLevel(ActionSet actions) {
        Map<AccessLevel, List<String>> byLevel = new TreeMap<>();
        coveredBy(actions)
                .forEach(action -> byLevel.computeIfAbsent(levelOf(action), level -> new ArrayList<>())
                        .add(action));
        return byLevel;
    }

    /** The actions a statement covers: those AWS documents, and those it spells out that are newer than this list. */
    public List<String> coveredBy(ActionSet actions) {
        List<String> covered = new ArrayList<>();
        for (String action : grantable.keySet()) {
            if (actions.covers(action)) {
                covered.add(action);
            }
        }
        if (!actions.allExcept()) {
            actions.patterns().stream()
                    .filter(name -> !covered.contains(name) && isUnlisted(name))
                    .forEach(covered::add);
        }
        return covered;
    }

    private boolean isUnlisted(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String prefix = service + ":";
        return lower.startsWith(prefix)
                && ActionNames.isWellFormed(name)
                && !Wildcard.isIn(name)
                && !isElsewhere(lower.substring(prefix.length()))
                && grantable.keySet().stream().noneMatch(name::equalsIgnoreCase);
    }

    private boolean isElsewhere(String name) {
        return elsewhere.stream().anyMatch(name::equalsIgnoreCase);
    }

    /**
     * The level of an action by name; an action that AWS has added since counts as write unless its name begins like a
     * read action.
     */
    public AccessLevel levelOf(String action) {
        AccessLevel known = grantable.get(action);
        if (known != null) {
            return known;
        }
        String name = action.substring(action.indexOf(':') + 1).toLowerCase(Locale.ROOT);
        boolean reads = name.startsWith("get")
                || name.startsWith("describe")
                || name.startsWith("list")
                || name.startsWith("batchget")
                || name.startsWith("batchcheck");
        return reads ? AccessLevel.READ : AccessLevel.WRITE;
    }
}

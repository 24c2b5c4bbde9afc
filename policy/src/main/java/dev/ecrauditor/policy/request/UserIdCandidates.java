package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.condition.Variables;
import dev.ecrauditor.policy.pattern.AccountIds;
import dev.ecrauditor.policy.pattern.Completion;
import dev.ecrauditor.policy.pattern.Representatives;
import dev.ecrauditor.policy.pattern.Wildcard;
import dev.ecrauditor.policy.request.ConditionValueCatalog.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The unique id of a caller: AWS assigns the id; the caller chooses only the session name after the colon. */
public final class UserIdCandidates {

    /** The number of characters in unique ids of AWS, such as AROADBQP57FF2AEXAMPLE. */
    private static final int LENGTH = 21;

    private final ConditionValueCatalog catalog;
    private final ExternalPrincipal external;
    /**
     * Ids with their constraints: those that the policy names and, where a pattern leaves the id open, external ones.
     */
    private final Map<String, Set<RequestConstraint>> unique = new LinkedHashMap<>();

    private final Map<String, Set<RequestConstraint>> ofUsers = new LinkedHashMap<>();
    private final Map<String, Set<RequestConstraint>> ofRoles = new LinkedHashMap<>();

    public UserIdCandidates(ConditionValueCatalog catalog, ExternalPrincipal external) {
        this.catalog = catalog;
        this.external = external;
        catalog.of(ConditionKey.USER_ID).forEach(this::complete);
        ofUsers.put("AIDA" + external.identity().userId().substring("AROA".length()), Set.of());
        ofUsers.putAll(unique);
        ofRoles.put(external.identity().userId() + ":session", Set.of());
        sessions().forEach(id -> ofRoles.put(id, Set.of()));
        ofRoles.putAll(unique);
    }

    ExternalPrincipal external() {
        return external;
    }

    /** The unique ids that the identity with this ARN can have, with the constraints of each. */
    Map<String, Set<RequestConstraint>> of(String account, String arn) {
        if (arn.contains(":federated-user/")) {
            return Map.of(account + ":" + name(arn), Set.of());
        } else if (arn.contains(":assumed-role/")) {
            String name = name(arn);
            Map<String, Set<RequestConstraint>> ids = new LinkedHashMap<>();
            ids.put(external.identity().userId() + ":" + name, Set.of());
            unique.forEach((id, constraints) -> {
                catalog.budget().spend(2);
                if (id.endsWith(":" + name)) {
                    ids.put(id, constraints);
                }
            });
            return ids;
        } else if (arn.endsWith(":root")) {
            return Map.of(account, Set.of());
        }
        return arn.contains(":user/") ? ofUsers : ofRoles;
    }

    private static String name(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private List<String> sessions() {
        return catalog.representatives(
                external.identity().userId() + ":", catalog.patterns(ConditionKey.USER_ID), Representatives.Kind.ANY);
    }

    private void complete(Value word) {
        if (!word.isPattern() && Variables.hasWildcard(word.text())) {
            return; // no id contains a wildcard
        }
        for (String filler : List.of("session", "x")) {
            String id = Completion.instance(word.text(), filler, catalog.budget());
            if (AccountIds.inUserId(id).isEmpty()) {
                unique.putIfAbsent(
                        id,
                        fixed(word)
                                .map(text -> Set.of(new RequestConstraint(RequestConstraint.Kind.UNIQUE_ID, text)))
                                .orElse(Set.of()));
            }
        }
    }

    private static Optional<String> fixed(Value word) {
        String text = word.text();
        if (!word.isPattern()) {
            return Optional.of(text);
        }
        int colon = text.indexOf(':');
        String id = colon < 0 ? text.substring(0, Math.min(LENGTH, text.length())) : text.substring(0, colon);
        boolean unique = (id.startsWith("AROA") || id.startsWith("AIDA"))
                && id.length() > "AROA".length()
                && (colon > 0 || id.length() == LENGTH);
        return unique && !Wildcard.isIn(id) ? Optional.of(id) : Optional.empty();
    }
}

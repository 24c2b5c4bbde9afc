package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.ConditionKeys;
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

/** The unique id of a caller: AWS chooses the id, the caller only the session name behind the colon. */
public final class UserIdCandidates {

    /** AWS makes unique ids of this many characters, such as AROADBQP57FF2AEXAMPLE. */
    private static final int LENGTH = 21;

    private final ConditionValueCatalog vocabulary;
    private final ExternalPrincipal stranger;
    /** Ids the policy itself knows; where a pattern leaves the id open, anybody's may fit. */
    private final Map<String, Set<RequestConstraint>> unique = new LinkedHashMap<>();

    private final Map<String, Set<RequestConstraint>> ofUsers = new LinkedHashMap<>();
    private final Map<String, Set<RequestConstraint>> ofRoles = new LinkedHashMap<>();

    public UserIdCandidates(ConditionValueCatalog catalog, ExternalPrincipal external) {
        this.vocabulary = catalog;
        this.stranger = external;
        catalog.of(ConditionKeys.USER_ID).forEach(this::complete);
        ofUsers.put("AIDA" + external.userId().substring("AROA".length()), Set.of());
        ofUsers.putAll(unique);
        ofRoles.put(external.userId() + ":session", Set.of());
        sessions().forEach(id -> ofRoles.put(id, Set.of()));
        ofRoles.putAll(unique);
    }

    ExternalPrincipal stranger() {
        return stranger;
    }

    /** The unique ids the identity with this ARN can have, and what each is tied to. */
    Map<String, Set<RequestConstraint>> of(String account, String arn) {
        if (arn.contains(":federated-user/")) {
            return Map.of(account + ":" + name(arn), Set.of());
        } else if (arn.contains(":assumed-role/")) {
            String name = name(arn);
            Map<String, Set<RequestConstraint>> ids = new LinkedHashMap<>();
            ids.put(stranger.userId() + ":" + name, Set.of());
            unique.forEach((id, constraints) -> {
                vocabulary.effort().spend(2);
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
        return vocabulary.representatives(
                stranger.userId() + ":", vocabulary.patterns(ConditionKeys.USER_ID), Representatives.Kind.ANY);
    }

    private void complete(Value word) {
        if (!word.isPattern() && Variables.hasWildcard(word.text())) {
            return; // no id holds a wildcard
        }
        for (String filler : List.of("session", "x")) {
            String id = Completion.instance(word.text(), filler, vocabulary.effort());
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

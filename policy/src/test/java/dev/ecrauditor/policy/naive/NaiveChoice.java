package dev.ecrauditor.policy.naive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One choice for one property of a requester: its identity, organization, network or tag.
 *
 * @param principal the caller, where this choice determines it; else empty text
 * @param context the keys it sets
 * @param needs the properties that no caller can choose, such as {@code org:o-a1b2c3d4e5}; empty for what any external
 *     principal can have
 */
record NaiveChoice(String principal, Map<String, List<String>> context, Set<String> needs) {

    static NaiveChoice of(Map<String, List<String>> context, String... needs) {
        return new NaiveChoice("", context, Set.of(needs));
    }

    /** A requester of these choices. */
    static Requester requester(boolean service, List<NaiveChoice> choices) {
        String principal = "";
        Map<String, List<String>> context = new LinkedHashMap<>();
        Set<String> needs = new LinkedHashSet<>();
        for (NaiveChoice choice : choices) {
            principal = choice.principal().isEmpty() ? principal : choice.principal();
            context.putAll(choice.context());
            needs.addAll(choice.needs());
        }
        return new Requester(service, principal, context, needs);
    }

    /** A requester, and the properties it needs. */
    record Requester(boolean service, String principal, Map<String, List<String>> context, Set<String> needs) {

        NaiveRequest request(String action) {
            String account =
                    context.getOrDefault("aws:principalaccount", List.of("")).get(0);
            return new NaiveRequest(service, principal, account, action, context);
        }

        /** The same with other keys. */
        Requester with(Map<String, List<String>> other) {
            return new Requester(service, principal, other, needs);
        }

        boolean isExternal() {
            return needs.isEmpty();
        }
    }

    static List<NaiveChoice> list() {
        return new ArrayList<>();
    }
}

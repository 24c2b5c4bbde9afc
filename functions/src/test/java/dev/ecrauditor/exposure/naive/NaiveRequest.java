package dev.ecrauditor.exposure.naive;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request.
 *
 * @param caller an ARN, or the name of a service
 * @param account the caller's account; empty text for a service
 * @param context condition keys in lower case
 */
record NaiveRequest(String caller, String account, String action, String arn, Map<String, List<String>> context) {

    NaiveRequest {
        context = new TreeMap<>(context);
    }

    boolean isOfService() {
        return account.isEmpty();
    }

    /** The same caller with another request. */
    NaiveRequest asking(String otherAction, String otherArn) {
        return new NaiveRequest(caller, account, otherAction, otherArn, context);
    }

    /** The same caller with this tag, where it has one. */
    NaiveRequest ofTeam(String team) {
        Map<String, List<String>> other = new TreeMap<>(context);
        other.computeIfPresent("aws:principaltag/team", (key, value) -> List.of(team));
        return new NaiveRequest(caller, account, action, arn, other);
    }

    String first(String key) {
        List<String> values = context.getOrDefault(key, List.of());
        return values.isEmpty() ? "" : values.get(0);
    }
}

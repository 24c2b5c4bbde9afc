package dev.ecrauditor.policy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The proof of a grant: a request that the policy allows.
 *
 * @param principal the identity's ARN, or the service's name
 * @param action the action
 * @param context condition keys with their values; keys that are missing are absent from the request
 */
public record Witness(String principal, String action, Map<String, List<String>> context) {

    public Witness {
        context = new TreeMap<>(context);
    }

    static Witness of(Request request) {
        return new Witness(request.principal(), request.action(), request.context());
    }
}

package dev.ecrauditor.cli.doctor.check;

import java.util.Map;
import java.util.TreeMap;

/**
 * One request, for which a policy of a resource is evaluated.
 *
 * @param service whether an AWS service asks for itself
 * @param principal the service, such as {@code events.amazonaws.com}, or the ARN of a role
 * @param context the condition keys that the request carries; others are absent
 */
public record PolicyRequest(
        boolean service, String principal, String action, String resource, Map<String, String> context) {

    public PolicyRequest {
        Map<String, String> all = new TreeMap<>(context);
        all.put("aws:SecureTransport", "true");
        all.put("aws:PrincipalIsAWSService", Boolean.toString(service));
        if (!service) {
            all.put("aws:PrincipalArn", principal);
        }
        context = Map.copyOf(all);
    }

    /** An AWS service asks for itself. */
    public static PolicyRequest byService(
            String principal, String action, String resource, Map<String, String> context) {
        return new PolicyRequest(true, principal, action, resource, context);
    }

    /** A role asks. */
    public static PolicyRequest byRole(String arn, String action, String resource, Map<String, String> context) {
        return new PolicyRequest(false, arn, action, resource, context);
    }

    /** The account of the role. */
    String account() {
        String[] parts = principal.split(":", -1);
        return parts.length > 4 ? parts[4] : "";
    }
}

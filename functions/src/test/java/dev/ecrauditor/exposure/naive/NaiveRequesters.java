package dev.ecrauditor.exposure.naive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Callers outside the owner's account, each as a request without action. */
final class NaiveRequesters {

    private static final String STRANGER = "888877776666";
    private static final String INSIDE = "203.0.113.5";
    private static final String ELSEWHERE = "192.0.2.9";

    static final List<NaiveRequest> ALL = all();

    /** Services that call from an address, as one does only where a policy names it. */
    static final List<NaiveRequest> SERVICES_FROM_SOMEWHERE =
            List.of(service(STRANGER, INSIDE), service(RegistryGenerator.FOREIGN, INSIDE));

    private NaiveRequesters() {}

    private static List<NaiveRequest> all() {
        List<NaiveRequest> all = new ArrayList<>();
        for (String account : List.of(RegistryGenerator.FOREIGN, RegistryGenerator.OTHER, STRANGER)) {
            for (String role : List.of("role/ci", "role/other", "user/x")) {
                for (String organization : List.of("", RegistryGenerator.ORGANIZATION)) {
                    for (String team : List.of("", "prod", "test")) {
                        String address = (account.hashCode() + team.hashCode()) % 2 == 0 ? INSIDE : ELSEWHERE;
                        all.add(identity(account, role, organization, team, address));
                        all.add(identity(
                                account, role, organization, team, address.equals(INSIDE) ? ELSEWHERE : INSIDE));
                    }
                }
            }
        }
        for (String account : List.of(RegistryGenerator.FOREIGN, STRANGER)) {
            all.add(service(account, ""));
        }
        return all;
    }

    private static NaiveRequest service(String account, String address) {
        Map<String, List<String>> context = new TreeMap<>();
        context.put("aws:sourceaccount", List.of(account));
        context.put("aws:resourceaccount", List.of(RegistryGenerator.OWNER));
        context.put("aws:principalisawsservice", List.of("true"));
        if (!address.isEmpty()) {
            context.put("aws:sourceip", List.of(address));
        }
        return new NaiveRequest("lambda.amazonaws.com", "", "", "", context);
    }

    private static NaiveRequest identity(
            String account, String role, String organization, String team, String address) {
        String arn = "arn:aws:iam::" + account + ":" + role;
        Map<String, List<String>> context = new TreeMap<>();
        context.put("aws:principalaccount", List.of(account));
        context.put("aws:principalarn", List.of(arn));
        context.put("aws:sourceip", List.of(address));
        context.put("aws:resourceaccount", List.of(RegistryGenerator.OWNER));
        if (!organization.isEmpty()) {
            context.put("aws:principalorgid", List.of(organization));
        }
        if (!team.isEmpty()) {
            context.put("aws:principaltag/team", List.of(team));
        }
        return new NaiveRequest(arn, account, "", "", context);
    }
}

package dev.ecrauditor.delivery;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks that the bus of the hub takes the events of every watched account: its policy allows the organization, or each
 * of the named accounts, and denies nobody who uses TLS, as every forwarding rule does.
 */
public final class BusCheck {

    private final String bus;
    private final Optional<String> organization;
    private final Set<String> accounts;

    /**
     * @param organization whose accounts forward their events; empty where accounts are named
     * @param accounts the named accounts
     */
    public BusCheck(String bus, Optional<String> organization, Set<String> accounts) {
        this.bus = bus;
        this.organization = organization;
        this.accounts = Set.copyOf(accounts);
    }

    /** The result. */
    public CheckResult check(AccountRegion hub, Reading<Json> policy) {
        if (policy instanceof Reading.Unreadable<Json> denied) {
            return CheckResult.unknown(DeliveryCheck.BUS, hub, denied);
        }
        Map<String, String> causes = new LinkedHashMap<>();
        List<Json> denying = List.of();
        if (policy instanceof Reading.Known<Json> known) {
            List<Json> statements = statements(known.value());
            denying = statements.stream().filter(BusCheck::isDeny).toList();
            compare(statements, causes);
        } else {
            causes.put("bus", "it does not exist");
        }
        return causes.isEmpty()
                ? CheckResult.good(DeliveryCheck.BUS)
                : CheckResult.bad(DeliveryCheck.BUS, evidence(hub, causes, denying));
    }

    private void compare(List<Json> statements, Map<String, String> causes) {
        if (statements.stream().anyMatch(BusCheck::isDeny)) {
            causes.put("denied", "the policy has a statement that denies");
        }
        List<Json> allowing = statements.stream()
                .filter(one -> one.text("Effect").equals(Optional.of("Allow"))
                        && texts(one.at("Action")).contains("events:PutEvents"))
                .toList();
        if (organization.isPresent()) {
            if (allowing.stream().noneMatch(this::allowsTheOrganization)) {
                causes.put("not allowed", "organization " + organization.get());
            }
            return;
        }
        Set<String> missing = new TreeSet<>(accounts);
        allowing.stream()
                .filter(one -> one.at("Condition").isAbsent())
                .flatMap(one -> texts(one.at("Principal", "AWS")).stream())
                .forEach(principal -> missing.remove(account(principal)));
        if (!missing.isEmpty()) {
            causes.put("not allowed", "accounts " + String.join(", ", missing));
        }
    }

    /** Whether it can deny a forwarding rule, which always uses TLS. */
    private static boolean isDeny(Json statement) {
        return statement.text("Effect").equals(Optional.of("Deny"))
                && !texts(statement.at("Condition", "Bool", "aws:SecureTransport"))
                        .equals(Set.of("false"));
    }

    private boolean allowsTheOrganization(Json statement) {
        Json condition = statement.at("Condition");
        boolean isForAll = texts(statement.at("Principal")).contains("*")
                || texts(statement.at("Principal", "AWS")).contains("*");
        return isForAll
                && condition.members().keySet().equals(Set.of("StringEquals"))
                && condition.members("StringEquals").keySet().equals(Set.of("aws:PrincipalOrgID"))
                && texts(condition.at("StringEquals", "aws:PrincipalOrgID")).contains(organization.orElseThrow());
    }

    private static List<Json> statements(Json policy) {
        Json statement = policy.at("Statement");
        return statement instanceof Json.Obj ? List.of(statement) : statement.items();
    }

    /** One text, or a list of texts. */
    private static Set<String> texts(Json value) {
        return Stream.concat(value.text().stream(), value.items().stream().flatMap(item -> item.text().stream()))
                .collect(Collectors.toSet());
    }

    /** The account of {@code arn:aws:iam::111122223333:root}, or the principal itself. */
    private static String account(String principal) {
        String[] parts = principal.split(":", -1);
        return parts.length > 5 && parts[5].equals("root") ? parts[4] : principal;
    }

    private Evidence evidence(AccountRegion hub, Map<String, String> causes, List<Json> denying) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("bus name", bus);
        facts.putAll(causes);
        List<String> fix = new ArrayList<>();
        fix.add("# In account " + hub.account() + ", or deploy the hub again:");
        denying.forEach(one -> fix.add(one.text("Sid")
                .map(sid -> "aws events remove-permission --region " + hub.region() + " --event-bus-name " + bus
                        + " --statement-id " + sid)
                .orElse("# A statement without a Sid denies: remove it from the policy of the bus")));
        if (causes.containsKey("not allowed") || denying.isEmpty()) {
            fix.addAll(permissions(hub));
        }
        return new Evidence(
                "The policy of the bus " + bus + " of " + hub
                        + " does not let every watched account forward its events. Until it does, only the sweep finds changes there.",
                facts,
                fix);
    }

    private List<String> permissions(AccountRegion hub) {
        String permit = "aws events put-permission --region " + hub.region() + " --event-bus-name " + bus
                + " --action events:PutEvents --statement-id ";
        return organization
                .map(id -> List.of(permit + "WatchedAccountsForward --principal '*' --condition"
                        + " Type=StringEquals,Key=aws:PrincipalOrgID,Value=" + id))
                .orElseGet(() -> accounts.stream()
                        .sorted()
                        .map(id -> permit + "Account" + id + " --principal " + id)
                        .toList());
    }
}

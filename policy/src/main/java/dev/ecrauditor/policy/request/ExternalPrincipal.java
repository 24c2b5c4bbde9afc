package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A principal that the policy does not name: an account, an organization and addresses that occur nowhere in it, and a
 * service.
 *
 * @param owner the account that owns the repository
 * @param service a service that makes a call for it
 */
public record ExternalPrincipal(Owner owner, Identity identity, Network network, String service) {

    /**
     * The owner of the repository.
     *
     * @param organization represents the organization of the account
     */
    public record Owner(String account, String organization) {}

    /**
     * Who calls.
     *
     * @param name the name of its role, user and identity provider
     */
    public record Identity(String account, String name, String organization, String userId) {}

    /**
     * From where it calls.
     *
     * @param address a public IPv4 address
     */
    record Network(String vpc, String endpoint, String address) {}

    /** Represents an account that cannot be known. */
    static final String ANY_ACCOUNT = "999999999999";

    /** The maximum length of a repository policy. */
    private static final int USUAL_LENGTH = 10_240;

    private static final List<String> SERVICES =
            List.of("codebuild.amazonaws.com", "lambda.amazonaws.com", "ecs.amazonaws.com", "sagemaker.amazonaws.com");

    private static final List<String> DOCUMENTATION_ADDRESSES = List.of("192.0.2.77", "198.51.100.77", "203.0.113.200");

    /** A principal that this policy does not name. */
    public static ExternalPrincipal to(Policy policy, String owner) {
        String principals = principals(policy);
        String text = values(policy);
        long number = 999_999_000_001L;
        String account = Long.toString(number);
        while (text.contains(account) || principals.contains(account) || owner.equals(account)) {
            account = Long.toString(++number);
        }
        boolean isNameUsed = text.contains("external") || principals.contains("external");
        return new ExternalPrincipal(
                new Owner(owner, unused(text, "o-theowners")),
                new Identity(
                        account,
                        isNameUsed ? unused(text + principals, "external") : "external",
                        unused(text, "o-external"),
                        unused(text, "AROAEXTERNAL0000000")),
                new Network(
                        unused(text, "vpc-0f0000000000000"),
                        unused(text, "vpce-0f0000000000000"),
                        DOCUMENTATION_ADDRESSES.get(0)),
                SERVICES.stream()
                        .filter(service -> !text.contains(service) && !principals.contains(service))
                        .findFirst()
                        .orElse(SERVICES.get(0)));
    }

    /** The text of all principals that a policy names. */
    private static String principals(Policy policy) {
        StringBuilder texts = new StringBuilder(USUAL_LENGTH);
        for (Statement statement : policy.statements()) {
            for (Principal principal : statement.principals()) {
                texts.append(principal.written()).append('\n');
            }
        }
        return texts.toString();
    }

    /** The text of all values with which a policy compares. */
    private static String values(Policy policy) {
        StringBuilder texts = new StringBuilder(USUAL_LENGTH);
        for (Statement statement : policy.statements()) {
            for (Condition condition : statement.conditions()) {
                for (String value : condition.values()) {
                    texts.append(value).append('\n');
                }
            }
        }
        return texts.toString();
    }

    private String roleArn() {
        return "arn:aws:iam::" + identity.account() + ":role/" + identity.name();
    }

    /** The keys of a call of this principal, with which variables are filled. */
    public Map<ConditionKey, String> keys() {
        return Map.of(
                ConditionKey.PRINCIPAL_ACCOUNT, identity.account(),
                ConditionKey.PRINCIPAL_ARN, roleArn(),
                ConditionKey.USER_ID, identity.userId() + ":session",
                ConditionKey.PRINCIPAL_ORGANIZATION, identity.organization(),
                ConditionKey.SOURCE_IP, network.address(),
                ConditionKey.SOURCE_VPC, network.vpc(),
                ConditionKey.SOURCE_ENDPOINT, network.endpoint(),
                ConditionKey.SOURCE_ACCOUNT, identity.account(),
                ConditionKey.REPOSITORY_ACCOUNT, owner.account(),
                ConditionKey.OWNER_ORGANIZATION, owner.organization());
    }

    /**
     * The keys of a call of this principal and of the principals that the policy names: the values of variables
     * of the caller.
     */
    public Map<ConditionKey, List<String>> keysOfCallers(Policy policy) {
        Set<String> accounts = new LinkedHashSet<>();
        Set<String> arns = new LinkedHashSet<>();
        for (Principal principal : policy.principals().toList()) {
            if (principal instanceof Principal.Account account
                    && !account.accountId().equals(owner.account())) {
                accounts.add(account.accountId());
                arns.add(
                        account.isOneIdentity()
                                ? account.written()
                                : "arn:" + account.partition() + ":iam::" + account.accountId() + ":role/"
                                        + identity.name());
            }
        }
        Map<ConditionKey, List<String>> callers = new HashMap<>();
        keys().forEach((key, value) -> callers.put(key, new ArrayList<>(List.of(value))));
        callers.computeIfPresent(ConditionKey.PRINCIPAL_ACCOUNT, (key, own) -> joined(own, accounts));
        callers.computeIfPresent(ConditionKey.PRINCIPAL_ARN, (key, own) -> joined(own, arns));
        return callers;
    }

    private static List<String> joined(List<String> own, Set<String> others) {
        own.addAll(others);
        return own;
    }

    private static String unused(String text, String stem) {
        int number = 10;
        while (text.contains(stem + number)) {
            number++;
        }
        return stem + number;
    }
}

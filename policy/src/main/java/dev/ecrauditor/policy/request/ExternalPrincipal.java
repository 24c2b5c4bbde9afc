package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.Statement;
import java.util.List;
import java.util.Map;

/**
 * A principal that the policy does not name: an account, an organization and addresses that occur nowhere in it, and a
 * service.
 *
 * @param owner the account that owns the repository
 * @param name the name of its role, user and identity provider
 * @param ownersOrganization represents the organization of that account
 */
public record ExternalPrincipal(
        String owner,
        String account,
        String name,
        String organization,
        String ownersOrganization,
        String userId,
        String vpc,
        String vpce,
        String ipv4,
        String service) {

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
        return new ExternalPrincipal(
                owner,
                account,
                text.contains("stranger") || principals.contains("stranger")
                        ? unused(text + principals, "stranger")
                        : "stranger",
                unused(text, "o-stranger"),
                unused(text, "o-theowners"),
                unused(text, "AROASTRANGER0000000"),
                unused(text, "vpc-0f0000000000000"),
                unused(text, "vpce-0f0000000000000"),
                DOCUMENTATION_ADDRESSES.get(0),
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

    String roleArn() {
        return "arn:aws:iam::" + account + ":role/" + name;
    }

    /** The keys of a call of this principal, with which variables are filled. */
    public Map<ConditionKey, String> keys() {
        return Map.of(
                ConditionKey.PRINCIPAL_ACCOUNT, account,
                ConditionKey.PRINCIPAL_ARN, roleArn(),
                ConditionKey.USER_ID, userId + ":session",
                ConditionKey.PRINCIPAL_ORGANIZATION, organization,
                ConditionKey.SOURCE_IP, ipv4,
                ConditionKey.SOURCE_VPC, vpc,
                ConditionKey.SOURCE_ENDPOINT, vpce,
                ConditionKey.SOURCE_ACCOUNT, account,
                ConditionKey.REPOSITORY_ACCOUNT, owner,
                ConditionKey.OWNER_ORGANIZATION, ownersOrganization);
    }

    private static String unused(String text, String stem) {
        int number = 10;
        while (text.contains(stem + number)) {
            number++;
        }
        return stem + number;
    }
}

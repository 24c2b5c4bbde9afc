package dev.ecrauditor.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Who may become which role: a function only the role of a fixed name in a watched account, and that role only by the
 * function's fixed name.
 */
public final class AssumedRoles {

    private static final Map<String, String> ROLE_OF_FUNCTION = Map.of(
            "ecr-auditor-audit", "ecr-auditor-read",
            "ecr-auditor-sweep", "ecr-auditor-read",
            "ecr-auditor-remediation", "ecr-auditor-remediate",
            "ecr-auditor-security-hub", "ecr-auditor-import");

    private static final Pattern ORGANIZATION = Pattern.compile("o-[a-z0-9]{10,32}");
    private static final String HUB = "arn:${AWS::Partition}:iam::${HubAccount}:";

    private AssumedRoles() {}

    /** Whether a statement of a function's own policy names only its role, in known accounts. */
    public static boolean isTheRoleOfAnAccount(List<String> functions, JsonNode statement) {
        List<String> roles = functions.stream().map(ROLE_OF_FUNCTION::get).toList();
        if (roles.size() != 1
                || roles.get(0) == null
                || !PolicyEvaluation.texts(statement.path("Action")).equals(List.of("sts:AssumeRole"))) {
            return false;
        }
        JsonNode condition = statement.at("/Condition/StringEquals");
        List<String> accounts = PolicyEvaluation.texts(condition.path("aws:ResourceAccount"));
        boolean ofTheOrganization = ORGANIZATION
                .matcher(condition.path("aws:ResourceOrgID").asText())
                .matches();
        boolean named = !accounts.isEmpty() && accounts.stream().allMatch(account -> account.matches("\\d{12}"));
        String form = Pattern.quote("arn:${AWS::Partition}:iam::")
                + (ofTheOrganization || named ? "(\\*|\\d{12})" : "\\d{12}")
                + Pattern.quote(":role/" + roles.get(0));
        List<String> resources = PolicyEvaluation.texts(statement.path("Resource"));
        return !resources.isEmpty() && resources.stream().allMatch(resource -> resource.matches(form));
    }

    /** Whether a role of a watched account trusts functions of the hub by their names and nobody else. */
    public static boolean trustsFunctionsOfTheHub(JsonNode statement) {
        List<String> named = PolicyEvaluation.texts(statement.at("/Condition/ArnEquals/aws:PrincipalArn"));
        JsonNode organization = statement.at("/Condition/StringEquals/aws:PrincipalOrgID");
        return statement.at("/Principal").size() == 1
                && Intrinsics.text(statement.at("/Principal/AWS")).equals(HUB + "root")
                && !named.isEmpty()
                && named.stream()
                        .allMatch(arn -> ROLE_OF_FUNCTION.keySet().stream()
                                .anyMatch(function -> arn.equals(HUB + "role/" + function)))
                && (organization.isMissingNode()
                        || ORGANIZATION.matcher(organization.asText()).matches());
    }

    /** Whether a role trusts one rule of its own account. */
    public static boolean trustsOneRule(JsonNode statement) {
        return statement.at("/Principal").size() == 1
                && statement.at("/Principal/Service").asText().equals("events.amazonaws.com")
                && Intrinsics.text(statement.at("/Condition/StringEquals/aws:SourceAccount"))
                        .equals("${AWS::AccountId}")
                && Intrinsics.text(statement.at("/Condition/ArnLike/aws:SourceArn"))
                        .equals("arn:${AWS::Partition}:events:*:${AWS::AccountId}:rule/ecr-auditor-forward");
    }

    /** Whether a statement lets only accounts of an organization, or named accounts, put events into one bus. */
    public static boolean letsWatchedAccountsPutEvents(JsonNode statement) {
        boolean everybody = statement.path("Principal").asText().equals("*");
        boolean organization = ORGANIZATION
                .matcher(statement
                        .at("/Condition/StringEquals/aws:PrincipalOrgID")
                        .asText())
                .matches();
        List<String> accounts = PolicyEvaluation.texts(statement.at("/Principal/AWS"));
        boolean named = !accounts.isEmpty() && accounts.stream().allMatch(account -> account.matches("\\d{12}"));
        return PolicyEvaluation.texts(statement.path("Action")).equals(List.of("events:PutEvents"))
                && Intrinsics.text(statement.path("Resource")).matches("\\$\\{[A-Za-z0-9]+\\.Arn}")
                && (everybody ? organization : named);
    }
}

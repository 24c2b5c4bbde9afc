package dev.ecrauditor.infra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.queue.Redrive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Checks every statement of every policy of a template, and reports what is wider than the auditor needs. */
public final class LeastPrivilege {

    private static final String EVERY_REPOSITORY = "arn:${AWS::Partition}:ecr:*:${AWS::AccountId}:repository/*";

    private static final String EVERY_REPOSITORY_HERE =
            "arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/*";

    private static final String EVERY_RULE_OF_OURS =
            "arn:${AWS::Partition}:events:*:${AWS::AccountId}:rule/ecr-auditor-forward";

    private static final String EVERY_KEY_OF_THE_ACCOUNT = "arn:${AWS::Partition}:kms:*:${AWS::AccountId}:key/*";

    private static final String EVERY_TRAIL = "arn:${AWS::Partition}:cloudtrail:*:*:trail/*";

    /** Which resources with a wildcard an action may have; whatever is not here may have none. */
    private static final Map<String, Set<String>> WILDCARDS = Map.ofEntries(
            // every repository is watched
            Map.entry("ecr:BatchGetRepositoryScanningConfiguration", Set.of(EVERY_REPOSITORY)),
            Map.entry("ecr:DescribeRepositories", Set.of(EVERY_REPOSITORY)),
            Map.entry("ecr:GetLifecyclePolicy", Set.of(EVERY_REPOSITORY)),
            Map.entry("ecr:GetRepositoryPolicy", Set.of(EVERY_REPOSITORY)),
            // the action takes no resource
            Map.entry("ecr:DescribePullThroughCacheRules", Set.of("*")),
            Map.entry("ecr:DescribeRegistry", Set.of("*")),
            Map.entry("ecr:DescribeRepositoryCreationTemplates", Set.of("*")),
            Map.entry("ecr:GetAccountSetting", Set.of("*")),
            Map.entry("ecr:GetRegistryPolicy", Set.of("*")),
            Map.entry("ecr:GetRegistryScanningConfiguration", Set.of("*")),
            Map.entry("ecr:GetSigningConfiguration", Set.of("*")),
            Map.entry("cloudtrail:DescribeTrails", Set.of("*")),
            Map.entry("organizations:ListAccounts", Set.of("*")),
            // an account and a unit may be anywhere in the organization
            Map.entry("organizations:DescribeAccount", Set.of("*")),
            Map.entry("organizations:DescribeOrganization", Set.of("*")),
            Map.entry("organizations:ListAccountsForParent", Set.of("*")),
            Map.entry("organizations:ListOrganizationalUnitsForParent", Set.of("*")),
            // the request says which one
            Map.entry("ecr:ListTagsForResource", Set.of(EVERY_REPOSITORY, EVERY_REPOSITORY_HERE)),
            // all but those that carry the exclusion tag
            Map.entry("ecr:PutImageScanningConfiguration", Set.of(EVERY_REPOSITORY, EVERY_REPOSITORY_HERE)),
            // a repository may use a key of another account
            Map.entry("kms:DescribeKey", Set.of("arn:${AWS::Partition}:kms:*:*:key/*")),
            // any key of the account may encrypt a repository
            Map.entry("kms:GetKeyPolicy", Set.of(EVERY_KEY_OF_THE_ACCOUNT)),
            Map.entry("kms:GetKeyRotationStatus", Set.of(EVERY_KEY_OF_THE_ACCOUNT)),
            Map.entry("kms:ListGrants", Set.of(EVERY_KEY_OF_THE_ACCOUNT)),
            // the rule of every Region
            Map.entry("events:DescribeRule", Set.of(EVERY_RULE_OF_OURS)),
            Map.entry("events:ListTargetsByRule", Set.of(EVERY_RULE_OF_OURS)),
            // the product of the account itself, in every watched Region
            Map.entry(
                    "securityhub:BatchImportFindings",
                    Set.of("arn:${AWS::Partition}:securityhub:*:${AWS::AccountId}:product/${AWS::AccountId}/default")),
            // the organization's trail is of another account
            Map.entry("cloudtrail:GetEventSelectors", Set.of(EVERY_TRAIL)),
            Map.entry("cloudtrail:GetTrailStatus", Set.of(EVERY_TRAIL)));

    /** The functions that evaluate, and so read baselines. */
    private static final Set<String> EVALUATORS = Set.of("ecr-auditor-audit", "ecr-auditor-sweep");

    /** The function's role in a single account, and the role that it assumes in a watched account. */
    private static final List<List<String>> REMEDIATORS =
            List.of(List.of("ecr-auditor-remediation"), List.of("ecr-auditor-remediate"));

    private static final Set<String> ECR_READS = Set.of(
            "ecr:BatchGetRepositoryScanningConfiguration",
            "ecr:DescribePullThroughCacheRules",
            "ecr:DescribeRegistry",
            "ecr:DescribeRepositories",
            "ecr:DescribeRepositoryCreationTemplates",
            "ecr:GetAccountSetting",
            "ecr:GetLifecyclePolicy",
            "ecr:GetRegistryPolicy",
            "ecr:GetRegistryScanningConfiguration",
            "ecr:GetRepositoryPolicy",
            "ecr:GetSigningConfiguration");

    private static final String THE_ACCOUNT = "arn:${AWS::Partition}:iam::${AWS::AccountId}:root";

    private final JsonNode resources;
    private final List<String> breaches = new ArrayList<>();

    private LeastPrivilege(JsonNode template) {
        this.resources = template.path("Resources");
    }

    public static List<String> breachesIn(JsonNode template) {
        LeastPrivilege walk = new LeastPrivilege(template);
        walk.resources.properties().forEach(entry -> walk.visit(new PolicyLocation(entry.getKey(), entry.getValue())));
        return List.copyOf(walk.breaches);
    }

    /** The resource a statement stands in. */
    private record PolicyLocation(String id, JsonNode resource) {

        boolean isA(String type) {
            return resource.path("Type").asText().equals(type);
        }
    }

    private void visit(PolicyLocation place) {
        JsonNode managed = place.resource().at("/Properties/ManagedPolicyArns");
        if (!managed.isEmpty()) {
            breach(place, "has a managed policy", managed);
        }
        // Inline policies, trust policies, key, queue and topic policies alike: a statement is what has an Effect.
        place.resource().findParents("Effect").forEach(statement -> check(place, statement));
    }

    private void check(PolicyLocation place, JsonNode statement) {
        for (String negated : List.of("NotAction", "NotResource", "NotPrincipal")) {
            if (statement.has(negated)) {
                breach(place, "uses " + negated, statement);
            }
        }
        if (!statement.path("Effect").asText().equals("Allow")) {
            return;
        }
        for (String action : texts(statement.path("Action"))) {
            checkAction(place, statement, action);
        }
        if (statement.has("Principal")) {
            checkPrincipals(place, statement);
        }
    }

    private void checkAction(PolicyLocation place, JsonNode statement, String action) {
        if (action.startsWith("${") || action.startsWith("{")) {
            breach(place, "has an action that cannot be read", statement);
        }
        boolean accountOverItsKey = place.isA("AWS::KMS::Key") && isTheAccount(statement);
        if (action.contains("*") && !(accountOverItsKey && action.equals("kms:*"))) {
            breach(place, "has a wildcard action " + action, statement);
        }
        if (action.startsWith("iam:")) {
            breach(place, "may change identities: " + action, statement);
        }
        boolean assumed = AssumedRoles.isTheRoleOfAnAccount(rolesOf(place), statement);
        if (action.startsWith("sts:") && !place.isA("AWS::IAM::Role") && !assumed) {
            breach(place, "may become another role: " + action, statement);
        }
        if (action.equals("ecr:ListTagsForResource")) {
            if (!REMEDIATORS.contains(rolesOf(place))) {
                breach(place, "reads tags, which only the remediation role may", statement);
            }
        } else if (action.startsWith("ecr:") && !ECR_READS.contains(action)) {
            checkEcrWrite(place, statement, action);
        }
        if (action.equals("sns:Publish")
                && statement.has("Resource")
                && place.isA("AWS::IAM::Policy")
                && !rolesOf(place).equals(List.of("ecr-auditor-alert"))) {
            breach(place, "publishes, which only the alert function may", statement);
        }
        for (String resource : texts(statement.path("Resource"))) {
            if (resource.contains("*") && !place.isA("AWS::KMS::Key") && !assumed) { // in a key policy `*` is that key
                checkWildcard(place, action, resource);
            }
        }
    }

    private void checkEcrWrite(PolicyLocation place, JsonNode statement, String action) {
        if (action.equals("ecr:TagResource") && rolesOf(place).equals(List.of("ecr-auditor-sweep"))) {
            return; // the canary; a wildcard is a breach, because this action may have none
        }
        if (!action.equals("ecr:PutImageScanningConfiguration")) {
            breach(place, "writes to ECR: " + action, statement);
            return;
        }
        if (!REMEDIATORS.contains(rolesOf(place))) {
            breach(place, "switches scanning, which only the remediation role may", statement);
        }
        JsonNode veto = statement.at("/Condition/StringNotEquals/aws:ResourceTag~1ecr-auditor:remediation");
        if (!veto.asText().equals("exclude")) {
            breach(place, "switches scanning without heeding the exclusion tag", statement);
        }
    }

    private void checkWildcard(PolicyLocation place, String action, String resource) {
        boolean isBelowAPrefix = place.isA("AWS::S3::BucketPolicy") && isBelowAPrefix(action, resource);
        if (!isBelowAPrefix && !WILDCARDS.getOrDefault(action, Set.of()).contains(resource)) {
            breach(place, "gives %s on %s without a known reason".formatted(action, resource), place.resource());
        }
    }

    /** One object for each account and Region, one for each record of the trail, and those of the export. */
    private static boolean isBelowAPrefix(String action, String resource) {
        return switch (action) {
            case "s3:GetObject" -> resource.matches("\\$\\{SettingsStoreBucket\\w+\\.Arn}/baseline/\\*");
            case "s3:PutObject" ->
                resource.matches("\\$\\{SettingsStoreBucket\\w+\\.Arn}/trail/AWSLogs/\\$\\{AWS::AccountId}/\\*")
                        || resource.matches("\\$\\{FindingExportBucket\\w+\\.Arn}/findings/\\*");
            default -> false;
        };
    }

    private void checkPrincipals(PolicyLocation place, JsonNode statement) {
        JsonNode principal = statement.get("Principal");
        if (place.isA("AWS::Events::EventBusPolicy")) {
            if (!AssumedRoles.letsWatchedAccountsPutEvents(statement)) {
                breach(place, "lets in more than events of watched accounts", statement);
            }
            return;
        }
        if (!principal.isObject() || !(principal.has("Service") && principal.size() == 1)) {
            boolean keyOfTheAccount = place.isA("AWS::KMS::Key") && isTheAccount(statement);
            boolean ofTheHub = place.isA("AWS::IAM::Role") && AssumedRoles.trustsFunctionsOfTheHub(statement);
            if (!keyOfTheAccount && !isForAPerson(place, statement) && !ofTheHub && !isOfAFunction(place, statement)) {
                breach(place, "lets in someone who is not an AWS service", statement);
            }
            return;
        }
        // EventBridge supports no condition in the policy of a topic, nor in that of an encrypted topic's key:
        // infra-cdk/README.md.
        boolean eventBridge = texts(principal.path("Service")).equals(List.of("events.amazonaws.com"));
        if (place.isA("AWS::IAM::Role") && eventBridge && !AssumedRoles.trustsOneRule(statement)) {
            breach(place, "trusts rules of others", statement);
        }
        if ((place.isA("AWS::SQS::QueuePolicy")
                        || place.isA("AWS::S3::BucketPolicy")
                        || (place.isA("AWS::SNS::TopicPolicy") && !eventBridge))
                && !hasCondition(statement, "aws:SourceArn")) {
            breach(place, "lets a service in without aws:SourceArn", statement);
        }
        if (place.isA("AWS::KMS::Key")
                && !(eventBridge
                        && texts(statement.path("Action")).equals(List.of("kms:Decrypt", "kms:GenerateDataKey")))
                && !hasCondition(statement, "aws:SourceAccount")
                && !hasCondition(statement, "aws:SourceArn")
                && !hasCondition(statement, "kms:EncryptionContext:aws:logs:arn")) {
            breach(place, "lets a service use the key for anyone", statement);
        }
    }

    /** The one role that people assume: who of the account may, its own policies say. */
    private static boolean isForAPerson(PolicyLocation place, JsonNode statement) {
        return place.isA("AWS::IAM::Role")
                && place.resource().at("/Properties/RoleName").asText().equals(Redrive.NAME)
                && isTheAccount(statement);
    }

    /** Lets one function that evaluates read every baseline, or the one that exports write, and nothing else. */
    private boolean isOfAFunction(PolicyLocation place, JsonNode statement) {
        String id = statement.at("/Principal/AWS/Fn::GetAtt/0").asText();
        String role = resources.at("/" + id + "/Properties/RoleName").asText();
        List<String> actions = texts(statement.path("Action"));
        return place.isA("AWS::S3::BucketPolicy")
                && ((EVALUATORS.contains(role) && actions.equals(List.of("s3:GetObject")))
                        || (role.equals("ecr-auditor-sweep") && actions.equals(List.of("s3:PutObject"))));
    }

    private static boolean isTheAccount(JsonNode statement) {
        return Intrinsics.text(statement.at("/Principal/AWS")).equals(THE_ACCOUNT);
    }

    private static boolean hasCondition(JsonNode statement, String key) {
        return StreamSupport.stream(statement.path("Condition").spliterator(), false)
                .anyMatch(operator -> operator.has(key));
    }

    /** The fixed names of the roles a policy belongs to. */
    private List<String> rolesOf(PolicyLocation place) {
        return StreamSupport.stream(place.resource().at("/Properties/Roles").spliterator(), false)
                .map(role -> resources
                        .at("/" + role.path("Ref").asText() + "/Properties/RoleName")
                        .asText())
                .toList();
    }

    private static List<String> texts(JsonNode oneOrMany) {
        if (oneOrMany.isArray()) {
            return StreamSupport.stream(oneOrMany.spliterator(), false)
                    .map(Intrinsics::text)
                    .toList();
        }
        return oneOrMany.isMissingNode() ? List.of() : List.of(Intrinsics.text(oneOrMany));
    }

    private void breach(PolicyLocation place, String what, JsonNode evidence) {
        breaches.add("%s %s: %s"
                .formatted(place.id(), what, evidence.toString().lines().collect(Collectors.joining())));
    }
}

package dev.ecrauditor.localaws.call;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The resource of a call: its short name for the request log, its ARN for an error, and the account whose permission
 * counts.
 */
public record Target(String name, String arn, String owner) {

    public static Target of(AwsService service, AccountRegion place, JsonNode parameters) {
        return switch (service) {
            case CLOUDFORMATION ->
                named(place, "cloudformation", "stack/", firstText(parameters, "StackName", "StackSetName"));
            case DYNAMODB ->
                named(place, "dynamodb", "table/", parameters.path("TableName").asText(""));
            case ECR -> repository(place, parameters);
            case IAM -> {
                String name = parameters.path("RoleName").asText("");
                yield new Target(name, place.globalArn("iam", "role/" + name), place.account());
            }
            case KMS -> key(place, firstText(parameters, "KeyId", "TargetKeyId", "AliasName"));
            case LAMBDA ->
                named(
                        place,
                        "lambda",
                        "function:",
                        parameters.path("FunctionName").asText(""));
            case SNS -> topic(place, firstText(parameters, "TopicArn", "TargetArn", "Name"));
            case SQS -> queue(place, firstText(parameters, "QueueUrl", "QueueName"));
            case ORGANIZATIONS -> new Target(parameters.path("ParentId").asText(""), "*", place.account());
            case EVENTS -> rule(place, firstText(parameters, "Rule", "Name"));
            case CLOUDTRAIL -> trail(place, firstText(parameters, "TrailName", "Name"));
            case SECURITYHUB ->
                named(
                        place,
                        "securityhub",
                        "",
                        parameters.path("Findings").isArray()
                                ? "product/" + place.account() + "/default"
                                : "hub/default");
            case S3 -> object(place, parameters);
            case STS -> role(place, parameters.path("RoleArn").asText(""));
        };
    }

    private static Target named(AccountRegion place, String service, String kind, String name) {
        return new Target(name, name.isEmpty() ? "*" : place.arn(service, kind + name), place.account());
    }

    private static Target repository(AccountRegion place, JsonNode parameters) {
        String arn = parameters.path("resourceArn").asText("");
        if (!arn.isEmpty()) {
            int end = arn.indexOf(":repository/");
            return new Target(end < 0 ? "" : arn.substring(end + ":repository/".length()), arn, place.account());
        }
        JsonNode names = parameters.path("repositoryNames");
        String name = names.size() == 1
                ? names.get(0).asText("")
                : parameters.path("repositoryName").asText("");
        return new Target(name, name.isEmpty() ? "*" : place.arn("ecr", "repository/" + name), place.account());
    }

    private static Target key(AccountRegion place, String key) {
        if (key.isEmpty()) {
            return new Target("", "*", place.account());
        }
        String resource = lastPart(key, ':');
        String name = resource.startsWith("key/") ? resource.substring("key/".length()) : resource;
        String local = name.startsWith("alias/") ? name : "key/" + name;
        return new Target(name, key.startsWith("arn:") ? key : place.arn("kms", local), place.account());
    }

    private static Target topic(AccountRegion place, String topic) {
        String name = lastPart(topic, ':');
        return new Target(name, topic.startsWith("arn:") ? topic : place.arn("sns", name), place.account());
    }

    private static Target rule(AccountRegion place, String rule) {
        return new Target(rule, rule.isEmpty() ? "*" : place.arn("events", "rule/" + rule), place.account());
    }

    /** DescribeTrails takes no resource; a trail of the organization is read with the caller's own permission. */
    private static Target trail(AccountRegion place, String trail) {
        String name = lastPart(trail, '/');
        String arn = trail.startsWith("arn:") ? trail : place.arn("cloudtrail", "trail/" + name);
        return new Target(name, name.isEmpty() ? "*" : arn, place.account());
    }

    private static Target queue(AccountRegion place, String queue) {
        String name = lastPart(queue, '/');
        return new Target(name, place.arn("sqs", name), place.account());
    }

    /** Buckets of other accounts are not simulated: the permission of the caller's account counts. */
    private static Target object(AccountRegion place, JsonNode parameters) {
        String key = parameters.path("Key").asText("");
        String name = parameters.path("Bucket").asText("") + (key.isEmpty() ? "" : "/" + key);
        return new Target(name, "arn:" + place.partition() + ":s3:::" + name, place.account());
    }

    /** Assuming a role needs the permission of the role's account. */
    private static Target role(AccountRegion place, String role) {
        return new Target(
                role,
                role.isEmpty() ? "*" : role,
                RoleArn.parse(role).map(RoleArn::account).orElse(place.account()));
    }

    private static String firstText(JsonNode parameters, String... names) {
        for (String name : names) {
            if (parameters.hasNonNull(name)) {
                return parameters.get(name).asText("");
            }
        }
        return "";
    }

    private static String lastPart(String text, char separator) {
        return text.substring(text.lastIndexOf(separator) + 1);
    }
}

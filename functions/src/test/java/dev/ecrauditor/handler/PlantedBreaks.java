package dev.ecrauditor.handler;

import dev.ecrauditor.event.WatchedCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ways in which events of an account stop to arrive, each planted into an account that was in order. */
final class PlantedBreaks {

    static final String HUB = "999988887777";
    static final String REGION = "us-east-1";
    static final String RULE = "ecr-auditor-forward";
    static final String BUS = "arn:aws:events:us-east-1:999988887777:event-bus/ecr-auditor";

    private static final String CALLS = Stream.concat(
                    WatchedCalls.eventNames().stream().filter(name -> !name.equals("DeleteRepository")),
                    Stream.of("DeleteRepository"))
            .map(name -> "\"" + name + "\"")
            .collect(Collectors.joining(", "));
    private static final String SOURCES = "\"aws.ecr\", \"aws.kms\"";
    private static final String IMAGE_TYPES =
            "\"ECR Image Action\", \"ECR Pull Through Cache Action\", \"ECR Replication Action\"";
    private static final String TYPES =
            "\"AWS API Call via CloudTrail\", \"AWS Service Event via CloudTrail\", " + IMAGE_TYPES;
    private static final String DETAIL =
            "\"eventSource\": [\"ecr.amazonaws.com\", \"kms.amazonaws.com\"], \"eventName\": [" + CALLS
                    + "], \"errorCode\": [{\"exists\": false}]";

    /** The pattern as it is deployed. */
    static final String PATTERN = pattern(SOURCES, TYPES, DETAIL);

    private static final String TARGET = target(BUS);
    static final String GOOD_RULE = rule("", PATTERN, TARGET);
    static final String GOOD_TRAIL = "{\"name\": \"own\"}";

    /**
     * One break.
     *
     * @param name what happened
     * @param finding the finding that it becomes
     * @param evidence what the finding has to say
     * @param state the members of the account's Region that change, as local-aws loads them
     * @param denied the actions that are denied from then on
     * @param role the roles of the account, where they change
     */
    record Break(
            String name,
            String finding,
            String evidence,
            Map<String, String> state,
            List<String> denied,
            Optional<String> role) {}

    private PlantedBreaks() {}

    static List<Break> all() {
        List<Break> all = new ArrayList<>();
        rules(all);
        trails(all);
        access(all);
        return all;
    }

    private static void rules(List<Break> all) {
        all.add(ofRule("rule deleted", "it does not exist", ""));
        all.add(ofRule("rule disabled", "the rule is disabled", rule(", \"state\": \"DISABLED\"", PATTERN, TARGET)));
        all.add(ofRule("rule on another bus", "it does not exist", rule(", \"bus\": \"own\"", PATTERN, TARGET)));
        all.add(ofRule(
                "rule forwards no deletions",
                "lacks DeleteRepository in eventName",
                rule("", PATTERN.replace(", \"DeleteRepository\"]", "]"), TARGET)));
        all.add(ofRule(
                "rule narrowed to one account",
                "narrowed by [account]",
                rule("", PATTERN.replace("{\"source\"", "{\"account\": [\"1\"], \"source\""), TARGET)));
        all.add(ofRule(
                "rule narrowed to one caller",
                "narrowed by [userIdentity]",
                rule("", pattern(SOURCES, TYPES, DETAIL + ", \"userIdentity\": {\"type\": [\"Root\"]}"), TARGET)));
        all.add(ofRule(
                "rule narrowed to one Region",
                "narrowed by [region]",
                rule("", PATTERN.replace("{\"source\"", "{\"region\": [\"eu-west-1\"], \"source\""), TARGET)));
        all.add(ofRule(
                "rule for another source",
                "lacks aws.ecr in source",
                rule("", pattern("\"aws.ecs\", \"aws.kms\"", TYPES, DETAIL), TARGET)));
        all.add(ofRule(
                "rule without events of services",
                "lacks AWS Service Event via CloudTrail in detail-type",
                rule("", pattern(SOURCES, "\"AWS API Call via CloudTrail\", " + IMAGE_TYPES, DETAIL), TARGET)));
        all.add(ofRule(
                "rule for another event source",
                "lacks ecr.amazonaws.com in eventSource",
                rule("", PATTERN.replace("ecr.amazonaws.com", "ecr-public.amazonaws.com"), TARGET)));
        all.add(ofRule(
                "rule for failed calls only", "another errorCode", rule("", PATTERN.replace("false", "true"), TARGET)));
        all.add(ofRule(
                "rule with a schedule",
                "the rule has no event pattern",
                "{\"name\": \"%s\", \"targets\": [%s]}".formatted(RULE, TARGET)));
        all.add(ofRule("target removed", "does not send to " + BUS, rule("", PATTERN, "")));
        all.add(ofRule(
                "target is a queue",
                "does not send to " + BUS,
                rule("", PATTERN, target("arn:aws:sqs:us-east-1:500000000000:elsewhere"))));
        all.add(ofRule(
                "target is a bus of another account",
                "does not send to " + BUS,
                rule("", PATTERN, target(BUS.replace(HUB, "123456789012")))));
        all.add(ofRule(
                "target is the bus of another Region",
                "does not send to " + BUS,
                rule("", PATTERN, target(BUS.replace("us-east-1", "eu-west-1")))));
        all.add(ofRule(
                "rule disabled and target changed",
                "the rule is disabled, target=the rule does not send to",
                rule(", \"state\": \"DISABLED\"", PATTERN, target(BUS + "-old"))));
    }

    private static void trails(List<Break> all) {
        all.add(trail("trail deleted", "none records this Region", ""));
        all.add(trail(
                "trail deleted in the account with the auditor's own",
                "none records this Region",
                advanced("Data", "{\"Field\": \"resources.type\", \"Equals\": [\"AWS::S3::Object\"]}")
                        .replace("\"own\"", "\"ecr-auditor-settings-staging\"")));
        all.add(trail("trail stopped", "it is stopped", "{\"name\": \"own\", \"logging\": false}"));
        all.add(trail(
                "trail stopped after its bucket was deleted",
                "it is stopped; its latest delivery failed: NoSuchBucket",
                "{\"name\": \"own\", \"logging\": false, \"latestDeliveryError\": \"NoSuchBucket\"}"));
        all.add(trail(
                "trail of reading calls",
                "it records no writing calls of ECR",
                "{\"name\": \"own\", \"readWriteType\": \"ReadOnly\"}"));
        all.add(trail(
                "trail without management events",
                "it records no writing calls of ECR",
                "{\"name\": \"own\", \"managementEvents\": false}"));
        all.add(trail(
                "two trails, one stopped and one of reading calls",
                "trail/second=it records no writing calls",
                "{\"name\": \"own\", \"logging\": false}, {\"name\": \"second\", \"readWriteType\": \"ReadOnly\"}"));
        all.add(trail(
                "advanced selectors of reading calls",
                "it records no writing calls of ECR",
                advanced("Management", "{\"Field\": \"readOnly\", \"Equals\": [\"true\"]}")));
        all.add(trail(
                "advanced selectors without ECR",
                "it records no writing calls of ECR",
                advanced("Management", "{\"Field\": \"eventSource\", \"NotEquals\": [\"ecr.amazonaws.com\"]}")));
        all.add(trail(
                "advanced selectors of another service",
                "it records no writing calls of ECR",
                advanced("Management", "{\"Field\": \"eventSource\", \"Equals\": [\"iam.amazonaws.com\"]}")));
        all.add(trail(
                "advanced selectors of data events",
                "it records no writing calls of ECR",
                advanced("Data", "{\"Field\": \"resources.type\", \"Equals\": [\"AWS::S3::Object\"]}")));
        all.add(trail(
                "advanced selectors of one call",
                "it records no writing calls of ECR",
                advanced("Management", "{\"Field\": \"eventName\", \"Equals\": [\"CreateRepository\"]}")));
    }

    private static void access(List<Break> all) {
        for (String action : List.of("events:DescribeRule", "events:ListTargetsByRule")) {
            all.add(denied(action, "event-forwarding", action));
        }
        for (String action : List.of("cloudtrail:DescribeTrails", "cloudtrail:GetTrailStatus")) {
            all.add(denied(action, "event-trail", action));
        }
        all.add(new Break(
                "cloudtrail:GetEventSelectors denied",
                "event-trail",
                "cloudtrail:GetEventSelectors",
                Map.of("trails", "[{\"name\": \"own\", \"excludedSources\": [\"kms.amazonaws.com\"]}]"),
                List.of("cloudtrail:GetEventSelectors"),
                Optional.empty()));
        all.add(denied("ecr:DescribeRepositories", "auditor-coverage", "ecr:DescribeRepositories"));
        all.add(denied("ecr:GetRepositoryPolicy", "ecr-policy-readable", "ecr:GetRepositoryPolicy"));
        all.add(role("role deleted", "another-role", HUB));
        all.add(role("role trusts another account", "ecr-auditor-read", "123456789012"));
    }

    private static Break ofRule(String name, String evidence, String rule) {
        return new Break(
                name, "event-forwarding", evidence, Map.of("events", events(rule)), List.of(), Optional.empty());
    }

    static String events(String rule) {
        return "{\"buses\": [{\"name\": \"own\"}], \"rules\": [" + rule + "]}";
    }

    private static Break trail(String name, String evidence, String trails) {
        return new Break(
                name, "event-trail", evidence, Map.of("trails", "[" + trails + "]"), List.of(), Optional.empty());
    }

    private static Break denied(String action, String finding, String evidence) {
        return new Break(action + " denied", finding, evidence, Map.of(), List.of(action), Optional.empty());
    }

    private static Break role(String name, String role, String trusts) {
        return new Break(
                name,
                "auditor-coverage",
                "sts:AssumeRole",
                Map.of(),
                List.of(),
                Optional.of("{\"%s\": {\"trusts\": [\"%s\"]}}".formatted(role, trusts)));
    }

    private static String advanced(String category, String field) {
        return """
                {"name": "own", "advancedEventSelectors": [{"Name": "all", "FieldSelectors": [
                  {"Field": "eventCategory", "Equals": ["%s"]}, %s]}]}""".formatted(category, field);
    }

    private static String pattern(String source, String types, String detail) {
        return "{\"source\": [%s], \"detail-type\": [%s], \"detail\": {\"$or\": [{%s}, {\"action-type\": [\"PUSH\", \"REPLICATE\"]}, {\"sync-status\": [\"SUCCESS\"]}]}}"
                .formatted(source, types, detail);
    }

    private static String rule(String more, String pattern, String targets) {
        return "{\"name\": \"%s\", \"pattern\": %s, \"targets\": [%s]%s}".formatted(RULE, pattern, targets, more);
    }

    private static String target(String arn) {
        return "{\"id\": \"HubBus\", \"arn\": \"%s\", \"roleArn\": \"arn:aws:iam::500000000000:role/ecr-auditor-forward\"}"
                .formatted(arn);
    }
}

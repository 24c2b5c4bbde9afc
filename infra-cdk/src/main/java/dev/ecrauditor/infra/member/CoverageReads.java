package dev.ecrauditor.infra.member;

import dev.ecrauditor.infra.FixedName;
import dev.ecrauditor.infra.queue.ForwardingRule;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * The fixed list of permissions that say whether events of an account and Region can arrive: its rule, its trails. They
 * are for the coverage checks of a later version; no function uses them yet.
 */
final class CoverageReads {

    private CoverageReads() {}

    static List<PolicyStatement> statements(Construct scope) {
        String partition = "arn:" + Aws.PARTITION;
        return List.of(
                statement(
                        "ReadTheForwardingRule",
                        List.of("events:DescribeRule", "events:ListTargetsByRule"),
                        partition + ":events:*:" + Aws.ACCOUNT_ID + ":rule/"
                                + FixedName.of(scope, ForwardingRule.NAME)), // `*`: the rule of every Region
                statement(
                        "ListTrails",
                        List.of("cloudtrail:DescribeTrails"),
                        "*"), // `*`: the action takes no resource (service authorization reference of CloudTrail)
                statement(
                        "ReadTrails",
                        List.of("cloudtrail:GetEventSelectors", "cloudtrail:GetTrailStatus"),
                        partition + ":cloudtrail:*:*:trail/*")); // `*`: the organization's trail is of another account
    }

    private static PolicyStatement statement(String sid, List<String> actions, String resource) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .actions(actions)
                .resources(List.of(resource))
                .build();
    }
}

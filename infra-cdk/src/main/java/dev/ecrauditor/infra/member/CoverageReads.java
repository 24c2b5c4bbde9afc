package dev.ecrauditor.infra.member;

import dev.ecrauditor.infra.FixedName;
import dev.ecrauditor.infra.queue.ForwardingRule;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/** The fixed list of permissions that say whether events of an account and Region can arrive: its rule, its trails. */
public final class CoverageReads {

    private CoverageReads() {}

    /** Of a watched account, in every Region. */
    static List<PolicyStatement> statements(Construct scope) {
        return statements("arn:" + Aws.PARTITION + ":events:*:" + Aws.ACCOUNT_ID + ":rule/"
                + FixedName.of(scope, ForwardingRule.NAME)); // `*`: the rule of every Region
    }

    /** Of the account and Region of one rule. */
    public static List<PolicyStatement> statements(String ruleArn) {
        String partition = "arn:" + Aws.PARTITION;
        return List.of(
                statement("ReadTheForwardingRule", List.of("events:DescribeRule", "events:ListTargetsByRule"), ruleArn),
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

package dev.ecrauditor.infra.member;

import dev.ecrauditor.infra.FixedName;
import dev.ecrauditor.infra.queue.HubBus;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;

/** The parameters of a member template: the account and Region of the hub. */
final class HubLocation {

    private final Stack stack;
    private final CfnParameter account;
    private final CfnParameter region;

    HubLocation(Stack stack) {
        this.stack = stack;
        account = parameter("HubAccount", "The account in which ECR Auditor is deployed", "[0-9]{12}");
        region = parameter("HubRegion", "The Region in which ECR Auditor is deployed", "[a-z]{2}(-[a-z]+)+-[0-9]+");
    }

    private CfnParameter parameter(String id, String description, String pattern) {
        return CfnParameter.Builder.create(stack, id)
                .description(description)
                .allowedPattern(pattern)
                .build();
    }

    String account() {
        return account.getValueAsString();
    }

    String busArn() {
        return "arn:" + Aws.PARTITION + ":events:" + region.getValueAsString() + ":" + account() + ":event-bus/"
                + FixedName.of(stack, HubBus.NAME);
    }

    List<String> roleArns(List<String> names) {
        return names.stream()
                .map(name -> "arn:" + Aws.PARTITION + ":iam::" + account() + ":role/" + FixedName.of(stack, name))
                .toList();
    }
}

package dev.ecrauditor.infra.queue;

import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/**
 * The ARN of a rule by its fixed name, known before the rule exists, so that policies that allow it can be created
 * first.
 */
public final class OwnRule {

    private OwnRule() {}

    public static String arn(Construct scope, String name) {
        return Stack.of(scope)
                .formatArn(ArnComponents.builder()
                        .service("events")
                        .resource("rule")
                        .resourceName(name)
                        .build());
    }
}

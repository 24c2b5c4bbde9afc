package dev.ecrauditor.infra.queue;

import dev.ecrauditor.infra.FixedName;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/**
 * A rule by its fixed name. Its ARN is known before the rule exists, so that policies that allow it can be created
 * first.
 *
 * @param name the fixed name without a suffix
 * @param bus the event bus of the rule, without a suffix; empty for the default bus
 */
public record OwnRule(String name, Optional<String> bus) {

    public static OwnRule onDefaultBus(String name) {
        return new OwnRule(name, Optional.empty());
    }

    public String arn(Construct scope) {
        String path = bus.map(each -> FixedName.of(scope, each) + "/").orElse("") + FixedName.of(scope, name);
        return Stack.of(scope)
                .formatArn(ArnComponents.builder()
                        .service("events")
                        .resource("rule")
                        .resourceName(path)
                        .build());
    }

    /**
     * The dimensions of the rule's metrics. Metrics with the rule's name alone belong to the default bus.
     * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
     */
    public Map<String, String> dimensions(Construct scope) {
        Map<String, String> dimensions = new TreeMap<>();
        bus.ifPresent(each -> dimensions.put("EventBusName", FixedName.of(scope, each)));
        dimensions.put("RuleName", FixedName.of(scope, name));
        return dimensions;
    }
}

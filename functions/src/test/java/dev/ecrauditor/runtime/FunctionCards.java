package dev.ecrauditor.runtime;

import dev.ecrauditor.settings.RemediationMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The functions as the stack describes them; see AuditFunction, AlertFunction, Remediation and JavaFunction of
 * {@code infra-cdk}. A variable that is missing there must be missing here.
 */
final class FunctionCards {

    private final Hub hub;
    private final Road road;

    FunctionCards(Hub hub, Road road) {
        this.hub = hub;
        this.road = road;
    }

    FunctionCard audit() {
        Map<String, String> variables = new HashMap<>();
        variables.put("TABLE_NAME", hub.table);
        variables.put("DRAIN_QUEUE_URL", HubQueues.url(HubQueues.DRAIN_REQUESTS, hub.place));
        variables.put("CHANGE_QUEUE_URL", HubQueues.url(HubQueues.CHANGES, hub.place));
        variables.put("WATCHED_ACCOUNTS", hub.place.account());
        variables.put("SETTINGS_FILE", hub.settings.toString());
        variables.put("REMEDIATION_ROLE_NAME", "ecr-auditor-remediation");
        return card("ecr-auditor-audit", "AuditHandler", Duration.ofSeconds(60), variables);
    }

    FunctionCard sweep() {
        Map<String, String> variables = new HashMap<>();
        variables.put("TABLE_NAME", hub.table);
        variables.put("DRAIN_QUEUE_URL", HubQueues.url(HubQueues.DRAIN_REQUESTS, hub.place));
        variables.put("CHANGE_QUEUE_URL", HubQueues.url(HubQueues.CHANGES, hub.place));
        variables.put("WATCHED_ACCOUNTS", hub.place.account());
        variables.put("SETTINGS_FILE", hub.settings.toString());
        variables.put("REMEDIATION_ROLE_NAME", "ecr-auditor-remediation");
        return card("ecr-auditor-sweep", "SweepHandler", Duration.ofMinutes(15), variables);
    }

    FunctionCard alert() {
        Map<String, String> variables = new HashMap<>();
        variables.put("TABLE_NAME", hub.table);
        variables.put("TOPIC_ARN", hub.place.arn("sns", HubQueues.TOPIC));
        if (hub.mode != RemediationMode.OFF) {
            variables.put("REMEDIATION_QUEUE_URL", HubQueues.url(HubQueues.REQUESTS, hub.place));
        }
        return card("ecr-auditor-alert", "AlertHandler", Duration.ofSeconds(15), variables);
    }

    FunctionCard remediation() {
        Map<String, String> variables = new HashMap<>();
        variables.put("TABLE_NAME", hub.table);
        variables.put("DRAIN_QUEUE_URL", HubQueues.url(HubQueues.DRAIN_REQUESTS, hub.place));
        variables.put("SETTINGS_FILE", hub.settings.toString());
        variables.put("WATCHED_ACCOUNTS", hub.place.account());
        return card("ecr-auditor-remediation", "RemediationHandler", Duration.ofSeconds(60), variables);
    }

    private FunctionCard card(String name, String handlerClass, Duration timeout, Map<String, String> variables) {
        variables.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        variables.putAll(givenByLambda(name, handlerClass));
        variables.putAll(road.environment());
        String arn = hub.place.arn("lambda", "function:" + name + ":live");
        return new FunctionCard(name, arn, handlerClass, timeout, variables, road.javaFlags());
    }

    /**
     * Source: "Using Lambda environment variables", AWS Lambda Developer Guide (defined runtime environment variables).
     */
    private Map<String, String> givenByLambda(String name, String handlerClass) {
        return Map.ofEntries(
                Map.entry("_HANDLER", "dev.ecrauditor.handler." + handlerClass + "::handleRequest"),
                Map.entry("AWS_REGION", hub.place.region()),
                Map.entry("AWS_DEFAULT_REGION", hub.place.region()),
                Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java25"),
                Map.entry("AWS_LAMBDA_FUNCTION_NAME", name),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "1"),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024"),
                Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + name),
                Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "2026/11/20/[1]0123456789abcdef"),
                Map.entry("LANG", "en_US.UTF-8"),
                Map.entry("TZ", ":UTC"),
                Map.entry("PATH", "/usr/local/bin:/usr/bin:/bin"));
    }
}

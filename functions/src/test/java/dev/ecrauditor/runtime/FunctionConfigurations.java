package dev.ecrauditor.runtime;

import dev.ecrauditor.settings.RemediationMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The functions as the stack describes them; see AuditFunction, AlertFunction, Remediation and JavaFunction of
 * {@code infra-cdk}. A variable that is missing there must be missing here.
 */
final class FunctionConfigurations {

    private final Hub hub;
    private final EndpointConfiguration endpoints;

    FunctionConfigurations(Hub hub, EndpointConfiguration endpoints) {
        this.hub = hub;
        this.endpoints = endpoints;
    }

    FunctionConfiguration audit() {
        return configuration("ecr-auditor-audit", "AuditHandler", Duration.ofSeconds(60), evaluating());
    }

    FunctionConfiguration sweep() {
        Map<String, String> variables = evaluating();
        variables.put("TOPIC_ARN", hub.location.arn("sns", HubQueues.TOPIC));
        variables.put("FORWARDING_RULE_NAME", Hub.CHANGE_RULE);
        variables.put("FORWARDING_TARGET_ARN", hub.location.arn("sqs", HubQueues.CHANGES));
        return configuration("ecr-auditor-sweep", "SweepHandler", Duration.ofMinutes(15), variables);
    }

    private Map<String, String> evaluating() {
        Map<String, String> variables = new HashMap<>();
        variables.put("TABLE_NAME", hub.table);
        variables.put("DRAIN_QUEUE_URL", HubQueues.url(HubQueues.DRAIN_REQUESTS, hub.location));
        variables.put("CHANGE_QUEUE_URL", HubQueues.url(HubQueues.CHANGES, hub.location));
        variables.put("REGISTRY_SWEEP_QUEUE_URL", HubQueues.url(HubQueues.SWEEPS, hub.location));
        variables.put("WATCHED_ACCOUNTS", hub.location.account());
        variables.put("SETTINGS_FILE", hub.settings.toString());
        variables.put("REMEDIATION_ROLE_NAME", "ecr-auditor-remediation");
        return variables;
    }

    FunctionConfiguration alert() {
        Map<String, String> variables = new HashMap<>();
        variables.put("TABLE_NAME", hub.table);
        variables.put("TOPIC_ARN", hub.location.arn("sns", HubQueues.TOPIC));
        if (hub.mode != RemediationMode.OFF) {
            variables.put("REMEDIATION_QUEUE_URL", HubQueues.url(HubQueues.REQUESTS, hub.location));
        }
        return configuration("ecr-auditor-alert", "AlertHandler", Duration.ofSeconds(15), variables);
    }

    FunctionConfiguration remediation() {
        Map<String, String> variables = new HashMap<>();
        variables.put("TABLE_NAME", hub.table);
        variables.put("DRAIN_QUEUE_URL", HubQueues.url(HubQueues.DRAIN_REQUESTS, hub.location));
        variables.put("SETTINGS_FILE", hub.settings.toString());
        variables.put("WATCHED_ACCOUNTS", hub.location.account());
        return configuration("ecr-auditor-remediation", "RemediationHandler", Duration.ofSeconds(60), variables);
    }

    private FunctionConfiguration configuration(
            String name, String handlerClass, Duration timeout, Map<String, String> variables) {
        variables.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        variables.putAll(lambdaVariables(name, handlerClass));
        variables.putAll(endpoints.environment());
        String arn = hub.location.arn("lambda", "function:" + name + ":live");
        return new FunctionConfiguration(name, arn, handlerClass, timeout, variables, endpoints.javaFlags());
    }

    /**
     * Source: "Using Lambda environment variables", AWS Lambda Developer Guide (defined runtime environment variables).
     */
    private Map<String, String> lambdaVariables(String name, String handlerClass) {
        return Map.ofEntries(
                Map.entry("_HANDLER", "dev.ecrauditor.handler." + handlerClass + "::handleRequest"),
                Map.entry("AWS_REGION", hub.location.region()),
                Map.entry("AWS_DEFAULT_REGION", hub.location.region()),
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

package dev.ecrauditor.cli.doctor.hub;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.KeyReads;
import dev.ecrauditor.cli.doctor.aws.QueueReads;
import dev.ecrauditor.cli.doctor.aws.TopicReads;
import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Decision;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.PolicyRequest;
import dev.ecrauditor.cli.doctor.check.ResourcePolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the KMS keys can be used, by the services that put messages into encrypted queues and topics too. The rows are
 * those of the table "Hops from service to service" in infra-cdk/README.md.
 */
public final class KeyPolicies implements Check {

    private static final List<String> USE = List.of("kms:Decrypt", "kms:GenerateDataKey");

    private final Deployment deployment;

    /** A key, with those who must be able to use it. */
    private record Expected(String id, String name, List<User> users) {}

    /** Who uses a key, and with which condition keys in the request. */
    private record User(boolean service, String principal, String words, Map<String, String> context) {

        /** What stops if the key refuses the user. */
        String effect() {
            return switch (words) {
                case "EventBridge" -> "no event reaches the queues";
                case "CloudWatch alarms" -> "nobody receives the alarms";
                case "CloudWatch Logs" -> "no function writes logs";
                case "the alert topic" -> "no webhook and no Security Hub CSPM receives an alert";
                default -> "the function fails";
            };
        }
    }

    public KeyPolicies(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "key-policies";
    }

    @Override
    public List<CheckResult> at(AccountRegion place) {
        List<CheckResult> results = new ArrayList<>();
        dataKey(place).ifPresent(key -> results.addAll(check(key)));
        alertKey().ifPresent(key -> results.addAll(check(key)));
        return results.isEmpty()
                ? List.of(CheckResult.pass(
                        "the keys are enabled and can be used by EventBridge, CloudWatch and the" + " functions"))
                : results;
    }

    /** The key of table, queues, logs and operations topic; empty if the queue is missing or has another encryption. */
    private Optional<Expected> dataKey(AccountRegion place) {
        String alarms = "arn:" + deployment.partition() + ":cloudwatch:" + place.region() + ":" + place.account()
                + ":alarm:" + deployment.names().auditErrorsAlarm();
        String logs = "arn:" + deployment.partition() + ":logs:" + place.region() + ":" + place.account()
                + ":log-group:/aws/lambda/" + deployment.names().auditFunction();
        String suffix = place.region().startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
        List<User> users = new ArrayList<>(List.of(
                // Without the ARN or account of the rule, which EventBridge's requests for encrypted topics do not
                // have.
                new User(true, "events.amazonaws.com", "EventBridge", Map.of()),
                new User(
                        true,
                        "cloudwatch.amazonaws.com",
                        "CloudWatch alarms",
                        Map.of("aws:SourceAccount", place.account(), "aws:SourceArn", alarms)),
                new User(
                        true,
                        "logs." + place.region() + "." + suffix,
                        "CloudWatch Logs",
                        Map.of("kms:EncryptionContext:aws:logs:arn", logs)),
                role(deployment.names().auditFunction())));
        if (!SubscribedFunctions.names(deployment).isEmpty()) {
            users.add(new User(
                    true,
                    "sns.amazonaws.com",
                    "the alert topic",
                    Map.of("aws:SourceArn", deployment.output("AlertTopicArn"), "aws:SourceAccount", place.account())));
        }
        return deployment
                .queues()
                .ofUrl(place, deployment.output("ChangeQueueUrl"))
                .map(QueueReads.Queue::key)
                .filter(KeyPolicies::isCustomerManaged)
                .map(id -> new Expected(id, "DataKey, the key of table, queues and logs", users));
    }

    private Optional<Expected> alertKey() {
        return deployment
                .topics()
                .topic(deployment.output("AlertTopicArn"))
                .map(TopicReads.Topic::key)
                .filter(KeyPolicies::isCustomerManaged)
                .map(id -> new Expected(
                        id,
                        "AlertTopicKey, the key of the alert topic",
                        List.of(role(deployment.names().alertFunction()))));
    }

    private static boolean isCustomerManaged(String id) {
        return !id.isEmpty() && !id.startsWith("alias/aws/");
    }

    private User role(String name) {
        return new User(false, deployment.arns().role(name), "the function " + name, Map.of());
    }

    private List<CheckResult> check(Expected expected) {
        Optional<KeyReads.Key> key = deployment.keys().key(expected.id());
        String id = expected.id().substring(expected.id().lastIndexOf('/') + 1);
        if (key.isEmpty()) {
            return List.of(CheckResult.fail(
                    expected.name() + " (" + id + ") does not exist",
                    deployment.commands().revertHub()));
        }
        if (!key.get().state().equals("Enabled")) {
            return List.of(CheckResult.fail(
                    expected.name() + " (" + id + ") cannot be used: its state is "
                            + key.get().state(),
                    enable(id, key.get().state())));
        }
        ResourcePolicy policy = ResourcePolicy.of(key.get().policy());
        return expected.users().stream()
                .flatMap(user -> refuses(policy, expected, user).stream())
                .toList();
    }

    private static Fix enable(String id, String state) {
        String enable = "aws kms enable-key --key-id " + id + " --region {region}";
        return state.equals("PendingDeletion")
                ? Fix.in("{account}", "aws kms cancel-key-deletion --key-id " + id + " --region {region}", enable)
                : Fix.in("{account}", enable);
    }

    /** One result for the actions that the policy refuses for the same reason. */
    private List<CheckResult> refuses(ResourcePolicy policy, Expected key, User user) {
        Map<Decision, List<String>> refused = new LinkedHashMap<>();
        for (String action : USE) {
            Decision decision = policy.decide(
                    new PolicyRequest(user.service(), user.principal(), action, key.id(), user.context()));
            if (!decision.isAllowed()) {
                refused.computeIfAbsent(decision, each -> new ArrayList<>()).add(action);
            }
        }
        List<CheckResult> results = new ArrayList<>();
        refused.forEach((decision, actions) -> {
            String use = user.words() + " use " + String.join(", ", actions);
            String reason = "in its policy " + decision.reason();
            results.add(
                    decision.isUndecided()
                            ? CheckResult.unknown(
                                    "whether " + key.name() + " lets " + use + " cannot be decided: " + reason)
                            : CheckResult.fail(
                                    key.name() + " ("
                                            + key.id().substring(key.id().lastIndexOf('/') + 1) + ") does not let "
                                            + use + ", so " + user.effect() + ": " + reason,
                                    deployment.commands().revertHub()));
        });
        return results;
    }
}

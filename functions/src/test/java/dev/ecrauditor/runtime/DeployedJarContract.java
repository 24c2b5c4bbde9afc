package dev.ecrauditor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.settings.RemediationMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The jar that is deployed, under the real Lambda runtime client, each function in a process of its own as Lambda runs
 * it: its answers, its errors, and what it sends to the others.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DeployedJarContract {

    private final JavaRuntime runtime;
    private SnapStartCredentials identity;
    private Deployment deployment;

    DeployedJarContract(JavaRuntime runtime) {
        this.runtime = runtime;
    }

    @BeforeAll
    void deploy() throws Exception {
        assume(
                System.getProperty("os.name").equals("Linux"),
                "The runtime client has native code for Linux only; run the build there (a container will do).");
        assume(
                runtime.home().isPresent(),
                "No Java 25 was found: set JAVA25_HOME, or install a JDK 25 (such as Eclipse Temurin) beside "
                        + System.getProperty("java.home"));
        identity = new SnapStartCredentials();
        Hub hub = new Hub(HubLocation.COMMERCIAL, RemediationMode.OFF);
        deployment = new Deployment(runtime, hub, EndpointConfiguration.endpointUrls(hub), identity);
    }

    @AfterAll
    void stop() {
        if (deployment != null) {
            deployment.close();
            identity.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyStoryHasItsExpectedOutcome() throws Exception {
        return Story.all().stream()
                .filter(story -> story.place().equals(HubLocation.COMMERCIAL))
                .map(story -> DynamicTest.dynamicTest(
                        story.name(), () -> assertThat(deployment.run(story)).isEqualTo(story.outcome())));
    }

    @TestFactory
    Stream<DynamicTest> inEveryPartitionTheSdkFindsItsEndpointsByItself() throws Exception {
        return Story.all().stream()
                .filter(story -> !story.place().equals(HubLocation.COMMERCIAL))
                .filter(story -> !story.outcome().alerts().isEmpty())
                .map(story -> DynamicTest.dynamicTest(
                        story.place().region() + ": " + story, () -> runInOtherPartition(story)));
    }

    private void runInOtherPartition(Story story) throws Exception {
        Hub hub = new Hub(story.place(), RemediationMode.OFF);
        try (AwsHostnameProxy aws = new AwsHostnameProxy(hub);
                Deployment there = new Deployment(runtime, hub, aws, FunctionCredentials.environmentKeys())) {
            assertThat(there.run(story)).isEqualTo(story.outcome());
            assertThat(AwsHostnameProxy.hosts(story.place())).containsAll(aws.calledHosts());
            assertThat(aws.calledHosts()).hasSizeGreaterThanOrEqualTo(4);
            assertThat(Stream.concat(there.audit.lines().stream(), there.alert.lines().stream()))
                    .as("nothing is written but lines of JSON")
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).startsWith("{"));
        }
    }

    @Test
    void anotherAccountIsReadThroughItsRole() throws Exception {
        Hub hub = new Hub(HubLocation.COMMERCIAL, RemediationMode.OFF);
        Story story = Story.named("CreateRepository/kms-with-the-aws-managed-key")
                .movedTo(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        hub.resetTo(story.account());
        try (hub;
                AwsHostnameProxy aws = new AwsHostnameProxy(hub);
                DeployedFunction audit = DeployedFunction.start(
                        runtime,
                        new FunctionConfigurations(hub, aws).audit().with("READ_ROLE_NAME", "ecr-auditor-read"),
                        FunctionCredentials.environmentKeys())) {
            assertThat(audit.invoke(JsonWriter.write(story.event())).json().text("outcome"))
                    .hasValue("ALERTED");
            assertThat(aws.calledHosts())
                    .contains("sts.us-east-1.amazonaws.com", "kms.us-east-1.amazonaws.com")
                    .isSubsetOf(AwsHostnameProxy.hosts(hub.location));
        }
    }

    /** No call with credentials, and nothing of the invented events. */
    @Test
    void beforeTheSnapshotAwsSeesNothingButUnsignedRequests() throws Exception {
        Hub hub = new Hub(HubLocation.COMMERCIAL, RemediationMode.OFF);
        int ofTheHub = hub.aws().requests().size();
        List<LoggedRequest> before = new ArrayList<>();
        try (hub;
                SnapStartCredentials snapshot = new SnapStartCredentials(
                        () -> hub.aws().requests().stream().skip(ofTheHub).forEach(before::add));
                DeployedFunction audit = DeployedFunction.start(
                        runtime,
                        new FunctionConfigurations(hub, EndpointConfiguration.endpointUrls(hub)).audit(),
                        snapshot)) {
            assertThat(audit.invoke("{\"source\": \"aws.s3\"}").kind()).isEqualTo(FunctionResponse.Kind.RESPONSE);
            assertThat(before)
                    .as("each endpoint was asked, by nobody, for nothing")
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request.account()).isEmpty())
                    .allSatisfy(request -> assertThat(request.operation()).isEqualTo("POST /"));
            assertThat(hub.queues().take(HubQueues.DRAIN_REQUESTS)).isEmpty();
            assertThat(audit.lines())
                    .noneSatisfy(line -> assertThat(line).contains("invented"))
                    .noneSatisfy(line -> assertThat(line).contains("ERROR"));
        }
    }

    @Test
    void oneUnusableMessageOfTenIsRetriedAlone() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<Story> ten = new ArrayList<>(independentStories(9));
        ten.add(4, Story.named("CreateRepository/unknown-major-record-version"));
        deployment.hub.clearTable();
        deployment.hub.resetTo(Optional.empty());
        List<String> messages = new ArrayList<>();
        for (Story story : ten) {
            Story today = story.movedTo(now);
            today.account().ifPresent(deployment.hub::add);
            messages.add(JsonWriter.write(today.event()));
        }
        assertThat(deployment.deliverToAudit(messages)).containsExactly("message-4");
        assertThat(deployment.drain()).hasSize((int)
                ten.stream().mapToLong(story -> story.outcome().alerts().size()).sum());
    }

    @Test
    void theSweepFindsWhatNoEventReportedAndItIsPublishedInADigestWhenItIsComplete() throws Exception {
        Story story = Story.named("CreateRepository/unencrypted-from-the-console");
        deployment.hub.clearTable();
        deployment.hub.resetTo(story.account());
        deployment.hub.addEventDelivery();
        FunctionConfiguration metadata =
                new FunctionConfigurations(deployment.hub, EndpointConfiguration.endpointUrls(deployment.hub)).sweep();
        try (DeployedFunction sweep = DeployedFunction.start(runtime, metadata, identity)) {
            FunctionResponse answer = sweep.invoke("{\"source\":\"aws.events\"}");
            assertThat(answer.json().text("outcome")).hasValue("COMPLETE");
            assertThat(sweep.invoke("{\"source\":\"aws.events\"}").json().text("outcome"))
                    .hasValue("NOT_DUE");
        }
        assertThat(deployment.drain())
                .singleElement()
                .satisfies(digest -> assertThat(digest.status()).hasValue("DIGEST"));
        assertThat(deployment.drain()).isEmpty();
    }

    /** Stories of different repositories that none of the others spoils. */
    private static List<Story> independentStories(int number) throws Exception {
        Map<String, Story> independent = new LinkedHashMap<>();
        for (Story story : Story.all()) {
            String state = story.account().map(JsonWriter::write).orElse("");
            boolean alone = story.before().isEmpty()
                    && !story.resourceArn().orElse("").contains(":kms:")
                    && !story.expected().bool("requestsSweep").orElse(false)
                    && !state.contains("\"creationTemplates\"")
                    && !state.contains("\"replication\"")
                    && story.place().equals(HubLocation.COMMERCIAL)
                    && !story.outcome().outcome().equals("FAILED")
                    && !state.contains("\"denied\"")
                    && !state.contains("\"registryScanning\"");
            if (alone) {
                independent.putIfAbsent(story.resourceArn().orElse(story.name()), story);
            }
        }
        return independent.values().stream().limit(number).toList();
    }

    @Test
    void anInputThatIsNotJsonIsAnErrorAndTheFunctionGoesOn() throws Exception {
        FunctionResponse error = deployment.audit.invoke("{\"source\": ");
        assertThat(error.kind()).isEqualTo(FunctionResponse.Kind.ERROR);
        assertThat(error.errorType()).isNotEmpty();
        assertThat(error.json().text("errorType")).hasValue("java.lang.IllegalArgumentException");
        assertThat(error.json().text("errorMessage")).get().asString().startsWith("the input is not JSON");
        assertThat(deployment.audit.invoke("{\"source\": \"aws.s3\"}").kind())
                .isEqualTo(FunctionResponse.Kind.RESPONSE);
    }

    @Test
    void anEventThatMustFailReachesTheErrorEndpointWithItsReason() throws Exception {
        Story story = Story.named("CreateRepository/unknown-major-record-version");
        FunctionResponse error = deployment.audit.invoke(JsonWriter.write(story.event()));
        assertThat(error.kind()).isEqualTo(FunctionResponse.Kind.ERROR);
        assertThat(error.errorType()).isNotEmpty();
        assertThat(error.json().text("errorType")).hasValue("java.lang.IllegalStateException");
        assertThat(error.json().text("errorMessage"))
                .hasValue(
                        "the event was not handled: detail.eventVersion is not of version 1.x: a CloudTrail record has 1.x, as \"1.11\" (the \"version\" beside \"detail\" is EventBridge's and another field)");
    }

    @TestFactory
    Stream<DynamicTest> aVariableThatIsMissingIsNamedWhenTheFunctionStarts() {
        FunctionConfigurations configurations =
                new FunctionConfigurations(deployment.hub, EndpointConfiguration.endpointUrls(deployment.hub));
        return Map.of(
                        "WATCHED_ACCOUNTS", configurations.audit(),
                        "TOPIC_ARN", configurations.alert(),
                        "DRAIN_QUEUE_URL", configurations.remediation())
                .entrySet()
                .stream()
                .map(missing -> DynamicTest.dynamicTest(
                        missing.getValue().name() + " without " + missing.getKey(),
                        () -> assertInitFailsWithout(missing.getKey(), missing.getValue())));
    }

    private void assertInitFailsWithout(String variable, FunctionConfiguration metadata) throws Exception {
        try (DeployedFunction function = DeployedFunction.start(runtime, metadata.without(variable), identity)) {
            FunctionResponse error = function.await();
            assertThat(error.kind()).isEqualTo(FunctionResponse.Kind.INIT_ERROR);
            assertThat(error.json().text("errorMessage"))
                    .get()
                    .asString()
                    .contains("the environment variable " + variable + " is not set");
            assertThat(function.await().kind()).isEqualTo(FunctionResponse.Kind.EXITED);
        }
    }

    @Test
    void aReevaluationComesBackWhenTheGracePeriodIsOver() throws Exception {
        Story story = Story.named("CreateRepository/customer-key-and-scanning-policy-to-follow");
        assertThat(deployment.run(story)).isEqualTo(story.outcome());
        assertThat(deployment.hub.queues().take(HubQueues.CHANGES)).isEmpty();
        deployment.hub.advanceAwsClock(Duration.ofMinutes(14));
        assertThat(deployment.hub.queues().take(HubQueues.CHANGES)).isEmpty();
        deployment.hub.advanceAwsClock(Duration.ofMinutes(2));
        List<String> looks = deployment.hub.queues().take(HubQueues.CHANGES);
        assertThat(looks).hasSizeBetween(1, 2).allSatisfy(reevaluation -> {
            Json message = JsonReader.read(reevaluation);
            assertThat(message.text("source")).hasValue("ecr-auditor");
            assertThat(message.text("detail", "repositoryArn")).isEqualTo(story.resourceArn());
        });
        assertThat(deployment.deliverToAudit(looks)).isEmpty();
        assertThat(deployment.hub.queues().delayed(HubQueues.CHANGES))
                .as("it came early by the function's clock, so it asks again")
                .isPositive();
    }

    @Test
    void nothingIsPublishedInTheLastSecondsOfAnInvocation() throws Exception {
        Story story = Story.named("CreateRepository/unencrypted-from-the-console")
                .movedTo(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        deployment.hub.clearTable();
        deployment.hub.resetTo(story.account());
        assertThat(deployment.deliverToAudit(List.of(JsonWriter.write(story.event()))))
                .isEmpty();
        String drainRequests =
                SqsBatch.of(deployment.hub.queues().take(HubQueues.DRAIN_REQUESTS), deployment.hub.location);
        assertThat(SqsBatch.failures(deployment.alert.invoke(drainRequests, Duration.ofSeconds(5))))
                .isEmpty();
        assertThat(deployment.hub.queues().take(HubQueues.INBOX)).isEmpty();
        assertThat(deployment.drain()).isEqualTo(story.outcome().alerts());
        assertThat(deployment.hub.aws().deliveries()).singleElement().asString().contains("team@example.com");
    }

    @Test
    void scanningSwitchedOffIsFoundPublishedAndFixedByThreeFunctions() throws Exception {
        Hub hub = new Hub(HubLocation.COMMERCIAL, RemediationMode.ON);
        EndpointConfiguration endpoints = EndpointConfiguration.endpointUrls(hub);
        FunctionConfiguration metadata = new FunctionConfigurations(hub, endpoints).remediation();
        try (Deployment three = new Deployment(runtime, hub, endpoints, FunctionCredentials.environmentKeys());
                DeployedFunction remediation =
                        DeployedFunction.start(runtime, metadata, FunctionCredentials.environmentKeys())) {
            Story off = three.prepare(Story.named("PutImageScanningConfiguration/switched-off-by-a-person"));
            assertThat(three.deliverToAudit(List.of(JsonWriter.write(off.event()))))
                    .isEmpty();
            assertThat(three.drain()).isEqualTo(off.outcome().alerts());

            List<String> requests = hub.queues().take(HubQueues.REQUESTS);
            assertThat(requests).hasSize(1);
            for (int delivery = 0; delivery < 2; delivery++) {
                assertThat(SqsBatch.failures(remediation.invoke(SqsBatch.of(requests, hub.location))))
                        .isEmpty();
            }
            assertThat(hub.aws().requests())
                    .filteredOn(call -> call.action().equals("ecr:PutImageScanningConfiguration"))
                    .hasSize(1);
            assertThat(three.drain())
                    .singleElement()
                    .satisfies(published -> assertThat(published.status()).hasValue("REMEDIATED"));

            Story on = Story.named("PutImageScanningConfiguration/switched-on-by-remediation")
                    .movedTo(Instant.now().truncatedTo(ChronoUnit.SECONDS));
            assertThat(three.deliverToAudit(List.of(JsonWriter.write(on.event()))))
                    .isEmpty();
            assertThat(three.drain()).isEqualTo(on.outcome().alerts());
            assertThat(hub.queues().take(HubQueues.REQUESTS)).isEmpty();
        }
    }

    /** Says why a run is left out, also where a report does not. */
    private void assume(boolean met, String otherwise) {
        if (!met) {
            System.out.println("[SKIPPED] " + getClass().getSimpleName() + ": " + otherwise);
        }
        Assumptions.assumeTrue(met, otherwise);
    }
}

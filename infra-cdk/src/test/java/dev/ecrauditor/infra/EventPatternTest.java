package dev.ecrauditor.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ecrauditor.infra.settings.HubSettings;
import dev.ecrauditor.settings.file.RemediationMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.event.ruler.Ruler;

/** The patterns of all templates and of the Terraform module, matched by EventBridge's own matcher. */
class EventPatternTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path STORIES = Path.of("..", "events");
    private static final Path TERRAFORM = Path.of("..", "infra-terraform", "member", "main.tf.json");
    private static final Map<String, String> PATTERNS = patterns();
    private static final Set<String> NOT_FOR_US =
            Set.of("OTHER_SERVICE", "ECR_PUBLIC", "CALL_FAILED", "NO_RULE_APPLIES");

    /** The call is watched; which setting it is about, the audit function reads. */
    private static final Path CONTENT_DECIDES = Path.of("PutAccountSetting", "another-setting");

    private static final String EVENT = """
            {"version": "0", "id": "cf9c9c17-5278-5921-b1e5-d60ab76f57d1", "detail-type": "%s", "source": "%s", "account": "111122223333",
             "time": "2026-11-19T19:19:19Z", "region": "eu-west-1", "resources": [],
             "detail": {"eventVersion": "1.08", "eventSource": "%s", "eventName": "%s",
                        "requestParameters": {"repositoryName": "payments/api"}}}
            """;

    @ParameterizedTest
    @CsvSource({
        "ecr, Create Delete, Repository",
        "ecr, Set Delete, RepositoryPolicy",
        "ecr, Put, ImageScanningConfiguration",
        "ecr, Put, ImageTagMutability",
        "ecr, Put Delete, LifecyclePolicy",
        "ecr, Put Delete, RegistryPolicy",
        "ecr, Put, AccountSetting",
        "ecr, Put, RegistryScanningConfiguration",
        "ecr, Put, ReplicationConfiguration",
        "ecr, Start Stop, ReplicationBackfill",
        "ecr, Create Update Delete, RepositoryCreationTemplate",
        "ecr, Create Update Delete, PullThroughCacheRule",
        "ecr, Put Delete, SigningConfiguration",
        "kms, Enable Disable Delete, Key",
        "kms, Schedule Cancel, KeyDeletion",
        "kms, Enable Disable, KeyRotation",
        "kms, Put, KeyPolicy",
        "kms, Import DeleteImported DeleteExpired, KeyMaterial"
    })
    void theWatchedCallsMatchWhoeverMadeThem(String service, String verbs, String object) throws Exception {
        for (String verb : verbs.split(" ", -1)) {
            for (String type : List.of("AWS API Call via CloudTrail", "AWS Service Event via CloudTrail")) {
                assertThat(matches(EVENT.formatted(type, "aws." + service, service + ".amazonaws.com", verb + object)))
                        .as("%s%s as %s", verb, object, type)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ECR Image Action, 'action-type', PUSH, true",
        "ECR Image Action, 'action-type', DELETE, false",
        "ECR Replication Action, 'action-type', REPLICATE, true",
        "ECR Pull Through Cache Action, 'sync-status', SUCCESS, true",
        "ECR Pull Through Cache Action, 'sync-status', FAILED, false",
        "ECR Scan Resource Change, 'action-type', SCAN_FREQUENCY_CHANGE, false"
    })
    void ofEcrsOwnEventsThoseOfArrivingImagesMatch(String type, String member, String value, boolean expected)
            throws Exception {
        String event = """
                {"version": "0", "id": "cf9c9c17-5278-5921-b1e5-d60ab76f57d1", "detail-type": "%s", "source": "aws.ecr",
                 "account": "111122223333", "time": "2026-11-19T19:19:19Z", "region": "eu-west-1", "resources": [],
                 "detail": {"%s": "%s", "repository-name": "payments/api"}}""";
        assertThat(matches(event.formatted(type, member, value))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "aws.codecommit, codecommit.amazonaws.com, CreateRepository",
        "aws.ecr-public, ecr-public.amazonaws.com, CreateRepository",
        "aws.ecr, ecr-public.amazonaws.com, SetRepositoryPolicy",
        "aws.ecr, replication.ecr.amazonaws.com, CreateRepository",
        "my.forgery, ecr.amazonaws.com, CreateRepository",
        "aws.ecr, ecr.amazonaws.com, PutImage",
        "aws.ecr, ecr.amazonaws.com, DescribeRepositories",
        "aws.ecr, ecr.amazonaws.com, UpdateImageStorageClass",
        "aws.ecr, ecr.amazonaws.com, TagResource",
        "aws.ecr, ecr.amazonaws.com, createrepository",
        "aws.kms, kms.amazonaws.com, CreateGrant",
        "aws.kms, kms.amazonaws.com, RetireGrant",
        "aws.kms, kms.amazonaws.com, Decrypt",
        "aws.s3, s3.amazonaws.com, DisableKey"
    })
    void anythingElseDoesNot(String source, String eventSource, String call) throws Exception {
        assertThat(matches(EVENT.formatted("AWS API Call via CloudTrail", source, eventSource, call)))
                .isFalse();
    }

    @Test
    void aFailedCallDoesNot() throws Exception {
        String failed = EVENT.formatted(
                        "AWS API Call via CloudTrail", "aws.ecr", "ecr.amazonaws.com", "CreateRepository")
                .replace("\"requestParameters\"", "\"errorCode\": \"AccessDenied\", \"requestParameters\"");
        assertThat(matches(failed)).isFalse();
    }

    @Test
    void everyPatternOfEveryTemplateFitsIntoARule() {
        List<String> patterns = Stream.concat(
                        Stream.of(SynthesizedHub.full()),
                        SynthesizedOrganization.with(RemediationMode.ON).templates().values().stream())
                .flatMap(template -> template.json().findValues("EventPattern").stream())
                .map(JsonNode::toString)
                .toList();
        assertThat(patterns)
                .hasSize(5)
                .allSatisfy(pattern -> assertThat(pattern).hasSizeLessThan(2_048));
    }

    @Test
    void thePatternIsOfTheDefaultBus() {
        assertThat(rule().properties().has("EventBusName")).isFalse();
    }

    /** Every story under {@code events/} whose outcome says what the rule must have done with it. */
    @TestFactory
    Stream<DynamicTest> everyStoryMatchesThePatternAsExpected() throws IOException {
        List<Path> stories = stories();
        assertThat(stories).as("stories in %s", STORIES).hasSizeGreaterThan(20);
        return stories.stream()
                .map(story -> dynamicTest(STORIES.relativize(story).toString(), () -> assertMatchesAsExpected(story)));
    }

    private static void assertMatchesAsExpected(Path story) throws Exception {
        JsonNode expected = JSON.readTree(story.resolve("expected.json").toFile());
        String outcome = expected.path("outcome").asText();
        String reason = expected.path("reason").asText();
        boolean matches = matches(Files.readString(story.resolve("event.json")));
        if (Set.of("ALERTED", "RECORDED").contains(outcome) || reason.equals("CALLER_ACCOUNT_COPY")) {
            assertThat(matches).isTrue();
        } else if (NOT_FOR_US.contains(reason) && !CONTENT_DECIDES.equals(STORIES.relativize(story))) {
            assertThat(matches).isFalse();
        }
    }

    private static List<Path> stories() throws IOException {
        try (Stream<Path> files = Files.walk(STORIES, 3)) {
            return files.filter(file -> file.getFileName().toString().equals("expected.json"))
                    .map(Path::getParent)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** What a single account takes, a watched account forwards and the hub of an organization takes. */
    private static boolean matches(String event) throws Exception {
        Map<Boolean, Set<String>> answers = new TreeMap<>();
        for (Map.Entry<String, String> pattern : PATTERNS.entrySet()) {
            answers.computeIfAbsent(Ruler.matchesRule(event, pattern.getValue()), answer -> new TreeSet<>())
                    .add(pattern.getKey());
        }
        assertThat(answers).as("all patterns agree").hasSize(1);
        return answers.containsKey(true);
    }

    private static Map<String, String> patterns() {
        SynthesizedOrganization organization = SynthesizedOrganization.with(RemediationMode.ON);
        return Map.of(
                "single account", pattern(rule()),
                "member", pattern(organization.events().resource("AWS::Events::Rule", "Forwarding")),
                "hub", pattern(organization.hub().resource("AWS::Events::Rule", "EventIntakeRule")),
                "Terraform", terraformPattern());
    }

    private static String pattern(SynthesizedHub.Resource rule) {
        return rule.properties().get("EventPattern").toString();
    }

    private static String terraformPattern() {
        try {
            return JSON.readTree(TERRAFORM.toFile()).at("/locals/pattern").toString();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static SynthesizedHub.Resource rule() {
        return SynthesizedHub.of(HubSettings.defaults()).resource("AWS::Events::Rule", "EventIntakeRule");
    }
}

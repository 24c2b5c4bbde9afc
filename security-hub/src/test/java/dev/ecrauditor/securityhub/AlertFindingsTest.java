package dev.ecrauditor.securityhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.alert.Digest;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;

class AlertFindingsTest {

    private static final Path STORIES = Path.of("..", "functions", "src", "test", "resources", "alerts");
    private static final Path ALERT = Path.of("..", "docs", "alert.schema.json");
    private static final Path DIGEST = Path.of("..", "docs", "digest.schema.json");
    private static final Path ASFF =
            Path.of("..", "reports", "src", "test", "resources", "schemas", "asff.schema.json");
    private static final Subject API = SampleAlerts.repository(SampleAlerts.MEMBER, "payments/api");
    private static final AlertFindings ALERTS = new AlertFindings(new FindingRows(SampleAlerts.RULES, LocalHub.REGION));

    private static String envelope(String alert) {
        return JsonWriter.write(new JsonObject()
                .put("Type", "Notification")
                .put("Message", alert)
                .build());
    }

    private static List<HubFinding> read(String alert) throws MalformedJson {
        return ALERTS.read(envelope(alert));
    }

    private static Json only(String alert) throws MalformedJson {
        List<HubFinding> findings = read(alert);
        assertThat(findings).hasSize(1);
        return findings.get(0).asff().importedBy(SampleAlerts.MEMBER);
    }

    private static Json only(AlertFacts facts) throws MalformedJson {
        return only(SampleAlerts.alert(API, facts).json());
    }

    /** What every story of the project publishes, held against the schema and against AWS's own model. */
    @Test
    void everyAlertOfEveryStoryIsAsff() throws IOException, MalformedJson {
        List<Json> findings = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(STORIES)) {
            files = all.filter(file -> file.toString().endsWith(".alert.json")).toList();
        }
        assertThat(files).hasSizeGreaterThan(40);
        for (Path file : files) {
            for (String alert : alertsIn(file)) {
                for (HubFinding finding : read(alert)) {
                    findings.add(finding.asff().importedBy(finding.ownerAccount()));
                }
            }
        }
        assertThat(findings).hasSizeGreaterThan(40);
        assertThat(errors(findings)).isEmpty();
        SdkPojo model = AwsSecurityFinding.builder().build();
        findings.forEach(finding -> assertKnown(model, finding));
    }

    /** One alert after the other, each in lines of which only the last begins with a closing brace. */
    private static List<String> alertsIn(Path file) throws IOException {
        return Stream.of(Files.readString(file).split("(?<=\\n})\\s*\\n(?=\\{)"))
                .filter(text -> !text.isBlank())
                .toList();
    }

    private static List<Error> errors(List<Json> findings) throws IOException {
        return errors(ASFF, JsonWriter.write(new Json.Arr(findings)));
    }

    private static List<Error> errors(Path schema, String json) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(schema), InputFormat.JSON)
                .validate(json, InputFormat.JSON);
    }

    /** Every member is one of the SDK's model, which is made from AWS's, and has its type. */
    private static void assertKnown(SdkPojo model, Json json) {
        Map<String, SdkField<?>> fields = new TreeMap<>();
        model.sdkFields().forEach(field -> fields.put(field.locationName(), field));
        json.members().forEach((name, value) -> {
            assertThat(fields).containsKey(name);
            assertHasType(fields.get(name), value);
        });
    }

    private static void assertHasType(SdkField<?> field, Json value) {
        if (field.marshallingType().equals(MarshallingType.STRING)) {
            assertThat(value).as(field.locationName()).isInstanceOf(Json.Str.class);
        } else if (field.marshallingType().equals(MarshallingType.MAP)) {
            assertThat(value).as(field.locationName()).isInstanceOf(Json.Obj.class);
        } else if (field.marshallingType().equals(MarshallingType.LIST)) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            assertThat(value).as(field.locationName()).isInstanceOf(Json.Arr.class);
            value.items().forEach(item -> assertHasType(member, item));
        } else {
            assertThat(field.marshallingType()).as(field.locationName()).isEqualTo(MarshallingType.SDK_POJO);
            assertKnown(field.constructor().get(), value);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FIXED,PASSED,INFORMATIONAL",
        "REMEDIATED,PASSED,INFORMATIONAL",
        "DELETED,NOT_AVAILABLE,INFORMATIONAL",
        "RULE_SWITCHED_OFF,NOT_AVAILABLE,INFORMATIONAL",
        "SETTINGS_CHANGED,NOT_AVAILABLE,INFORMATIONAL",
        "ACCOUNT_LEFT,NOT_AVAILABLE,INFORMATIONAL",
        "WAIVED,FAILED,HIGH"
    })
    void theCauseOfAResolutionDecidesTheCompliance(Cause cause, String compliance, String severity)
            throws MalformedJson {
        Json finding = only(SampleAlerts.facts(API, AlertStatus.RESOLVED, 2).toBuilder()
                .cause(Optional.of(cause))
                .build());
        assertThat(finding.text("RecordState")).contains("ARCHIVED");
        assertThat(finding.text("Compliance", "Status")).contains(compliance);
        assertThat(finding.text("Severity", "Label")).contains(severity);
        assertThat(finding.at("Workflow").isAbsent())
                .as("Security Hub updates no suppressed finding")
                .isTrue();
    }

    @Test
    void aCoverageGapIsAFindingBesideTheViolationOfItsRule() throws MalformedJson {
        FindingKey gap = new FindingKey("ecr-policy-not-public", FindingKey.Kind.COVERAGE_GAP);
        Json open = only(SampleAlerts.facts(API, gap, AlertStatus.OPENED, 1));
        assertThat(open.text("Compliance", "Status")).contains("WARNING");
        assertThat(open.text("Id"))
                .isNotEqualTo(
                        only(SampleAlerts.facts(API, AlertStatus.OPENED, 1)).text("Id"));
        assertThat(only(SampleAlerts.facts(API, gap, AlertStatus.RESOLVED, 2)).text("Compliance", "Status"))
                .contains("NOT_AVAILABLE");
    }

    /** Its alerts may be published before those of the repository that was deleted. */
    @Test
    void aRepositoryThatIsCreatedAgainHasAFindingOfItsOwn() throws MalformedJson {
        AlertFacts before = SampleAlerts.facts(API, AlertStatus.OPENED, 1);
        String again = SampleAlerts.PUBLIC.findingId(API, SampleAlerts.PUBLISHED_AT.plusSeconds(1));
        String created = SampleAlerts.alert(API, before).json().replace(before.findingId(), again);
        assertThat(only(created).text("Id")).isNotEqualTo(only(before).text("Id"));
    }

    @Test
    void aTransientExposureIsAnArchivedFindingThatEndsNoOther() throws MalformedJson {
        Json over = only(SampleAlerts.facts(API, AlertStatus.TRANSIENT, 1));
        assertThat(over.text("RecordState")).contains("ARCHIVED");
        assertThat(over.text("Compliance", "Status")).contains("FAILED");
        assertThat(over.text("Id"))
                .isNotEqualTo(
                        only(SampleAlerts.facts(API, AlertStatus.OPENED, 1)).text("Id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPENED", "CHANGED", "REOPENED", "FLAPPING"})
    void whatIsOpenIsActive(AlertStatus status) throws MalformedJson {
        assertThat(only(SampleAlerts.facts(API, status, 1)).text("RecordState")).contains("ACTIVE");
    }

    @Test
    void everyStatusOfTheSchemaIsKnownAndNoOther() {
        for (AlertStatus status : AlertStatus.values()) {
            assertThat(AlertTransition.of(status.name(), Optional.of("WAIVER_END")))
                    .isNotNull();
        }
        assertThat(AlertTransition.of("REMINDER", Optional.of("OPEN_FINDING"))).isEqualTo(AlertTransition.OPEN);
        assertThatThrownBy(() -> AlertTransition.of("VANISHED", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void registriesKeysAndCoverageHaveTheirResources() throws MalformedJson, IOException {
        Subject registry = new Subject.Registry(SampleAlerts.MEMBER, LocalHub.REGION);
        Subject key = new Subject.Key(SampleAlerts.MEMBER, LocalHub.REGION, "1234abcd-12ab-34cd-56ef-1234567890ab");
        Subject coverage = new Subject.Coverage(SampleAlerts.MEMBER, LocalHub.REGION);
        for (Subject subject : List.of(registry, key, coverage)) {
            AlertFacts facts = SampleAlerts.facts(subject, AlertStatus.OPENED, 1);
            String separate = SampleAlerts.alert(subject, facts).json();
            String digest = SampleAlerts.digest(List.of(new Digest.Item(subject, facts)), SampleAlerts.PUBLISHED_AT)
                    .get(0)
                    .json();
            assertThat(errors(ALERT, separate)).isEmpty();
            assertThat(errors(DIGEST, digest)).isEmpty();
            assertThat(only(separate).text("Id")).isEqualTo(only(digest).text("Id"));
            assertThat(only(separate).items("Resources").get(0).text("Id"))
                    .contains(
                            subject.kind() == Subject.Kind.KEY
                                    ? subject.toString()
                                    : "AWS::::Account:" + SampleAlerts.MEMBER);
        }
    }

    @Test
    void whatIsOfTheOrganizationIsImportedInTheRegionOfTheHub() throws MalformedJson, IOException {
        Subject organization = Subject.Coverage.ofOrganization(LocalHub.HUB);
        FindingKey unknown = new FindingKey("auditor-organization", FindingKey.Kind.COVERAGE_GAP);
        Json finding =
                only(SampleAlerts.alert(organization, SampleAlerts.facts(organization, unknown, AlertStatus.OPENED, 1))
                        .json());
        assertThat(finding.text("Region")).contains(LocalHub.REGION);
        assertThat(finding.text("SourceUrl"))
                .contains("https://github.com/ecr-auditor/ecr-auditor/blob/main/docs/operations.md");
        assertThat(errors(List.of(finding))).isEmpty();
    }

    @Test
    void eachPartOfADigestIsLaterThanTheOneBefore() throws MalformedJson {
        List<Digest.Item> items = IntStream.range(0, 300)
                .mapToObj(i -> SampleAlerts.repository(SampleAlerts.MEMBER, "team/repository-" + i))
                .map(subject -> new Digest.Item(subject, SampleAlerts.facts(subject, AlertStatus.OPENED, 1)))
                .toList();
        List<AlertMessage> parts = SampleAlerts.digest(items, SampleAlerts.PUBLISHED_AT);
        assertThat(parts).hasSizeGreaterThan(1);
        assertThat(read(parts.get(0).json()).get(0).updatedAt()).isEqualTo(SampleAlerts.PUBLISHED_AT);
        assertThat(read(parts.get(1).json()).get(0).updatedAt()).isEqualTo(SampleAlerts.PUBLISHED_AT.plusMillis(1));
    }

    @Test
    void theLargestAlertFitsAFinding() throws MalformedJson, IOException {
        String hostile = "\u0001\uD83D\uDE00\"<script>".repeat(1_000);
        AlertFacts facts = SampleAlerts.facts(API, AlertStatus.OPENED, 1).toBuilder()
                .severity(Severity.CRITICAL)
                .evidence(new Evidence(hostile, Map.of(hostile, hostile, "empty", ""), List.of(hostile)))
                .build();
        Json finding = only(facts);
        assertThat(errors(List.of(finding))).isEmpty();
        assertThat(JsonWriter.write(finding).length()).isLessThan(240_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schema\": 1, \"status\": \"OPENED\", \"publishedAt\": \"yesterday\"}",
                "{\"schema\": 1, \"status\": \"DIGEST\", \"publishedAt\": \"2026-11-20T10:06:00Z\"}",
                "{\"schema\": 1, \"status\": \"DIGEST\", \"publishedAt\": \"2026-11-20T10:06:00Z\", \"alerts\": [{}]}",
                "{\"schema\": 1, \"status\": \"OPENED\", \"publishedAt\": \"2026-11-20T10:06:00Z\", \"resource\": {}}"
            })
    void whatIsNoAlertIsRefused(String message) {
        assertThatThrownBy(() -> read(message)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "severity,HIGH,SEVERE",
        "kind,VIOLATION,OTHER",
        "type,repository,bucket",
        "type,repository,key",
        "status,OPENED,VANISHED"
    })
    void aValueOutsideTheSchemaIsRefused(String name, String right, String wrong) {
        String alert = SampleAlerts.alert(API, AlertStatus.OPENED, 1).json();
        String member = "\"" + name + "\":\"";
        assertThat(alert).contains(member + right);
        assertThatThrownBy(() -> read(alert.replace(member + right, member + wrong)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBodyThatIsNoNotificationIsRefused() {
        assertThatThrownBy(() -> ALERTS.read("{\"Type\": \"SubscriptionConfirmation\", \"Message\": \"{}\"}"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ALERTS.read("[")).isInstanceOf(MalformedJson.class);
    }
}

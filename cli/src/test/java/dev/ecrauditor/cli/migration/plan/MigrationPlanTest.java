package dev.ecrauditor.cli.migration.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.migration.facts.CacheRule;
import dev.ecrauditor.cli.migration.facts.CreationTemplate;
import dev.ecrauditor.cli.migration.facts.ImageCounts;
import dev.ecrauditor.cli.migration.facts.MigrationFacts;
import dev.ecrauditor.cli.migration.facts.Registry;
import dev.ecrauditor.cli.migration.facts.RepositorySettings;
import dev.ecrauditor.cli.migration.facts.SourceRepository;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationPlanTest {

    private static final RepositoryArn SOURCE = new RepositoryArn("aws", "us-east-1", "111122223333", "payments/api");
    private static final RepositoryArn TARGET =
            new RepositoryArn("aws", "us-east-1", "111122223333", "payments/api-cmk");
    private static final String HOSTILE = "'; touch owned; '$(touch owned)`touch owned`\nEND\nrm -rf /\r\u001b[2J";

    @Test
    void theLifecyclePolicyIsSetAfterTheVerifiedCopyAndTheSourceIsDeletedLast() {
        List<String> run = step(plan(CreatedBy.CALLER), "run").commands();

        assertThat(run.stream().map(String::strip).toList())
                .containsSubsequence(
                        "check",
                        "choose_key",
                        "restore_archived",
                        "create_target",
                        "set_policy",
                        "copy_images",
                        "verify_images",
                        "set_lifecycle",
                        "archive_again",
                        "compare_settings",
                        "watch_pulls",
                        "repoint",
                        "delete)",
                        "delete_source \"${2:-}\"")
                .doesNotContain("update_template");
    }

    @Test
    void nothingIsDeletedByForce() {
        for (CreatedBy createdBy : CreatedBy.values()) {
            assertThat(plan(createdBy).steps().stream()
                            .flatMap(step -> step.commands().stream())
                            .filter(line -> !line.strip().startsWith("#")))
                    .noneMatch(line -> line.contains("--force"));
        }
    }

    @Test
    void whatTheSourceDoesNotHaveIsNotSet() {
        MigrationPlan plan = MigrationPlan.of(
                request(CreatedBy.CALLER, source(new Reading.Absent<>(), new Reading.Absent<>(), Map.of())), List.of());

        String script = String.join("\n", ScriptText.of(plan));
        assertThat(script).doesNotContain("set_policy", "set_lifecycle", "put-lifecycle-policy");
    }

    @ParameterizedTest
    @EnumSource(CreatedBy.class)
    void aRepositoryThatEcrCreatesIsMendedByItsTemplate(CreatedBy createdBy) {
        List<String> ids = plan(createdBy).steps().stream().map(Step::id).toList();

        assertThat(ids.contains("update-creation-template")).isEqualTo(createdBy != CreatedBy.CALLER);
        assertThat(ids.contains("copy-images"))
                .isEqualTo(createdBy == CreatedBy.CALLER || createdBy == CreatedBy.CREATE_ON_PUSH);
    }

    @Test
    void theTemplateKeepsItsSettings() throws Exception {
        Step step = step(plan(CreatedBy.CREATE_ON_PUSH), "update-creation-template");

        Json template = JsonReader.read(step.commands().stream()
                .filter(line -> line.contains("\"appliedFor\""))
                .findFirst()
                .orElseThrow());
        assertThat(template.text("description")).contains(HOSTILE);
        assertThat(template.items("appliedFor")).containsExactly(Json.of("CREATE_ON_PUSH"), Json.of("REPLICATION"));
        assertThat(step.commands()).contains("template_command=update-repository-creation-template");
    }

    @Test
    void theKeyPolicyIsJsonAndBoundToEcr() throws Exception {
        Json policy = JsonReader.read(KeyPolicy.of(SOURCE));

        assertThat(policy.items("Statement"))
                .hasSize(2)
                .allSatisfy(statement ->
                        assertThat(statement.text("Principal", "AWS")).contains("arn:aws:iam::111122223333:root"));
        assertThat(policy.items("Statement").get(1).text("Condition", "StringEquals", "kms:ViaService"))
                .contains("ecr.us-east-1.amazonaws.com");
        assertThat(KeyPolicy.of(new RepositoryArn("aws-cn", "cn-north-1", "111122223333", "a/b")))
                .contains("arn:aws-cn:iam", "ecr.cn-north-1.amazonaws.com.cn");
    }

    /** Every value is hostile; the shell only has to read the script, and prints how it is used. */
    @ParameterizedTest
    @EnumSource(CreatedBy.class)
    void hostileValuesDoNotRun(CreatedBy createdBy, @TempDir Path folder) throws Exception {
        SourceRepository source =
                source(new Reading.Known<>(HOSTILE), new Reading.Known<>(HOSTILE), Map.of(HOSTILE, HOSTILE));
        MigrationPlan plan = MigrationPlan.of(request(createdBy, source), List.of(HOSTILE));

        List<String> script = ScriptText.of(plan);

        assertThat(script).noneMatch(line -> line.contains("\u001b") || line.contains("\r") || line.contains("\n"));
        Process process = new ProcessBuilder("sh", "-s", "help")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (var in = process.outputWriter()) {
            in.write(String.join("\n", script) + "\n");
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isEqualTo(1);
        assertThat(out).contains("migration: usage:");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private static MigrationPlan plan(CreatedBy createdBy) {
        return MigrationPlan.of(
                request(createdBy, source(new Reading.Known<>("{}"), new Reading.Known<>("{}"), Map.of("a", "b"))),
                List.of());
    }

    private static Step step(MigrationPlan plan, String id) {
        return plan.steps().stream()
                .filter(step -> step.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static SourceRepository source(
            Reading<String> policy, Reading<String> lifecycle, Map<String, String> tags) {
        return new SourceRepository(
                SOURCE,
                Instant.parse("2026-05-01T08:00:00Z"),
                new Encryption("AES256", Optional.empty(), new Reading.Absent<>()),
                new RepositorySettings(HOSTILE, List.of(new RepositorySettings.Exclusion("WILDCARD", HOSTILE)), true),
                policy,
                lifecycle,
                new Reading.Known<>(new TreeMap<>(tags)));
    }

    private static MigrationRequest request(CreatedBy createdBy, SourceRepository source) {
        CreationTemplate template = new CreationTemplate(
                "payments",
                List.of("REPLICATION"),
                Optional.empty(),
                new JsonObject().put("description", HOSTILE).build());
        Registry registry = new Registry(
                new Reading.Known<>(List.of()),
                new Reading.Known<>(List.of()),
                new Reading.Known<>(List.of()),
                new Reading.Known<>(List.of(template)),
                new Reading.Known<>(List.of(new CacheRule("cached", HOSTILE))),
                new Reading.Known<>(HOSTILE));
        MigrationFacts facts =
                new MigrationFacts(source, new Reading.Known<>(new ImageCounts(5, 2, 1, 1, 5_000_000)), registry);
        return new MigrationRequest(facts, TARGET, Optional.empty(), createdBy, Optional.empty());
    }
}

package dev.ecrauditor.cli.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.Tag;

/** The printed script against moto, which people wrote who do not know this project. */
@EnabledIfProgramsAvailable({"aws", "moto_server"})
@org.junit.jupiter.api.Tag("shell")
class MotoMigrationTest {

    private static final String SOURCE = "payments/api";
    private static final String TARGET = "payments/api-cmk";
    private static final String POLICY = """
            {"Version": "2012-10-17", "Statement": [{"Sid": "Pull it's $HOME `id`", "Effect": "Allow",
              "Principal": {"AWS": "arn:aws:iam::123456789012:role/Puller"},
              "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]}]}
            """;
    private static final String LIFECYCLE = """
            {"rules": [{"rulePriority": 1, "description": "END", "selection":
              {"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 100},
              "action": {"type": "expire"}}]}
            """;
    private static final String MANIFEST =
            "{\"schemaVersion\": 2, \"mediaType\": \"application/vnd.oci.image.manifest.v1+json\","
                    + " \"config\": {}, \"layers\": [{\"digest\": \"sha256:%s\"}]}";

    @TempDir
    private Path folder;

    private MotoProcess moto;
    private AwsClients clients;
    private EcrClient ecr;

    @BeforeEach
    void start() throws IOException {
        moto = MotoProcess.start();
        clients = AwsClients.ofEndpoint(moto.endpoint(), "us-east-1", "test");
        ecr = clients.ecr("us-east-1");
        ecr.createRepository(create -> create.repositoryName(SOURCE)
                .imageTagMutability(ImageTagMutability.IMMUTABLE)
                .imageScanningConfiguration(scanning -> scanning.scanOnPush(true))
                .tags(
                        Tag.builder().key("owner").value("Team é").build(),
                        Tag.builder()
                                .key("odd")
                                .value("it's $(touch owned) `touch owned` \"\\")
                                .build()));
        ecr.setRepositoryPolicy(set -> set.repositoryName(SOURCE).policyText(POLICY));
        ecr.putLifecyclePolicy(put -> put.repositoryName(SOURCE).lifecyclePolicyText(LIFECYCLE));
        for (String tag : List.of("1.0", "1.1", "None")) {
            ecr.putImage(put -> put.repositoryName(SOURCE)
                    .imageTag(tag)
                    .imageManifest(MANIFEST.formatted("1.0".equals(tag) ? "a" : "b")));
        }
        ecr.putImage(put -> put.repositoryName(SOURCE).imageManifest(MANIFEST.formatted("c")));
    }

    @AfterEach
    void stop() {
        clients.close();
        moto.close();
    }

    @Test
    void theScriptYieldsARepositoryThatPassesWithTheSameTagsPolicyAndLifecycle() throws Exception {
        assertThat(rulesWithVerdict(SOURCE, "FAIL")).containsExactly("ecr-encryption-customer-managed-key");
        ScriptRun.write(folder, plan().out());

        ScriptRun migration = ScriptRun.of(folder, Map.of());

        assertThat(migration.status()).as(migration.out()).isZero();
        assertThat(rulesWithVerdict(TARGET, "FAIL")).isEmpty();
        assertThat(rulesWithVerdict(TARGET, "UNKNOWN")).isEmpty();
        assertThat(images(TARGET)).isEqualTo(images(SOURCE)).hasSize(3);
        assertThat(tags(TARGET)).isEqualTo(tags(SOURCE)).hasSize(2);
        assertThat(json(ecr.getRepositoryPolicy(get -> get.repositoryName(TARGET))
                        .policyText()))
                .isEqualTo(json(POLICY));
        assertThat(json(ecr.getLifecyclePolicy(get -> get.repositoryName(TARGET))
                        .lifecyclePolicyText()))
                .isEqualTo(json(LIFECYCLE));
        assertThat(folder.resolve("owned")).doesNotExist();
        assertThat(ecr.describeRepositories(all -> {}).repositories()).hasSize(2);
    }

    private CommandRun plan() {
        CommandRun plan = CommandRun.of(
                "plan-migration",
                SOURCE,
                "--region",
                "us-east-1",
                "--endpoint-url",
                moto.endpoint().toString());
        // moto has no signing, creation templates and cache rules.
        assertThat(plan.status()).isEqualTo(3);
        assertThat(plan.err()).contains("could not read the signing rules").doesNotContain("there is no plan");
        return plan;
    }

    private List<String> rulesWithVerdict(String repository, String verdict) throws MalformedJson {
        CommandRun audit = CommandRun.of(
                "audit",
                "--region",
                "us-east-1",
                "--repository",
                repository,
                "--output",
                "json",
                "--endpoint-url",
                moto.endpoint().toString());
        List<String> lines = audit.out().lines().toList();
        assertThat(lines).isNotEmpty();
        List<String> rules = new ArrayList<>();
        for (String line : lines) {
            Json row = JsonReader.read(line);
            if (row.text("verdict").orElseThrow().equals(verdict)) {
                rules.add(row.text("rule").orElseThrow());
            }
        }
        return rules;
    }

    private List<String> images(String repository) {
        return ecr.describeImages(describe -> describe.repositoryName(repository)).imageDetails().stream()
                .map(image -> image.imageDigest() + " " + new TreeSet<>(image.imageTags()))
                .sorted()
                .toList();
    }

    private Map<String, String> tags(String repository) {
        String arn = "arn:aws:ecr:us-east-1:123456789012:repository/" + repository;
        return ecr.listTagsForResource(list -> list.resourceArn(arn)).tags().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value));
    }

    private static Json json(String text) throws MalformedJson {
        return JsonReader.read(text);
    }
}

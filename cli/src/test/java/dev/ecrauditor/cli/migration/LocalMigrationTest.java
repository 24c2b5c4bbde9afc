package dev.ecrauditor.cli.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.localaws.LocalAws;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageStatusFilter;

/**
 * The printed script against local-aws, which has what moto lacks: keys with policies and rotation, archived images,
 * referrers, exclusions of tags, creation templates.
 */
@EnabledIfProgramsAvailable("aws")
@Tag("shell")
class LocalMigrationTest {

    private static final String TARGET = "payments/api-cmk";
    private static final String STATE = """
            {"accounts": {"111122223333": {"us-east-1": {
              "keys": [{"keyId": "1234abcd-12ab-34cd-56ef-1234567890ab", "keyManager": "CUSTOMER", "keyState": "Enabled"}],
              "creationTemplates": [{"prefix": "cached", "appliedFor": ["PULL_THROUGH_CACHE"],
                "imageTagMutability": "IMMUTABLE", "customRoleArn": "arn:aws:iam::111122223333:role/Templates"}],
              "repositories": [
                {"repositoryName": "cached/library/busybox", "createdAt": "2026-05-01T08:00:00.250Z",
                  "imageScanningConfiguration": {"scanOnPush": true}, "images": [{"imageTags": ["latest"]}]},
                {"repositoryName": "payments/api", "createdAt": "2026-05-01T08:00:00.250Z",
                  "imageScanningConfiguration": {"scanOnPush": true},
                  "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
                  "imageTagMutabilityExclusionFilters": [{"filterType": "WILDCARD", "filter": "dev-*"}],
                  "policyText": {"Version": "2012-10-17", "Statement": [{"Sid": "Pull", "Effect": "Allow",
                    "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": ["ecr:BatchGetImage"]}]},
                  "lifecyclePolicyText": {"rules": [{"rulePriority": 1, "selection": {"tagStatus": "untagged",
                    "countType": "imageCountMoreThan", "countNumber": 100}, "action": {"type": "expire"}}]},
                  "tags": {"team": "payments"},
                  "images": [
                    {"imageTags": ["1.0", "dev-1"], "imagePushedAt": "2026-05-02T08:00:00Z"},
                    {"imageTags": ["0.9"], "imageStatus": "ARCHIVED", "imagePushedAt": "2026-05-01T09:00:00Z"},
                    {"imagePushedAt": "2026-05-03T08:00:00Z"},
                    {"imageTags": ["signed"], "imagePushedAt": "2026-05-04T08:00:00Z",
                      "imageDigest": "%1$s", "imageManifest": %2$s},
                    {"imagePushedAt": "2026-05-05T08:00:00Z", "imageManifest": {"schemaVersion": 2,
                      "mediaType": "application/vnd.oci.image.manifest.v1+json", "artifactType": "application/signature",
                      "config": {}, "layers": [], "subject": {"digest": "%1$s", "size": 1}}}]}]}}}}
            """;

    @TempDir
    private Path folder;

    private LocalAws aws;
    private AwsClients clients;
    private EcrClient ecr;

    @BeforeEach
    void start() throws Exception {
        aws = LocalAws.start();
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                + "\"config\":{},\"layers\":[]}";
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(manifest.getBytes(StandardCharsets.UTF_8));
        String digest = "sha256:" + HexFormat.of().formatHex(hash);
        aws.load(new ByteArrayInputStream(STATE.formatted(digest, manifest).getBytes(StandardCharsets.UTF_8)));
        clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", "test");
        ecr = clients.ecr("us-east-1");
    }

    @AfterEach
    void stop() {
        clients.close();
        aws.close();
    }

    @Test
    void theWholeMigrationUntilTheSourceIsDeleted() throws Exception {
        List<String> before = images("payments/api");
        ScriptRun.write(folder, plan("payments/api").out());
        interruptedWhileItCopies();

        ScriptRun migration = run();

        assertThat(migration.status()).as(migration.out()).isZero();
        assertThat(migration.out()).contains("exists, the copy continues").doesNotContain("created the key");
        assertThat(images(TARGET)).isEqualTo(before).hasSize(5);
        assertThat(verdicts(TARGET)).doesNotContain("FAIL", "UNKNOWN");
        assertThat(run().out()).contains("the migration is done");
        deletionIsRefusedUntilNothingPulled();
        pushedImagesAreCopiedFirst();

        ScriptRun deletion = run("delete", "payments/api");

        assertThat(deletion.status()).as(deletion.out()).isZero();
        assertThat(repositories()).containsExactlyInAnyOrder("cached/library/busybox", TARGET);
        assertThat(aws.requests())
                .filteredOn(request -> request.operation().equals("DeleteRepository"))
                .hasSize(1);
    }

    private void interruptedWhileItCopies() throws Exception {
        Path file = folder.resolve("copy-by-api.sh");
        String copy = Files.readString(file);
        Files.writeString(file, copy.replace("tag=$2", "tag=$2; [ \"$2\" != dev-1 ]"));
        ScriptRun interrupted = run();
        Files.writeString(file, copy);
        assertThat(interrupted.status()).isNotZero();
        assertThat(interrupted.out()).contains("created the key").doesNotContain("verified");
    }

    private void deletionIsRefusedUntilNothingPulled() throws Exception {
        assertThat(run("delete", "another").out()).contains("name it");
        assertThat(run("delete", "payments/api").out()).contains("younger than 7 days");
        makeTheRecordOfPullsOld();
    }

    private void pushedImagesAreCopiedFirst() throws Exception {
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                + "\"config\":{},\"layers\":[],\"annotations\":{\"new\":\"yes\"}}";
        ecr.putImage(put -> put.repositoryName("payments/api").imageTag("1.2").imageManifest(manifest));
        assertThat(run("delete", "payments/api").out()).contains("pulled or pushed since");
        assertThat(run("watch").status()).isZero();
        makeTheRecordOfPullsOld();
        assertThat(run("delete", "payments/api").out()).contains("newer than the verified copy");
        assertThat(run("copy").out()).contains("copy sha256:", " 1.2");
        makeTheRecordOfPullsOld();
        assertThat(repositories()).contains("payments/api");
    }

    private void makeTheRecordOfPullsOld() throws Exception {
        Files.setLastModifiedTime(
                folder.resolve("work/pulls"), FileTime.from(Instant.now().minus(Duration.ofDays(8))));
    }

    @Test
    void aRepositoryCreatedAgainIsNotTouched() throws Exception {
        ScriptRun.write(folder, plan("payments/api").out());
        ecr.deleteRepository(delete -> delete.repositoryName("payments/api").force(true));
        ecr.createRepository(create -> create.repositoryName("payments/api"));

        ScriptRun refused = run();

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out()).contains("deleted and created again");
        assertThat(repositories()).doesNotContain(TARGET);
    }

    @Test
    void aRepositoryOfAPullThroughCacheIsMendedByItsTemplate() throws Exception {
        ScriptRun.write(
                folder,
                plan("cached/library/busybox", "--created-by", "pull_through_cache")
                        .out());

        ScriptRun update = run();

        assertThat(update.status()).as(update.out()).isZero();
        assertThat(ecr.describeRepositoryCreationTemplates(all -> {}).repositoryCreationTemplates())
                .singleElement()
                .satisfies(template -> {
                    assertThat(template.prefix()).isEqualTo("cached");
                    assertThat(template.encryptionConfiguration().kmsKey()).contains(":key/");
                    assertThat(template.imageTagMutabilityAsString()).isEqualTo("IMMUTABLE");
                    assertThat(template.customRoleArn()).endsWith("role/Templates");
                });
        assertThat(repositories()).contains("cached/library/busybox");
        ScriptRun deletion =
                ScriptRun.of(folder, Map.of("DELETE_LAST_COPY", "yes"), "delete", "cached/library/busybox");
        assertThat(deletion.status()).as(deletion.out()).isZero();
        assertThat(repositories()).doesNotContain("cached/library/busybox");
    }

    private ScriptRun run(String... arguments) throws Exception {
        return ScriptRun.of(folder, Map.of(), arguments);
    }

    private CommandRun plan(String repository, String... options) {
        List<String> line = new ArrayList<>(List.of(
                "plan-migration",
                repository,
                "--region",
                "us-east-1",
                "--endpoint-url",
                aws.endpoint().toString()));
        line.addAll(List.of(options));
        CommandRun plan = CommandRun.of(line.toArray(String[]::new));
        assertThat(plan.status()).as(plan.err()).isZero();
        return plan;
    }

    private String verdicts(String repository) {
        return CommandRun.of(
                        "audit",
                        "--region",
                        "us-east-1",
                        "--repository",
                        repository,
                        "--output",
                        "json",
                        "--endpoint-url",
                        aws.endpoint().toString())
                .out();
    }

    private List<String> repositories() {
        return ecr.describeRepositories(all -> {}).repositories().stream()
                .map(repository -> repository.repositoryName())
                .toList();
    }

    /** Digest, tags and state of each image. */
    private List<String> images(String repository) {
        return ecr
                .describeImages(describe ->
                        describe.repositoryName(repository).filter(filter -> filter.imageStatus(ImageStatusFilter.ANY)))
                .imageDetails()
                .stream()
                .map(image -> image.imageDigest() + " " + new TreeSet<>(image.imageTags()) + " "
                        + image.imageStatusAsString())
                .sorted()
                .toList();
    }
}

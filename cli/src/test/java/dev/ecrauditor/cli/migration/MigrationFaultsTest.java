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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageStatusFilter;

/** The printed script where a step fails, is repeated, or is run out of order: no image and no setting is lost. */
@EnabledIfProgramsAvailable("aws")
@Tag("shell")
class MigrationFaultsTest {

    private static final String SOURCE = "payments/api";
    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String STATE = """
            {"accounts": {"111122223333": {"us-east-1": {
              "keys": [{"keyId": "1234abcd-12ab-34cd-56ef-1234567890ab", "keyManager": "CUSTOMER", "keyState": "Enabled"}],
              "repositories": [
                {"repositoryName": "payments/api", "images": [{"imageTags": ["1.0"], "imageDigest": "%1$s"}]},
                {"repositoryName": "payments/api-cmk", "encryptionConfiguration":
                  {"encryptionType": "KMS", "kmsKey": "1234abcd-12ab-34cd-56ef-1234567890ab"},
                  "images": [{"imageTags": ["1.0"], "imageDigest": "%1$s"}]}]}}}}
            """.formatted(DIGEST);

    @TempDir
    private Path folder;

    private LocalAws aws;
    private AwsClients clients;
    private EcrClient ecr;

    @BeforeEach
    void start() {
        aws = LocalAws.start();
        aws.load(new ByteArrayInputStream(STATE.getBytes(StandardCharsets.UTF_8)));
        clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", "test");
        ecr = clients.ecr("us-east-1");
    }

    @AfterEach
    void stop() {
        clients.close();
        aws.close();
    }

    @Test
    void anImagePushedDuringTheDeletionIsNotDeleted() throws Exception {
        migrated();
        functions("""
                aws() {
                    case "$*" in
                        'ecr batch-delete-image'*)
                            [ -e pushed ] || command aws ecr put-image --region "$region" --repository-name "$source" \\
                                --image-tag late --image-manifest '{}' >pushed ;;
                    esac
                    command aws "$@"
                }
                """);

        ScriptRun deletion = run("delete", SOURCE);

        assertThat(deletion.status()).as(deletion.out()).isNotZero();
        assertThat(tags(SOURCE)).containsExactly("late");
    }

    @Test
    void nothingIsDeletedAfterAMigrationThatStoppedInTheMiddle() throws Exception {
        migrated();
        Files.delete(folder.resolve("work/done"));

        assertStops(run("delete", SOURCE), "the migration is not done");

        assertThat(tags(SOURCE)).containsExactly("1.0");
    }

    @Test
    void nothingIsDeletedWhileTheKeyOfTheCopyCannotBeUsed() throws Exception {
        migrated();
        functions("""
                aws() {
                    case "$*" in
                        'kms describe-key'*) echo CUSTOMER PendingDeletion ;;
                        *) command aws "$@" ;;
                    esac
                }
                """);

        assertStops(run("delete", SOURCE), "is not an enabled customer managed key: CUSTOMER PendingDeletion");

        assertThat(tags(SOURCE)).containsExactly("1.0");
    }

    @Test
    void theDirectoryOfAnotherPlanIsNotUsed() throws Exception {
        migrated();
        Files.writeString(folder.resolve("work/plan"), "payments/api to payments/second");

        assertStops(run("delete", SOURCE), "belongs to another plan");

        assertThat(tags(SOURCE)).containsExactly("1.0");
    }

    @Test
    void twoRunsDoNotShareADirectory() throws Exception {
        plan("--key", KEY);
        Files.createDirectories(folder.resolve("work/lock"));

        assertStops(run("watch"), "another run");
        assertThat(folder.resolve("work/lock")).exists();

        Files.delete(folder.resolve("work/lock"));
        assertSucceeds(run("watch"));
        assertThat(folder.resolve("work/lock")).doesNotExist();
    }

    @Test
    void aRepositoryThatTheScriptDidNotCreateIsNotChanged() throws Exception {
        plan("--key", KEY);

        assertStops(run(), "payments/api-cmk exists and was not created by this script");
    }

    @Test
    void laterImagesAreCopiedOnlyAfterTheMigration() throws Exception {
        plan();

        assertStops(run("copy"), "the migration is not done");

        assertThat(aws.requests()).extracting("operation").doesNotContain("CreateKey");
    }

    @Test
    void anImageIsArchivedOnceAndOnlyIfTheTargetHasIt() throws Exception {
        migrated();
        Files.writeString(folder.resolve("work/archived"), DIGEST + "\n" + DIGEST.replace('a', 'b') + "\n");
        String script = Files.readString(folder.resolve("migrate.sh"));
        Files.writeString(
                folder.resolve("migrate.sh"),
                script.substring(0, script.lastIndexOf("case \"${1:-}\"")) + "archive_again\n");

        assertThat(run().out()).contains("archived " + DIGEST);
        ScriptRun again = run();

        assertThat(again.status()).as(again.out()).isZero();
        assertThat(again.out()).isEmpty();
    }

    @Test
    void aRepositoryIsRecreatedOnlyAfterItsTemplateIsUpdatedAndItsImagesAreGivenUp() throws Exception {
        plan("--created-by", "replication", "--key", KEY);
        functions("choose_role() { role_arn=arn:aws:iam::111122223333:role/Templates; }");

        assertStops(run("delete", SOURCE), "the template is not updated");
        assertSucceeds(run());
        assertStops(run("delete", SOURCE), "DELETE_LAST_COPY=yes");

        assertThat(tags(SOURCE)).containsExactly("1.0");
        assertSucceeds(ScriptRun.of(folder, Map.of("DELETE_LAST_COPY", "yes"), "delete", SOURCE));
    }

    @Test
    void aTemplateThatAnEarlierRunCreatedIsUpdated() throws Exception {
        plan("--created-by", "replication", "--key", KEY);
        functions("choose_role() { role_arn=arn:aws:iam::111122223333:role/Templates; }");

        assertSucceeds(run());
        assertSucceeds(run());
    }

    /** A migration that was done eight days ago. */
    private void migrated() throws Exception {
        plan("--key", KEY);
        Path work = Files.createDirectories(folder.resolve("work"));
        Files.writeString(work.resolve("done"), "");
        Files.writeString(work.resolve("target-created"), "");
        Files.writeString(work.resolve("verified.pairs"), DIGEST + "\n" + DIGEST + "\t1.0\n");
        Files.writeString(work.resolve("pulls"), DIGEST + "\tNone\n");
        Files.setLastModifiedTime(
                work.resolve("pulls"), FileTime.from(Instant.now().minus(Duration.ofDays(8))));
    }

    /** Puts shell functions in the place of those of the script. */
    private void functions(String text) throws Exception {
        Path file = folder.resolve("migrate.sh");
        String script = Files.readString(file);
        int end = script.lastIndexOf("case \"${1:-}\"");
        Files.writeString(file, script.substring(0, end) + text + "\n" + script.substring(end));
    }

    private void plan(String... options) throws Exception {
        List<String> line = new ArrayList<>(List.of("plan-migration", SOURCE, "--region", "us-east-1"));
        line.addAll(List.of("--endpoint-url", aws.endpoint().toString()));
        line.addAll(List.of(options));
        CommandRun plan = CommandRun.of(line.toArray(String[]::new));
        assertThat(plan.status()).as(plan.err()).isZero();
        ScriptRun.write(folder, plan.out());
    }

    private ScriptRun run(String... arguments) throws Exception {
        return ScriptRun.of(folder, Map.of(), arguments);
    }

    private static void assertSucceeds(ScriptRun run) {
        assertThat(run.status()).as(run.out()).isZero();
    }

    private static void assertStops(ScriptRun run, String reason) {
        assertThat(run.status()).as(run.out()).isEqualTo(1);
        assertThat(run.out()).contains(reason);
    }

    private List<String> tags(String repository) {
        return ecr
                .describeImages(describe ->
                        describe.repositoryName(repository).filter(filter -> filter.imageStatus(ImageStatusFilter.ANY)))
                .imageDetails()
                .stream()
                .flatMap(image -> image.imageTags().stream())
                .sorted()
                .toList();
    }
}

package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.rule.evidence.FixKind;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.RegistryPolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.ReplicationDestination;
import software.amazon.awssdk.services.ecr.model.ReplicationRule;
import software.amazon.awssdk.services.ecr.model.Repository;

/**
 * The commands that alerts print, against moto, which people wrote who do not know this project. It lacks a call
 * that the auditor needs to evaluate, so what the commands leave behind is read here.
 */
@EnabledIfBackendAvailable(backend = "AWS CLI on moto", when = AwsCli.MotoAvailability.class)
@Tag("shell")
class MotoFixRunTest {

    private static final String ACCOUNT = "123456789012";
    private static final String REGION = "us-east-1";

    @TempDir
    private Path folder;

    private final MotoServer moto = MotoServer.start();
    private final AwsClients clients = AwsClients.ofEndpoint(moto.endpoint(), REGION, ACCOUNT);
    private final EcrClient ecr = clients.ecr(REGION);

    @AfterEach
    void stop() {
        clients.close();
        moto.close();
    }

    @Test
    void theCommandsAboutARegistryPolicyDeleteIt() throws Exception {
        ecr.putRegistryPolicy(put -> put.policyText("""
                {"Version": "2012-10-17", "Statement": [{"Sid": "Replicate", "Effect": "Allow",
                  "Principal": {"AWS": "arn:aws:iam::999999000001:root"}, "Action": ["ecr:ReplicateImage"],
                  "Resource": "arn:aws:ecr:us-east-1:123456789012:repository/*"}]}"""));

        run(printedOnLocalAws("PutRegistryPolicy/registry-policy-for-an-account-that-is-not-trusted"));

        assertThatThrownBy(() -> ecr.getRegistryPolicy(get -> {})).isInstanceOf(RegistryPolicyNotFoundException.class);
    }

    @Test
    void theCommandsAboutReplicationEndIt() throws Exception {
        ReplicationDestination outside = ReplicationDestination.builder()
                .region("eu-west-1")
                .registryId("999999000001")
                .build();
        ReplicationRule rule = ReplicationRule.builder().destinations(outside).build();
        ecr.putReplicationConfiguration(put -> put.replicationConfiguration(replication -> replication.rules(rule)));

        run(printedOnLocalAws("PutReplicationConfiguration/replication-to-an-account-that-is-not-trusted"));

        assertThat(ecr.describeRegistry(describe -> {})
                        .replicationConfiguration()
                        .rules())
                .isEmpty();
    }

    @Test
    void theCommandsAboutScanningSwitchItOn() throws Exception {
        Printed printed = printed("PutImageScanningConfiguration/switched-off-by-a-person");
        printed.ecr()
                .createRepository(create -> create.repositoryName(printed.repository())
                        .imageScanningConfiguration(scanning -> scanning.scanOnPush(false)));

        run(printed.script());

        assertThat(printed.described().imageScanningConfiguration().scanOnPush())
                .isTrue();
    }

    @Test
    void theCommandsAboutTagsMakeThemImmutable() throws Exception {
        Printed printed = printed("PutImageTagMutability/tags-made-mutable");
        printed.ecr().createRepository(create -> create.repositoryName(printed.repository()));

        run(printed.script());

        assertThat(printed.described().imageTagMutability()).isEqualTo(ImageTagMutability.IMMUTABLE);
    }

    @Test
    void theCommandsAboutAPublicPolicyPutTheCorrectedOne() throws Exception {
        Printed printed = printed("SetRepositoryPolicy/made-public-for-reading-by-a-person");
        EcrClient client = printed.ecr();
        client.createRepository(create -> create.repositoryName(printed.repository()));
        client.setRepositoryPolicy(
                set -> set.repositoryName(printed.repository()).policyText("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*",
                  "Action": "ecr:BatchGetImage"}]}"""));

        run(printed.script());

        String left = client.getRepositoryPolicy(get -> get.repositoryName(printed.repository()))
                .policyText();
        assertThat(printed.script().replaceAll("\\s", "")).contains(left.replaceAll("\\s", ""));
        assertThat(left).contains("aws:PrincipalAccount");
    }

    /** The lines of an alert about a repository. */
    private record Printed(String script, AwsClients clients) {

        private static final Pattern REPOSITORY = Pattern.compile("--repository-name ([\\w/.-]+)");
        private static final Pattern REGION = Pattern.compile("--region ([\\w-]+)");

        String repository() {
            return only(REPOSITORY);
        }

        EcrClient ecr() {
            return clients.ecr(only(REGION));
        }

        Repository described() {
            return ecr().describeRepositories(describe -> describe.repositoryNames(repository()))
                    .repositories()
                    .get(0);
        }

        private String only(Pattern pattern) {
            Matcher found = pattern.matcher(script);
            assertThat(found.find()).as(script).isTrue();
            return found.group(1);
        }
    }

    private Printed printed(String story) {
        return new Printed(printedOnLocalAws(story), clients);
    }

    /** The commands name no account, so those of the story serve. */
    private static String printedOnLocalAws(String story) {
        FixCase failing = FixCases.all().stream()
                .filter(one -> one.state().equals(story))
                .findFirst()
                .orElseThrow();
        try (FixStage stage = new FixStage(failing)) {
            return FixStage.printed(stage.alert(), FixKind.COMMAND);
        }
    }

    private void run(String script) throws Exception {
        AwsCli.Run run = AwsCli.run(folder, script, moto.endpoint(), ACCOUNT);
        assertThat(run.status()).as("%s%n%s", script, run.out()).isZero();
    }
}

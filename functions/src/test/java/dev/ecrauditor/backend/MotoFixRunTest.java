package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.rule.evidence.FixKind;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.RegistryPolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.ReplicationDestination;
import software.amazon.awssdk.services.ecr.model.ReplicationRule;

/**
 * The commands that alerts print, against moto, which people wrote who do not know this project. It lacks a call
 * that the auditor needs to evaluate, so what the commands leave behind is read here.
 */
@EnabledIfBackendAvailable(backend = "AWS CLI on moto", when = AwsCli.MotoAvailability.class)
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

package dev.ecrauditor.rule.evidence;

import static dev.ecrauditor.rule.SnapshotBuilder.repository;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.encryption.EncryptionCustomerManagedKey;
import dev.ecrauditor.rule.policy.PolicyPresent;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A repository that ECR made itself is mended by its creation template, not by a copy under another name. */
class CreationTemplateFixTest {

    private static final RepositorySnapshot BARE =
            repository().encryption("AES256").policy(new Reading.Absent<>()).built();

    private static Evidence encryption(Origin origin) {
        return ((Verdict.Fail) new EncryptionCustomerManagedKey().evaluate(BARE.withOrigin(origin))).evidence();
    }

    private static Evidence policy(Origin origin) {
        return ((Verdict.Fail) new PolicyPresent(Duration.ZERO).evaluate(BARE.withOrigin(origin))).evidence();
    }

    @Test
    void theEncryptionFixIsTheTemplateAndARecreationByEcr() {
        assertThat(encryption(Origin.ECR).facts()).containsEntry("made by", CreationTemplateFix.ECR);
        assertThat(String.join("\n", encryption(Origin.ECR).fix()))
                .contains(
                        "aws ecr create-repository-creation-template --region us-east-1 --prefix payments --applied-for"
                                + " PULL_THROUGH_CACHE REPLICATION CREATE_ON_PUSH --encryption-configuration"
                                + " encryptionType=KMS,kmsKey=KEY_ARN --custom-role-arn ROLE_ARN",
                        "aws ecr delete-repository --region us-east-1 --repository-name payments/api")
                .doesNotContain("crane", "-cmk")
                .doesNotContain("payments/api --force");
    }

    @Test
    void whatSomebodyCreatedIsCopied() {
        assertThat(encryption(Origin.CALLER).fix()).isEmpty();
        assertThat(encryption(Origin.CALLER).facts()).doesNotContainKey("made by");
        assertThat(new EncryptionCustomerManagedKey().metadata().fixFor(BARE.arn()))
                .anyMatch(line -> line.startsWith("crane copy"));
    }

    @Test
    void anUnknownOriginOffersBothFixes() {
        assertThat(encryption(Origin.UNKNOWN).facts()).doesNotContainKey("made by");
        assertThat(encryption(Origin.UNKNOWN).fix())
                .anyMatch(line -> line.startsWith("crane copy"))
                .last()
                .asString()
                .startsWith("# If ECR made it itself");
    }

    @Test
    void itsPolicyIsSetNowAndByTheTemplateForTheNextOnes() {
        assertThat(String.join("\n", policy(Origin.ECR).fix()))
                .contains(
                        "aws ecr set-repository-policy",
                        "aws ecr create-repository-creation-template --region us-east-1 --prefix payments",
                        "--repository-policy file://policy.json")
                .doesNotContain("delete-repository");
        assertThat(policy(Origin.CALLER).fix()).isEmpty();
        assertThat(policy(Origin.UNKNOWN).fix()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"docker-hub/library/busybox, docker-hub", "busybox, ROOT", "a1/b, a1"})
    void thePrefixIsTheFirstPartOfTheName(String name, String prefix) {
        assertThat(CreationTemplateFix.prefix(new RepositoryArn("aws", "us-east-1", "111122223333", name)))
                .isEqualTo(prefix);
    }
}

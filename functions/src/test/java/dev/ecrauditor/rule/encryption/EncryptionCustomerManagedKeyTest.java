package dev.ecrauditor.rule.encryption;

import static dev.ecrauditor.rule.SnapshotBuilder.FOREIGN_KEY;
import static dev.ecrauditor.rule.SnapshotBuilder.OWN_KEY;
import static dev.ecrauditor.rule.SnapshotBuilder.known;
import static dev.ecrauditor.rule.SnapshotBuilder.repository;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.SnapshotBuilder;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionCustomerManagedKeyTest {

    private final RepositoryRule rule = new EncryptionCustomerManagedKey();

    private Verdict evaluate(SnapshotBuilder snapshot) {
        return rule.evaluate(snapshot.built());
    }

    @ParameterizedTest
    @ValueSource(strings = {"KMS", "KMS_DSSE"})
    void aCustomerManagedKeyPasses(String type) {
        assertThat(evaluate(repository().encryptedBy(type, OWN_KEY, known(OWN_KEY, "CUSTOMER"))))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aKeyOfAnotherAccountPassesEvenIfItCannotBeRead() {
        Reading<KeySnapshot> denied = new Reading.Unreadable<>("kms:DescribeKey", "KMS denies describing the key");
        assertThat(evaluate(repository().encryptedBy("KMS", FOREIGN_KEY, denied)))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aKeyOfAnotherAccountPassesEvenIfKmsDoesNotKnowIt() {
        assertThat(evaluate(repository().encryptedBy("KMS_DSSE", FOREIGN_KEY, new Reading.Absent<>())))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aDisabledCustomerManagedKeyPasses() {
        Reading<KeySnapshot> disabled = new Reading.Known<>(new KeySnapshot(OWN_KEY, "CUSTOMER", "Disabled"));
        assertThat(evaluate(repository().encryptedBy("KMS", OWN_KEY, disabled))).isEqualTo(new Verdict.Pass());
    }

    @Test
    void aes256Fails() {
        assertThat(rule.evaluate(repository().encryption("AES256").built().withOrigin(Origin.CALLER)))
                .isEqualTo(new Verdict.Fail(
                        Severity.MEDIUM,
                        new Evidence(
                                "Images are encrypted with AES256 under a key that Amazon S3 manages, not with a KMS key.",
                                Map.of("encryptionType", "AES256"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"KMS", "KMS_DSSE"})
    void theAwsManagedKeyFailsAndTheKeyIsTheProof(String type) {
        assertThat(evaluate(repository().encryptedBy(type, OWN_KEY, known(OWN_KEY, "AWS"))))
                .isInstanceOfSatisfying(Verdict.Fail.class, fail -> {
                    assertThat(fail.severity()).isEqualTo(Severity.MEDIUM);
                    assertThat(fail.evidence().facts())
                            .isEqualTo(Map.of("encryptionType", type, "kmsKey", OWN_KEY, "KeyManager", "AWS"));
                });
    }

    @Test
    void anAwsManagedKeyFailsAlsoWhenItIsDisabled() {
        Reading<KeySnapshot> disabled = new Reading.Known<>(new KeySnapshot(OWN_KEY, "AWS", "Disabled"));
        assertThat(evaluate(repository().encryptedBy("KMS", OWN_KEY, disabled))).isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void itIsNeverNotApplicableBecauseEveryRepositoryIsEncryptedInSomeWay() {
        assertThat(evaluate(repository().encryption("AES256").aged(Duration.ZERO)))
                .isInstanceOf(Verdict.Fail.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "aws", "customer", "PARTNER"})
    void aKeyManagerNobodyKnowsIsUnknown(String manager) {
        assertThat(evaluate(repository().encryptedBy("KMS", OWN_KEY, known(OWN_KEY, manager))))
                .isInstanceOf(Verdict.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kms", "AES512", "KMS_EXTERNAL"})
    void anEncryptionTypeNobodyKnowsIsUnknown(String type) {
        assertThat(evaluate(repository().encryption(type))).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void anOwnKeyThatCannotBeReadIsUnknownAndNamesThePermission() {
        Reading<KeySnapshot> denied = new Reading.Unreadable<>("kms:DescribeKey", "KMS denies describing the key");
        assertThat(evaluate(repository().encryptedBy("KMS", OWN_KEY, denied)))
                .isEqualTo(new Verdict.Unknown(
                        "KMS denies describing the key",
                        Optional.of(new DeniedCall("kms:DescribeKey", Denial.NOT_SAID))));
    }

    @Test
    void anOwnKeyKmsDoesNotKnowIsUnknown() {
        assertThat(evaluate(repository().encryptedBy("KMS", OWN_KEY, new Reading.Absent<>())))
                .isEqualTo(new Verdict.Unknown("KMS does not know the key " + OWN_KEY, Optional.empty()));
    }

    @Test
    void kmsWithoutAKeyIsUnknown() {
        assertThat(evaluate(repository().encryption("KMS"))).isInstanceOf(Verdict.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alias/aws/ecr",
                "1234abcd-12ab-34cd-56ef-1234567890ab",
                "arn:aws:kms:us-east-1",
                "arn:aws:kms:us-east-1::key/x",
                "arn:aws:kms:us-east-1:*:key/x",
                "arn:aws:s3:us-east-1:444455556666:key/x",
                ":::::"
            })
    void whatIsNoKeyArnIsNotTakenForAnotherAccounts(String key) {
        assertThat(evaluate(repository().encryptedBy("KMS", key, new Reading.Absent<>())))
                .isInstanceOf(Verdict.Unknown.class);
    }

    private static Verdict evaluateAllowing(SnapshotBuilder snapshot, String... allowed) {
        return new EncryptionCustomerManagedKey(Set.of(allowed)).evaluate(snapshot.built());
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "arn:aws:kms:*:111122223333:key/*"})
    void aKeyThatAGlobOfTheSettingsMatchesPasses(String allowed) {
        assertThat(evaluateAllowing(
                        repository().encryptedBy("KMS", OWN_KEY, known(OWN_KEY, "CUSTOMER")),
                        FOREIGN_KEY + "0",
                        allowed))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void anotherCustomerManagedKeyFailsAndTheEvidenceNamesTheKeyAndTheList() {
        assertThat(evaluateAllowing(
                        repository().encryptedBy("KMS", OWN_KEY, known(OWN_KEY, "CUSTOMER")),
                        FOREIGN_KEY,
                        OWN_KEY + "0"))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class,
                        fail -> assertThat(fail.evidence().facts())
                                .isEqualTo(Map.of(
                                        "encryptionType",
                                        "KMS",
                                        "kmsKey",
                                        OWN_KEY,
                                        "allowed keys",
                                        String.join(", ", new TreeSet<>(Set.of(FOREIGN_KEY, OWN_KEY + "0"))))));
    }

    @Test
    void aKeyOfAnotherAccountFailsUnlessItIsAllowed() {
        SnapshotBuilder foreign = repository().encryptedBy("KMS", FOREIGN_KEY, new Reading.Absent<>());
        assertThat(evaluateAllowing(foreign, OWN_KEY)).isInstanceOf(Verdict.Fail.class);
        assertThat(evaluateAllowing(foreign, FOREIGN_KEY)).isEqualTo(new Verdict.Pass());
    }

    @Test
    void aKeyThatCannotBeReadFailsUnlessItMayBeAllowed() {
        Reading<KeySnapshot> denied = new Reading.Unreadable<>("kms:DescribeKey", "KMS denies describing the key");
        SnapshotBuilder unreadable = repository().encryptedBy("KMS", OWN_KEY, denied);
        assertThat(evaluateAllowing(unreadable, FOREIGN_KEY)).isInstanceOf(Verdict.Fail.class);
        assertThat(evaluateAllowing(unreadable, OWN_KEY)).isInstanceOf(Verdict.Unknown.class);
        assertThat(evaluateAllowing(repository().encryption("KMS"), OWN_KEY)).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void theAwsManagedKeyFailsAsSuchEvenIfAGlobMatchesIt() {
        assertThat(evaluateAllowing(repository().encryptedBy("KMS", OWN_KEY, known(OWN_KEY, "AWS")), "*"))
                .isEqualTo(evaluate(repository().encryptedBy("KMS", OWN_KEY, known(OWN_KEY, "AWS"))));
        assertThat(evaluateAllowing(repository().encryption("AES256"), "*")).isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void theHeadlineSaysThatTheKeyIsNotAllowed() {
        assertThat(new EncryptionCustomerManagedKey(Set.of(OWN_KEY)).metadata().problem())
                .isEqualTo("is not encrypted with an allowed KMS key");
        assertThat(rule.metadata().problem()).isEqualTo("is not encrypted with a customer managed KMS key");
    }
}

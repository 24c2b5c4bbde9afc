package dev.ecrauditor.rule.encryption;

import static dev.ecrauditor.rule.KeyBuilder.FOREIGN_KEY;
import static dev.ecrauditor.rule.KeyBuilder.OWN_KEY;
import static dev.ecrauditor.rule.KeyBuilder.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.KeyDetails;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.KeyBuilder;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionKeyRotatesTest {

    private static final Reading<Boolean> OFF = new Reading.Known<>(false);
    private static final Reading<KeySnapshot> NOT_DESCRIBED =
            new Reading.Unreadable<>("kms:DescribeKey", "KMS denies describing the key");

    private final EncryptionKeyRotates rule = new EncryptionKeyRotates();

    private Verdict evaluate(KeyBuilder key) {
        return rule.evaluate(key.built());
    }

    private static KeyDetails details(String spec, String origin) {
        return new KeyDetails(spec, origin, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void aKeyThatRotatesPasses() {
        assertThat(evaluate(key())).isEqualTo(new Verdict.Pass());
    }

    @Test
    void aForeignKeyThatRotatesPassesEvenIfItCannotBeDescribed() {
        assertThat(evaluate(key().arn(FOREIGN_KEY).description(NOT_DESCRIBED))).isEqualTo(new Verdict.Pass());
    }

    @Test
    void aKeyThatDoesNotRotateFailsWithTheCommand() {
        assertThat(evaluate(key().rotation(OFF)))
                .isEqualTo(new Verdict.Fail(
                        Severity.LOW,
                        new Evidence(
                                        "Automatic rotation of the key material is off.",
                                        Map.of(
                                                "kmsKey", OWN_KEY.toString(),
                                                "KeyRotationEnabled", "false",
                                                "repositories", "payments/api"))
                                .fixedBy(java.util.List.of(
                                        "aws kms enable-key-rotation --region us-east-1 --key-id " + OWN_KEY))));
    }

    @Test
    void aDisabledKeyThatDoesNotRotateFails() {
        assertThat(evaluate(key().state("Disabled").rotation(OFF))).isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void theRotationOfAReplicaIsSwitchedOnAtItsPrimaryKey() {
        String primary = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";
        KeyDetails replica = new KeyDetails(
                "SYMMETRIC_DEFAULT", "AWS_KMS", Optional.empty(), Optional.empty(), Optional.of(primary));
        assertThat(evaluate(key().details("Enabled", replica).rotation(OFF)))
                .isInstanceOfSatisfying(Verdict.Fail.class, fail -> {
                    assertThat(fail.evidence().facts()).containsEntry("primary key", primary);
                    assertThat(fail.evidence().fix())
                            .containsExactly("aws kms enable-key-rotation --region eu-west-1 --key-id " + primary);
                });
    }

    @Test
    void aForeignKeyThatDoesNotRotateFailsAndItsAccountHasToAct() {
        assertThat(evaluate(key().arn(FOREIGN_KEY).rotation(OFF)))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class,
                        fail -> assertThat(fail.evidence().fix())
                                .containsExactly(
                                        "# Another account owns the key. Run in account 444455556666:",
                                        "aws kms enable-key-rotation --region us-east-1 --key-id " + FOREIGN_KEY));
    }

    @ParameterizedTest
    @CsvSource({
        "SYMMETRIC_DEFAULT, EXTERNAL",
        "SYMMETRIC_DEFAULT, AWS_CLOUDHSM",
        "SYMMETRIC_DEFAULT, EXTERNAL_KEY_STORE",
        "RSA_2048, AWS_KMS",
        "HMAC_256, AWS_KMS"
    })
    void aKeyThatCannotRotateIsNotApplicable(String spec, String origin) {
        assertThat(evaluate(key().details("Enabled", details(spec, origin)).rotation(OFF)))
                .isEqualTo(new Verdict.NotApplicable(
                        "KMS does not rotate a key of spec " + spec + " and origin " + origin + " automatically"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PendingDeletion", "PendingReplicaDeletion"})
    void falseOfAKeyPendingDeletionIsNoFinding(String state) {
        assertThat(evaluate(key().state(state).rotation(OFF)))
                .isEqualTo(new Verdict.NotApplicable("the key is pending deletion, so KMS does not rotate it"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Creating", "Updating", "PendingImport", "Unavailable"})
    void aKeyInAnotherStateIsNotApplicable(String state) {
        assertThat(evaluate(key().state(state).rotation(OFF))).isInstanceOf(Verdict.NotApplicable.class);
    }

    @Test
    void aStateThatIsNotKnownIsUnknownWhateverKmsSaysAboutRotation() {
        assertThat(evaluate(key().state("Hibernating").rotation(OFF))).isInstanceOf(Verdict.Unknown.class);
        assertThat(evaluate(key().state("Hibernating"))).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void aKeyThatIsGoneOrThatAwsManagesIsNotApplicable() {
        assertThat(evaluate(key().description(new Reading.Absent<>()))).isInstanceOf(Verdict.NotApplicable.class);
        assertThat(evaluate(key().manager("AWS").rotation(OFF))).isInstanceOf(Verdict.NotApplicable.class);
        assertThat(evaluate(key().rotation(new Reading.Absent<>()))).isInstanceOf(Verdict.NotApplicable.class);
    }

    @Test
    void aDeniedRotationIsUnknownWithItsPermission() {
        Reading<Boolean> denied = new Reading.Unreadable<>("kms:GetKeyRotationStatus", "KMS denies it");
        assertThat(evaluate(key().rotation(denied)))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.denied().orElseThrow().action())
                                .isEqualTo("kms:GetKeyRotationStatus"));
        assertThat(evaluate(key().arn(FOREIGN_KEY).description(NOT_DESCRIBED).rotation(denied)))
                .isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void falseOfAKeyThatCannotBeDescribedIsUnknownAsItsDeletionMayBePending() {
        assertThat(evaluate(key().description(NOT_DESCRIBED).rotation(OFF))).isInstanceOf(Verdict.Unknown.class);
        assertThat(evaluate(key().arn(FOREIGN_KEY).description(NOT_DESCRIBED).rotation(OFF)))
                .isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void aKeyWithoutSpecOrOriginIsUnknown() {
        assertThat(evaluate(key().details("Enabled", details("", "AWS_KMS")))).isInstanceOf(Verdict.Unknown.class);
        assertThat(evaluate(key().details("Enabled", details("SYMMETRIC_DEFAULT", ""))))
                .isInstanceOf(Verdict.Unknown.class);
    }
}

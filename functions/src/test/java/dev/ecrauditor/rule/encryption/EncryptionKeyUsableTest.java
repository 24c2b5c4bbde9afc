package dev.ecrauditor.rule.encryption;

import static dev.ecrauditor.rule.KeyBuilder.FOREIGN_KEY;
import static dev.ecrauditor.rule.KeyBuilder.OWN_KEY;
import static dev.ecrauditor.rule.KeyBuilder.READ_AT;
import static dev.ecrauditor.rule.KeyBuilder.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.KeyDetails;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.KeyBuilder;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionKeyUsableTest {

    private static final Instant DELETION = Instant.parse("2026-12-01T10:00:00Z");

    private final EncryptionKeyUsable rule = new EncryptionKeyUsable();

    private Verdict evaluate(KeyBuilder key) {
        return rule.evaluate(key.built());
    }

    private Verdict.Fail failure(KeyBuilder key) {
        return (Verdict.Fail) evaluate(key);
    }

    private static KeyDetails deletedAt(Instant date) {
        return new KeyDetails("SYMMETRIC_DEFAULT", "AWS_KMS", Optional.of(date), Optional.empty(), Optional.empty());
    }

    private static String command(String operation) {
        return "aws kms " + operation + " --region us-east-1 --key-id " + OWN_KEY;
    }

    @Test
    void anEnabledKeyPasses() {
        assertThat(evaluate(key())).isEqualTo(new Verdict.Pass());
    }

    @Test
    void importedMaterialThatNeverExpiresPasses() {
        assertThat(evaluate(key().imported("Enabled", Optional.empty()))).isEqualTo(new Verdict.Pass());
    }

    @Test
    void importedMaterialThatExpiresInFifteenDaysPasses() {
        assertThat(evaluate(key().imported("Enabled", Optional.of(READ_AT.plus(Duration.ofDays(15))))))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aDisabledKeyFailsWithItsStateItsRepositoriesAndTheCommand() {
        assertThat(evaluate(key().state("Disabled").encrypting("payments/db", "payments/api")))
                .isEqualTo(new Verdict.Fail(
                        Severity.CRITICAL,
                        new Evidence(
                                        "The key is disabled: images cannot be pulled or pushed in 2 repositories (payments/api, payments/db).",
                                        Map.of(
                                                "kmsKey", OWN_KEY.toString(),
                                                "KeyState", "Disabled",
                                                "repositories", "payments/api, payments/db"))
                                .fixedBy(failure(key().state("Disabled"))
                                        .evidence()
                                        .fix())));
        assertThat(failure(key().state("Disabled")).evidence().fix()).containsExactly(command("enable-key"));
    }

    @Test
    void aKeyPendingDeletionFailsWithTheDateAfterWhichImagesAreLost() {
        Evidence evidence =
                failure(key().details("PendingDeletion", deletedAt(DELETION))).evidence();
        assertThat(evidence.summary())
                .isEqualTo(
                        "The key is pending deletion and is deleted after 2026-12-01T10:00:00Z, when its images are lost: images cannot be pulled or pushed in the repository payments/api.");
        assertThat(evidence.facts()).containsEntry("DeletionDate", "2026-12-01T10:00:00Z");
    }

    @Test
    void cancellingADeletionIsNotEnoughAsTheKeyStaysDisabled() {
        assertThat(failure(key().details("PendingDeletion", deletedAt(DELETION)))
                        .evidence()
                        .fix())
                .contains(command("cancel-key-deletion"), command("enable-key"));
    }

    @Test
    void aPrimaryKeyThatWaitsForItsReplicasHasNoDate() {
        Evidence evidence = failure(key().state("PendingReplicaDeletion")).evidence();
        assertThat(evidence.summary()).contains("deleted once its replica keys are");
        assertThat(evidence.facts())
                .doesNotContainKey("DeletionDate")
                .containsEntry("KeyState", "PendingReplicaDeletion");
        assertThat(evidence.fix()).contains(command("cancel-key-deletion"), command("enable-key"));
    }

    @ParameterizedTest
    @CsvSource({
        "PendingImport, has no key material, import-key-material",
        "Unavailable, is unavailable, connect-custom-key-store"
    })
    void aKeyWithoutUsableMaterialFails(String state, String clause, String operation) {
        Verdict.Fail failure = failure(key().state(state));
        assertThat(failure.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(failure.evidence().summary()).contains(clause);
        assertThat(failure.evidence().fix()).anyMatch(line -> line.startsWith("aws kms " + operation));
    }

    @Test
    void expiredMaterialFailsWithTheDateOfItsExpiry() {
        Verdict.Fail failure = failure(key().imported("PendingImport", Optional.of(READ_AT.minusSeconds(60))));
        assertThat(failure.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(failure.evidence().facts())
                .containsEntry("ValidTo", READ_AT.minusSeconds(60).toString());
    }

    @Test
    void importedMaterialThatExpiresWithinAFortnightIsAWarning() {
        Instant end = READ_AT.plus(Duration.ofDays(13));
        Verdict.Fail failure = failure(key().imported("Enabled", Optional.of(end)));
        assertThat(failure.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(failure.evidence().summary())
                .isEqualTo("The key's imported material expires at " + end
                        + ". From then on images cannot be pulled from or pushed to the repository payments/api.");
        assertThat(failure.evidence().fix()).anyMatch(line -> line.startsWith(command("import-key-material")));
    }

    @Test
    void aKeyThatIsGoneFailsAndNoCommandPromisesTheImagesBack() {
        Evidence evidence = failure(key().description(new Reading.Absent<>())).evidence();
        assertThat(evidence.summary())
                .isEqualTo(
                        "The key no longer exists: no image can be decrypted any more in the repository payments/api.");
        assertThat(evidence.fix())
                .noneMatch(line -> line.contains("enable-key"))
                .anyMatch(line -> line.startsWith("aws ecr create-repository --region us-east-1"));
    }

    @Test
    void aForeignKeyThatIsDisabledNamesTheAccountThatHasToActFirst() {
        assertThat(failure(key().arn(FOREIGN_KEY).state("Disabled")).evidence().fix())
                .first()
                .isEqualTo("# Another account owns the key. Run in account 444455556666:");
    }

    @Test
    void manyRepositoriesAreCountedInTheSummaryAndNamedInTheFacts() {
        String[] names =
                IntStream.range(0, 300).mapToObj("team/app-%03d"::formatted).toArray(String[]::new);
        Evidence evidence = failure(key().state("Disabled").encrypting(names)).evidence();
        assertThat(evidence.summary())
                .contains(
                        "300 repositories (team/app-000, team/app-001, team/app-002, team/app-003, team/app-004 and 295 more)");
        assertThat(evidence.facts().get("repositories")).contains("team/app-000", "team/app-299");
        assertThat(evidence.capped().facts()).isEqualTo(evidence.facts());
    }

    @Test
    void upToFiveRepositoriesAreAllNamedInTheSummary() {
        Evidence evidence = failure(key().state("Disabled").encrypting("a1", "b2", "c3", "d4", "e5"))
                .evidence();
        assertThat(evidence.summary()).contains("5 repositories (a1, b2, c3, d4, e5)");
    }

    @Test
    void moreRepositoriesThanFitAreCutVisiblyAndTheStateStays() {
        String[] names =
                IntStream.range(0, 3_000).mapToObj("team/app-%04d"::formatted).toArray(String[]::new);
        Evidence capped =
                failure(key().state("Disabled").encrypting(names)).evidence().capped();
        assertThat(capped.facts()).containsEntry("KeyState", "Disabled");
        assertThat(capped.facts().get("repositories")).endsWith("[cut: more than fits an alert]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Creating", "Updating"})
    void aKeyThatKmsChangesIsEvaluatedAgainLater(String state) {
        assertThat(evaluate(key().state(state)))
                .isEqualTo(new Verdict.NotApplicable(
                        "KMS is " + state.toLowerCase(java.util.Locale.ROOT) + " the key",
                        Optional.of(READ_AT.plus(Duration.ofMinutes(10)))));
    }

    @Test
    void aKeyThatAwsManagesIsNotApplicable() {
        assertThat(evaluate(key().manager("AWS"))).isEqualTo(new Verdict.NotApplicable("AWS manages the key"));
    }

    @Test
    void aKeyThatEncryptsNothingIsNotApplicable() {
        assertThat(evaluate(key().state("Disabled").encrypting()))
                .isEqualTo(new Verdict.NotApplicable("the key encrypts no repository"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKeyThatMayNotBeDescribedIsUnknownWhoeverOwnsIt(boolean foreign) {
        KeyBuilder key =
                key().description(new Reading.Unreadable<>("kms:DescribeKey", "KMS denies describing the key"));
        Verdict verdict = evaluate(foreign ? key.arn(FOREIGN_KEY) : key);
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.denied().orElseThrow().action())
                                .isEqualTo("kms:DescribeKey"));
    }

    @Test
    void anUnknownStateOrManagerIsUnknown() {
        assertThat(evaluate(key().state("Frozen"))).isInstanceOf(Verdict.Unknown.class);
        assertThat(evaluate(key().state(""))).isInstanceOf(Verdict.Unknown.class);
        assertThat(evaluate(key().manager("PARTNER"))).isInstanceOf(Verdict.Unknown.class);
    }
}

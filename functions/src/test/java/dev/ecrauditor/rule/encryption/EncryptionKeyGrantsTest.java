package dev.ecrauditor.rule.encryption;

import static dev.ecrauditor.rule.KeyBuilder.FOREIGN_KEY;
import static dev.ecrauditor.rule.KeyBuilder.OWN_KEY;
import static dev.ecrauditor.rule.KeyBuilder.READ_AT;
import static dev.ecrauditor.rule.KeyBuilder.key;
import static dev.ecrauditor.rule.KeyBuilder.repository;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.key.GrantSummary;
import dev.ecrauditor.key.GrantedOperation;
import dev.ecrauditor.key.RepositoryGrants;
import dev.ecrauditor.key.RepositoryGrants.Current;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.KeyBuilder;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionKeyGrantsTest {

    private static final Set<GrantedOperation> ALL = EnumSet.allOf(GrantedOperation.class);
    private static final Instant LONG_AGO = READ_AT.minus(Duration.ofDays(30));
    private static final Reading<Current> ON_KEY = current(OWN_KEY.toString(), LONG_AGO);
    private static final Reading<Current> GONE = new Reading.Absent<>();
    private static final Reading<Current> DENIED =
            new Reading.Unreadable<>("ecr:DescribeRepositories", "ECR denies describing the repository");

    private final EncryptionKeyGrants rule = new EncryptionKeyGrants();

    private Verdict evaluate(KeyBuilder key) {
        return rule.evaluate(key.built());
    }

    private Verdict evaluate(RepositoryGrants... notable) {
        return evaluate(key().grants(new GrantSummary(10, List.of(notable), 0)));
    }

    private Verdict.Fail failure(RepositoryGrants... notable) {
        return (Verdict.Fail) evaluate(notable);
    }

    private static Reading<Current> current(String keyArn, Instant createdAt) {
        return new Reading.Known<>(new Current(Optional.of(keyArn), createdAt));
    }

    private static RepositoryGrants lost(String name, GrantedOperation... left) {
        return new RepositoryGrants(repository(name), Set.of(left), List.of(), ON_KEY);
    }

    private static RepositoryGrants unlisted(String name, Reading<Current> current, String... ids) {
        return new RepositoryGrants(repository(name), ALL, List.of(ids), current);
    }

    @Test
    void theRuleNeedsGrants() {
        assertThat(rule.needsGrants()).isTrue();
        assertThat(new EncryptionKeyUsable().needsGrants()).isFalse();
    }

    @Test
    void completeGrantsPass() {
        assertThat(evaluate(key())).isEqualTo(new Verdict.Pass());
    }

    @Test
    void aRepositoryThatIsNotListedYetAndHasItsGrantsPasses() {
        assertThat(evaluate(unlisted("payments/new", ON_KEY, "a1", "a2"))).isEqualTo(new Verdict.Pass());
    }

    @Test
    void aRepositoryWithoutAnyGrantFails() {
        Verdict.Fail failure = failure(lost("payments/api"));
        assertThat(failure.severity()).isEqualTo(Severity.HIGH);
        assertThat(failure.evidence().summary())
                .isEqualTo(
                        "ECR has lost its grants on the key for the repository payments/api: images there cannot be pulled or pushed.");
        assertThat(failure.evidence().facts())
                .containsEntry("operations not granted", "payments/api: Decrypt GenerateDataKey");
    }

    @Test
    void aRepositoryThatLostOneOperationFails() {
        assertThat(failure(lost("payments/api", GrantedOperation.GENERATE_DATA_KEY))
                        .evidence()
                        .facts())
                .containsEntry("operations not granted", "payments/api: Decrypt");
        assertThat(failure(lost("payments/api", GrantedOperation.DECRYPT))
                        .evidence()
                        .facts())
                .containsEntry("operations not granted", "payments/api: GenerateDataKey");
    }

    @Test
    void noCommandPromisesLostGrantsBack() {
        assertThat(failure(lost("payments/api")).evidence().fix())
                .noneMatch(line -> line.contains("create-grant"))
                .contains("aws kms list-grants --region us-east-1 --key-id " + OWN_KEY);
    }

    @Test
    void grantsOfADeletedRepositoryFailWithTheCommandsThatRetireThem() {
        Verdict.Fail failure = failure(unlisted("old/app", GONE, "a1", "a2"));
        assertThat(failure.severity()).isEqualTo(Severity.LOW);
        assertThat(failure.evidence().facts()).containsEntry("grants left behind", "old/app: a1 a2");
        assertThat(failure.evidence().fix())
                .contains(
                        "aws kms retire-grant --region us-east-1 --key-id " + OWN_KEY + " --grant-id a1",
                        "aws kms retire-grant --region us-east-1 --key-id " + OWN_KEY + " --grant-id a2")
                .anyMatch(line -> line.startsWith("#") && line.contains("revoke-grant"));
    }

    @Test
    void grantsOfARepositoryThatWasCreatedAgainOnAnotherKeyAreLeftBehind() {
        assertThat(failure(unlisted("old/app", current(FOREIGN_KEY.toString(), LONG_AGO), "a1"))
                        .severity())
                .isEqualTo(Severity.LOW);
        Reading<Current> aes256 = new Reading.Known<>(new Current(Optional.empty(), LONG_AGO));
        assertThat(failure(unlisted("old/app", aes256, "a1")).severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void aLossIsWorseThanLeftOvers() {
        Evidence evidence =
                failure(lost("payments/api"), unlisted("old/app", GONE, "a1")).evidence();
        assertThat(failure(lost("payments/api"), unlisted("old/app", GONE, "a1"))
                        .severity())
                .isEqualTo(Severity.HIGH);
        assertThat(evidence.facts()).containsKeys("operations not granted", "grants left behind");
    }

    @ParameterizedTest
    @ValueSource(ints = {45_000, 49_999, 50_000})
    void aKeyNearItsQuotaFails(int count) {
        assertThat(evaluate(key().grants(GrantSummary.complete(count))))
                .isInstanceOfSatisfying(Verdict.Fail.class, fail -> {
                    assertThat(fail.severity()).isEqualTo(Severity.LOW);
                    assertThat(fail.evidence().summary()).contains(count + " of at most 50000 grants");
                    assertThat(fail.evidence().facts()).containsEntry("grants", "at least 90 % of the quota of 50000");
                });
    }

    @Test
    void aKeyBelowNineTenthsOfItsQuotaPasses() {
        assertThat(evaluate(key().grants(GrantSummary.complete(44_999)))).isEqualTo(new Verdict.Pass());
    }

    @Test
    void manyLeftOversFitAnAlert() {
        RepositoryGrants[] many = IntStream.range(0, 25)
                .mapToObj(i -> unlisted("old/app-" + i, GONE, "a".repeat(63) + i % 10, "b".repeat(63) + i % 10))
                .toArray(RepositoryGrants[]::new);
        Evidence evidence = failure(many).evidence();
        assertThat(evidence.capped()).isEqualTo(evidence);
        assertThat(evidence.fix()).filteredOn(line -> line.startsWith("aws")).hasSize(12);
    }

    @Test
    void theNumberOfGrantsIsNotPartOfTheState() {
        Evidence one = ((Verdict.Fail) evaluate(key().grants(GrantSummary.complete(45_001)))).evidence();
        Evidence other = ((Verdict.Fail) evaluate(key().grants(GrantSummary.complete(45_002)))).evidence();
        assertThat(one.facts()).isEqualTo(other.facts());
    }

    @Test
    void aRepositoryCreatedJustNowHasLostNothing() {
        Reading<Current> fresh = current(OWN_KEY.toString(), READ_AT.minus(Duration.ofMinutes(14)));
        Reading<Current> old = current(OWN_KEY.toString(), READ_AT.minus(Duration.ofMinutes(15)));
        RepositoryGrants none = new RepositoryGrants(repository("payments/api"), Set.of(), List.of(), fresh);
        assertThat(evaluate(none)).isEqualTo(new Verdict.Pass());
        assertThat(evaluate(new RepositoryGrants(repository("payments/api"), Set.of(), List.of(), old)))
                .isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void aListedRepositoryThatWasDeletedHasLostNothing() {
        assertThat(evaluate(new RepositoryGrants(repository("payments/api"), Set.of(), List.of(), GONE)))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aRepositoryThatCannotBeDescribedIsUnknown() {
        assertThat(evaluate(unlisted("old/app", DENIED, "a1")))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.denied().orElseThrow().action())
                                .isEqualTo("ecr:DescribeRepositories"));
        assertThat(evaluate(new RepositoryGrants(repository("payments/api"), Set.of(), List.of(), DENIED)))
                .isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void anUnreadableRepositoryDoesNotHideALoss() {
        assertThat(evaluate(unlisted("old/app", DENIED, "a1"), lost("payments/api")))
                .isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void repositoriesThatWereNotCheckedAreUnknown() {
        assertThat(evaluate(key().grants(new GrantSummary(10, List.of(), 3)))).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void deniedGrantsAreUnknownWithTheirPermissionAlsoOfAForeignKey() {
        Reading<GrantSummary> denied = new Reading.Unreadable<>("kms:ListGrants", "KMS denies it");
        assertThat(evaluate(key().arn(FOREIGN_KEY).grants(denied)))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.denied().orElseThrow().action())
                                .isEqualTo("kms:ListGrants"));
        assertThat(evaluate(key().grants(denied))).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void aKeyThatIsGoneOrThatAwsManagesIsNotApplicable() {
        assertThat(evaluate(key().description(new Reading.Absent<>()))).isInstanceOf(Verdict.NotApplicable.class);
        assertThat(evaluate(key().manager("AWS"))).isInstanceOf(Verdict.NotApplicable.class);
        assertThat(evaluate(key().grants(new Reading.Absent<>()))).isInstanceOf(Verdict.NotApplicable.class);
    }
}

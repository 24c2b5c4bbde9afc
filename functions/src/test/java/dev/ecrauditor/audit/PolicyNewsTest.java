package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.SubjectRecordJson;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.rule.evidence.PolicyOutline;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.Changes;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import dev.ecrauditor.testing.ScriptedReader;
import dev.ecrauditor.testing.WatchedStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Alerts about policy history: what changed in a policy, and what was set and withdrawn before the evaluation. */
class PolicyNewsTest {

    private static final Subject SUBJECT = new Subject.Repository(SampleRepository.ARN);
    private static final String PUSH_FOR_ALL = """
            {"Version":"2012-10-17","Statement":[{"Sid":"Open","Effect":"Allow","Principal":"*",\
            "Action":["ecr:BatchGetImage","ecr:PutImage"]}]}""";
    private static final String PARTNER = """
            {"Version":"2012-10-17","Statement":[{"Sid":"Partner","Effect":"Allow",\
            "Principal":{"AWS":"444455556666"},"Action":"ecr:ListImages"}]}""";

    private final List<String> journal = new ArrayList<>();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final ScriptedReader reader = new ScriptedReader(journal);
    private final WatchedStore store = new WatchedStore(journal);
    private final SampleRepository good = SampleRepository.good();
    private final RepositoryAudit audit = new RepositoryAudit(new RepositoryAudit.Parts(
            reader,
            RuleRegistry.standard(Duration.ofMinutes(15)),
            new Transition(RemediationMode.OFF, "ecr-auditor-remediation"),
            store,
            record -> {},
            (reevaluation, delay) -> {},
            clock));

    /**
     * Handles a call a minute after it was made, with the repository in this state; returns the evaluation's alerts.
     */
    private List<AlertFacts> handles(RepositoryChange change, SampleRepository now) {
        reader.answers(now.known());
        audit.audit(change);
        SubjectRecord record = store.record(SUBJECT);
        assertThat(SubjectRecordJson.read(SubjectRecordJson.write(record))).isEqualTo(record);
        return record.outbox().stream()
                .filter(entry -> entry.position().version() == record.version())
                .map(AlertFacts.class::cast)
                .toList();
    }

    private RepositoryChange sets(String policy) {
        clock.advance(Duration.ofMinutes(1));
        RepositoryChange change = Changes.policySet(clock.instant(), policy);
        clock.advance(Duration.ofMinutes(1));
        return change;
    }

    private RepositoryChange removes() {
        clock.advance(Duration.ofMinutes(1));
        RepositoryChange change = Changes.policyDeleted(clock.instant());
        clock.advance(Duration.ofMinutes(1));
        return change;
    }

    private static List<AlertFacts> transients(List<AlertFacts> published) {
        return published.stream()
                .filter(facts -> facts.status() == AlertStatus.TRANSIENT)
                .toList();
    }

    private static AlertFacts about(List<AlertFacts> published, String ruleId) {
        return published.stream()
                .filter(facts -> facts.finding().ruleId().equals(ruleId))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatAPolicyThatWasReplacedAddedAndTookAwayIsPublished() {
        handles(sets(SampleRepository.PUBLIC_POLICY), good.policy(SampleRepository.PUBLIC_POLICY));
        AlertFacts changed =
                handles(sets(PUSH_FOR_ALL), good.policy(PUSH_FOR_ALL)).get(0);
        assertThat(changed.status()).isEqualTo(AlertStatus.CHANGED);
        assertThat(changed.evidence().facts())
                .containsEntry("statements added", "Sid \"Open\": allow * ecr:BatchGetImage, ecr:PutImage")
                .containsEntry("statements taken away", "Sid \"Open\": allow * ecr:BatchGetImage")
                .containsEntry("access added", "every AWS account: ecr:PutImage")
                .doesNotContainKey("access taken away");
    }

    @Test
    void whatChangedIsNoPartOfTheStateSoTheNextEvaluationPublishesNothing() {
        handles(sets(SampleRepository.PUBLIC_POLICY), good.policy(SampleRepository.PUBLIC_POLICY));
        handles(sets(PUSH_FOR_ALL), good.policy(PUSH_FOR_ALL));
        assertThat(handles(sets(PUSH_FOR_ALL), good.policy(PUSH_FOR_ALL))).isEmpty();
    }

    @Test
    void aResolvedFindingSaysWhatWasTakenAwayAndTheFirstPolicySaysThatThereWasNone() {
        handles(removes(), good.withoutPolicy());
        List<AlertFacts> opened =
                handles(sets(SampleRepository.PUBLIC_POLICY), good.policy(SampleRepository.PUBLIC_POLICY));
        assertThat(about(opened, "ecr-policy-not-public").evidence().facts())
                .containsEntry("policy before", "there was none")
                .containsEntry("access added", "every AWS account: ecr:BatchGetImage");
        List<AlertFacts> resolved =
                handles(sets(SampleRepository.OWN_ACCOUNT_POLICY), good.policy(SampleRepository.OWN_ACCOUNT_POLICY));
        assertThat(about(resolved, "ecr-policy-not-public").evidence().facts())
                .containsEntry("access taken away", "every AWS account: ecr:BatchGetImage");
    }

    @Test
    void onlyTheFirstFindingOfAMessageSaysWhatChanged() {
        handles(sets(SampleRepository.OWN_ACCOUNT_POLICY), good);
        String two = PARTNER.replace("ecr:ListImages", "ecr:*");
        List<AlertFacts> published = handles(sets(two), good.policy(two));
        assertThat(published).hasSize(2);
        assertThat(published.get(0).evidence().facts()).containsKey("access added");
        assertThat(published.get(1).evidence().facts()).doesNotContainKey("access added");
    }

    @Test
    void atFirstSightNothingIsSaidToHaveChanged() {
        List<AlertFacts> published =
                handles(sets(SampleRepository.PUBLIC_POLICY), good.policy(SampleRepository.PUBLIC_POLICY));
        assertThat(published.get(0).evidence().facts()).doesNotContainKeys("access added", "statements added");
    }

    @Test
    void acrossALookThatCouldNotReadThePolicyTheLastKnownOneIsCompared() {
        handles(sets(PARTNER), good.policy(PARTNER));
        handles(sets(PARTNER), good.policy(new Reading.Unreadable<>("ecr:GetRepositoryPolicy", "ECR denies it")));
        List<AlertFacts> published =
                handles(sets(SampleRepository.PUBLIC_POLICY), good.policy(SampleRepository.PUBLIC_POLICY));
        assertThat(about(published, "ecr-policy-not-public").evidence().facts())
                .containsEntry("access added", "every AWS account: ecr:BatchGetImage")
                .containsEntry("access taken away", "account 444455556666: ecr:ListImages");
    }

    @Test
    void aPolicyTooLongToKeepIsNotComparedAndSaysSo() {
        String[] accounts = new String[200];
        for (int i = 0; i < accounts.length; i++) {
            accounts[i] = "\"" + (200_000_000_000L + i) + "\"";
        }
        String many = "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[" + String.join(",", accounts)
                + "]},\"Action\":\"ecr:*\"}}";
        handles(sets(many), good.policy(many));
        assertThat(store.record(SUBJECT).policy().last())
                .hasValueSatisfying(outline -> assertThat(outline.whole()).isFalse());
        List<AlertFacts> published =
                handles(sets(SampleRepository.PUBLIC_POLICY), good.policy(SampleRepository.PUBLIC_POLICY));
        assertThat(published.get(0).evidence().facts())
                .containsEntry("policy before", "too long to be kept: what changed is not known");
    }

    @Test
    void whatChangedIsPublishedAlsoBesideALongProof() {
        Evidence full = new Evidence("x", java.util.Map.of("proof", "p".repeat(Evidence.MAX_CHARACTERS)));
        Evidence both = full.followedBy(java.util.Map.of("access added", "every AWS account: ecr:PutImage"));
        assertThat(both.facts()).containsEntry("access added", "every AWS account: ecr:PutImage");
        assertThat(both.facts().get("proof")).endsWith("[cut: more than fits an alert]");
        assertThat(PolicyOutline.MAX_CHARACTERS).isGreaterThan(10_240);
    }

    @Test
    void aDangerousPolicySetAndWithdrawnBeforeTheEvaluationIsPublishedOnce() {
        handles(sets(SampleRepository.OWN_ACCOUNT_POLICY), good);
        RepositoryChange change = sets(PUSH_FOR_ALL);
        AlertFacts published = transients(handles(change, good)).get(0);
        assertThat(published.finding().ruleId()).isEqualTo("ecr-policy-not-public");
        assertThat(published.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(published.openedAt()).isEqualTo(change.time());
        assertThat(published.actorIsCertain()).isTrue();
        assertThat(published.event().orElseThrow().id()).isEqualTo(change.eventId());
        assertThat(published.evidence().summary())
                .isEqualTo("Set and withdrawn before the auditor looked: Any AWS account can read and change this"
                        + " repository.");
        assertThat(published.evidence().facts()).containsEntry("statement 1 write", "ecr:PutImage");
        assertThat(handles(change, good)).isEmpty();
        assertThat(store.record(SUBJECT).isOpen(published.finding())).isFalse();
    }

    /** An old answer, from before it was created, says that it is gone; the same repository is back in the next one. */
    @Test
    void whatWasPublishedIsRememberedAcrossAnEvaluationThatFoundNoRepository() {
        handles(sets(SampleRepository.OWN_ACCOUNT_POLICY), good);
        RepositoryChange change = sets(PUSH_FOR_ALL);
        assertThat(transients(handles(change, good))).isNotEmpty();
        reader.answers(new Reading.Absent<>());
        audit.audit(sets(SampleRepository.OWN_ACCOUNT_POLICY));
        assertThat(transients(handles(change, good))).isEmpty();
    }

    @Test
    void twoCallsAreTwoAlerts() {
        AlertFacts one = transients(handles(sets(PUSH_FOR_ALL), good)).get(0);
        AlertFacts two = transients(handles(sets(PUSH_FOR_ALL), good)).get(0);
        assertThat(one.id()).isNotEqualTo(two.id());
    }

    @Test
    void aPolicyThatWasSeenSinceTheCallIsNotPublishedAgain() {
        RepositoryChange opened = sets(PUSH_FOR_ALL);
        handles(removes(), good.policy(PUSH_FOR_ALL));
        assertThat(transients(handles(opened, good))).isEmpty();
    }

    @Test
    void aPolicyThatIsStillThereIsOrdinaryNews() {
        assertThat(handles(sets(PUSH_FOR_ALL), good.policy(PUSH_FOR_ALL)))
                .extracting(AlertFacts::status)
                .containsOnly(AlertStatus.OPENED);
    }

    @Test
    void aCallOlderThanAnHourIsHistory() {
        RepositoryChange change = sets(PUSH_FOR_ALL);
        clock.advance(Duration.ofMinutes(59));
        assertThat(transients(handles(change, good))).hasSize(1);
        RepositoryChange older = sets(PUSH_FOR_ALL);
        clock.advance(Duration.ofMinutes(59).plusSeconds(1));
        assertThat(transients(handles(older, good))).isEmpty();
    }

    @Test
    void aPolicyThatIsOnlyUglyIsNotWorthALateAlert() {
        assertThat(transients(handles(sets(PARTNER), good))).isEmpty();
    }

    @Test
    void aRepositoryThatIsStillAsOpenPublishesOnlyThat() {
        List<AlertFacts> published = handles(sets(SampleRepository.PUBLIC_POLICY), good.policy(PUSH_FOR_ALL));
        assertThat(transients(published)).isEmpty();
        assertThat(published).extracting(AlertFacts::status).containsOnly(AlertStatus.OPENED);
    }

    @Test
    void aRepositoryThatIsLessOpenNowPublishesThatItWasWorse() {
        List<AlertFacts> published = handles(sets(PUSH_FOR_ALL), good.policy(SampleRepository.PUBLIC_POLICY));
        assertThat(published)
                .extracting(facts -> facts.status() + " " + facts.severity())
                .containsExactly("OPENED HIGH", "TRANSIENT CRITICAL");
    }

    @Test
    void aRepositoryThatWasKnownToBeAsOpenUntilNowPublishesOnlyThatItIsClosed() {
        handles(sets(PUSH_FOR_ALL), good.policy(PUSH_FOR_ALL));
        clock.advance(Duration.ofHours(2));
        List<AlertFacts> published = handles(sets(PUSH_FOR_ALL), good);
        assertThat(published).extracting(AlertFacts::status).containsExactly(AlertStatus.RESOLVED);
    }

    @Test
    void aCallOnARepositoryThatWasDeletedAndMadeAgainSinceIsNotReportedOfTheNewOne() {
        RepositoryChange change = sets(PUSH_FOR_ALL);
        assertThat(transients(handles(change, good.createdAt(clock.instant())))).isEmpty();
    }

    @Test
    void whereThePolicyMayNotBeReadNobodySaysThatItIsGone() {
        SampleRepository denied =
                good.policy(new Reading.Unreadable<>("ecr:GetRepositoryPolicy", "ECR denies reading the policy"));
        assertThat(transients(handles(sets(PUSH_FOR_ALL), denied))).isEmpty();
    }

    @Test
    void theMemoryOfWhatWasEvaluatedAndPublishedIsLimited() {
        for (int i = 0; i < 60; i++) {
            clock.advance(Duration.ofSeconds(20));
            RepositoryChange change = Changes.policySet(clock.instant(), PUSH_FOR_ALL.replace("Open", "Open" + i));
            handles(change, good.policy(PARTNER.replace("Partner", "Partner" + i)));
        }
        assertThat(store.record(SUBJECT).policy().read()).hasSize(50);
        assertThat(store.record(SUBJECT).policy().reported()).hasSize(50);
        clock.advance(Duration.ofHours(2));
        handles(removes(), good.withoutPolicy());
        assertThat(store.record(SUBJECT).policy().read()).isEmpty();
        assertThat(store.record(SUBJECT).policy().reported()).isEmpty();
    }
}

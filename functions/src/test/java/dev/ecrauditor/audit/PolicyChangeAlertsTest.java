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
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.rule.evidence.PolicyOutline;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.RepositoryChanges;
import dev.ecrauditor.testing.SampleRepository;
import dev.ecrauditor.testing.ScriptedReader;
import dev.ecrauditor.testing.ScriptedStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a look back tells: what changed in a policy, and what was set and withdrawn before anybody looked. */
class PolicyChangeAlertsTest {

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
    private final ScriptedStore store = new ScriptedStore(journal);
    private final SampleRepository good = SampleRepository.good();
    private final RepositoryAudit audit = new RepositoryAudit(new RepositoryAudit.Parts(
            reader,
            RuleCatalog.standard(Duration.ofMinutes(15)),
            new Transition(RemediationMode.OFF, "ecr-auditor-remediation"),
            store,
            record -> {},
            (look, delay) -> {},
            clock));

    /** Handles a call a minute after it was made, when the repository is like this; answers what this look tells. */
    private List<AlertFacts> handle(RepositoryChange change, SampleRepository now) {
        reader.setReading(now.known());
        audit.audit(change);
        SubjectRecord record = store.record(SUBJECT);
        assertThat(SubjectRecordJson.read(SubjectRecordJson.write(record))).isEqualTo(record);
        return record.outbox().stream()
                .filter(entry -> entry.position().version() == record.version())
                .map(AlertFacts.class::cast)
                .toList();
    }

    private RepositoryChange policySet(String policy) {
        clock.advance(Duration.ofMinutes(1));
        RepositoryChange change = RepositoryChanges.policySet(clock.instant(), policy);
        clock.advance(Duration.ofMinutes(1));
        return change;
    }

    private RepositoryChange policyDeleted() {
        clock.advance(Duration.ofMinutes(1));
        RepositoryChange change = RepositoryChanges.policyDeleted(clock.instant());
        clock.advance(Duration.ofMinutes(1));
        return change;
    }

    private static List<AlertFacts> transients(List<AlertFacts> reported) {
        return reported.stream()
                .filter(facts -> facts.status() == AlertStatus.TRANSIENT)
                .toList();
    }

    private static AlertFacts about(List<AlertFacts> reported, String ruleId) {
        return reported.stream()
                .filter(facts -> facts.finding().ruleId().equals(ruleId))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aReplacedPolicyListsAddedAndRemovedStatements() {
        handle(policySet(SampleRepository.PUBLIC_POLICY), good.policy(SampleRepository.PUBLIC_POLICY));
        AlertFacts changed =
                handle(policySet(PUSH_FOR_ALL), good.policy(PUSH_FOR_ALL)).get(0);
        assertThat(changed.status()).isEqualTo(AlertStatus.CHANGED);
        assertThat(changed.evidence().facts())
                .containsEntry("statements added", "Sid \"Open\": allow * ecr:BatchGetImage, ecr:PutImage")
                .containsEntry("statements removed", "Sid \"Open\": allow * ecr:BatchGetImage")
                .containsEntry("access added", "every AWS account can now change images: ecr:PutImage")
                .doesNotContainKey("access removed");
    }

    @Test
    void thePolicyChangeIsNotPartOfTheStateAndIsReportedOnce() {
        handle(policySet(SampleRepository.PUBLIC_POLICY), good.policy(SampleRepository.PUBLIC_POLICY));
        handle(policySet(PUSH_FOR_ALL), good.policy(PUSH_FOR_ALL));
        assertThat(handle(policySet(PUSH_FOR_ALL), good.policy(PUSH_FOR_ALL))).isEmpty();
    }

    @Test
    void aResolvedFindingListsRemovedStatementsAndAFirstPolicyHasNoPredecessor() {
        handle(policyDeleted(), good.withoutPolicy());
        List<AlertFacts> opened =
                handle(policySet(SampleRepository.PUBLIC_POLICY), good.policy(SampleRepository.PUBLIC_POLICY));
        assertThat(about(opened, "ecr-policy-not-public").evidence().facts())
                .containsEntry("policy before", "there was none")
                .containsEntry("access added", "every AWS account can now pull images: ecr:BatchGetImage");
        List<AlertFacts> resolved = handle(
                policySet(SampleRepository.OWN_ACCOUNT_POLICY), good.policy(SampleRepository.OWN_ACCOUNT_POLICY));
        assertThat(about(resolved, "ecr-policy-not-public").evidence().facts())
                .containsEntry("access removed", "every AWS account can no longer pull images: ecr:BatchGetImage");
    }

    @Test
    void onlyTheFirstFindingOfAMessageListsTheChange() {
        handle(policySet(SampleRepository.OWN_ACCOUNT_POLICY), good);
        String two = PARTNER.replace("ecr:ListImages", "ecr:*");
        List<AlertFacts> reported = handle(policySet(two), good.policy(two));
        assertThat(reported).hasSize(2);
        assertThat(reported.get(0).evidence().facts()).containsKey("access added");
        assertThat(reported.get(1).evidence().facts()).doesNotContainKey("access added");
    }

    @Test
    void theFirstEvaluationListsNoChange() {
        List<AlertFacts> reported =
                handle(policySet(SampleRepository.PUBLIC_POLICY), good.policy(SampleRepository.PUBLIC_POLICY));
        assertThat(reported.get(0).evidence().facts()).doesNotContainKeys("access added", "statements added");
    }

    @Test
    void afterAnUnreadableEvaluationTheLastKnownPolicyIsCompared() {
        handle(policySet(PARTNER), good.policy(PARTNER));
        handle(policySet(PARTNER), good.policy(new Reading.Unreadable<>("ecr:GetRepositoryPolicy", "ECR denies it")));
        List<AlertFacts> reported =
                handle(policySet(SampleRepository.PUBLIC_POLICY), good.policy(SampleRepository.PUBLIC_POLICY));
        assertThat(about(reported, "ecr-policy-not-public").evidence().facts())
                .containsEntry("access added", "every AWS account can now pull images: ecr:BatchGetImage")
                .containsEntry(
                        "access removed", "account 444455556666 can no longer see names and settings: ecr:ListImages");
    }

    @Test
    void aPolicyTooLongToStoreIsReportedAsNotCompared() {
        String[] accounts = new String[200];
        for (int i = 0; i < accounts.length; i++) {
            accounts[i] = "\"" + (200_000_000_000L + i) + "\"";
        }
        String many = "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[" + String.join(",", accounts)
                + "]},\"Action\":\"ecr:*\"}}";
        handle(policySet(many), good.policy(many));
        assertThat(store.record(SUBJECT).policy().last())
                .hasValueSatisfying(outline -> assertThat(outline.whole()).isFalse());
        List<AlertFacts> reported =
                handle(policySet(SampleRepository.PUBLIC_POLICY), good.policy(SampleRepository.PUBLIC_POLICY));
        assertThat(reported.get(0).evidence().facts())
                .containsEntry("policy before", "too long to be kept: what changed is not known");
    }

    @Test
    void thePolicyChangeIsReportedBesideLongEvidence() {
        Evidence full = new Evidence("x", java.util.Map.of("proof", "p".repeat(Evidence.MAX_CHARACTERS)));
        Evidence both = full.followedBy(java.util.Map.of("access added", "every AWS account: ecr:PutImage"));
        assertThat(both.facts()).containsEntry("access added", "every AWS account: ecr:PutImage");
        assertThat(both.facts().get("proof")).endsWith("[cut: more than fits an alert]");
        assertThat(PolicyOutline.MAX_CHARACTERS).isGreaterThan(10_240);
    }

    @Test
    void aTransientDangerousPolicyIsReportedOnce() {
        handle(policySet(SampleRepository.OWN_ACCOUNT_POLICY), good);
        RepositoryChange change = policySet(PUSH_FOR_ALL);
        AlertFacts reported = transients(handle(change, good)).get(0);
        assertThat(reported.finding().ruleId()).isEqualTo("ecr-policy-not-public");
        assertThat(reported.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(reported.openedAt()).isEqualTo(change.time());
        assertThat(reported.actorIsCertain()).isTrue();
        assertThat(reported.event().orElseThrow().id()).isEqualTo(change.eventId());
        assertThat(reported.evidence().summary())
                .isEqualTo("Set and withdrawn before the auditor read it: Any AWS account can read and change this"
                        + " repository.");
        assertThat(reported.evidence().facts()).containsEntry("statement 1 write", "ecr:PutImage");
        assertThat(handle(change, good)).isEmpty();
        assertThat(store.record(SUBJECT).isOpen(reported.finding())).isFalse();
    }

    /** An old answer, from before it was created, says that it is gone; the same repository is back in the next one. */
    @Test
    void reportedExposuresAreKeptAcrossAnEvaluationWithoutRepository() {
        handle(policySet(SampleRepository.OWN_ACCOUNT_POLICY), good);
        RepositoryChange change = policySet(PUSH_FOR_ALL);
        assertThat(transients(handle(change, good))).isNotEmpty();
        reader.setReading(new Reading.Absent<>());
        audit.audit(policySet(SampleRepository.OWN_ACCOUNT_POLICY));
        assertThat(transients(handle(change, good))).isEmpty();
    }

    @Test
    void twoCallsAreTwoAlerts() {
        AlertFacts one = transients(handle(policySet(PUSH_FOR_ALL), good)).get(0);
        AlertFacts two = transients(handle(policySet(PUSH_FOR_ALL), good)).get(0);
        assertThat(one.id()).isNotEqualTo(two.id());
    }

    @Test
    void aPolicyReadSinceTheCallIsNotReportedAgain() {
        RepositoryChange opened = policySet(PUSH_FOR_ALL);
        handle(policyDeleted(), good.policy(PUSH_FOR_ALL));
        assertThat(transients(handle(opened, good))).isEmpty();
    }

    @Test
    void aPolicyThatStillExistsIsReportedAsAFinding() {
        assertThat(handle(policySet(PUSH_FOR_ALL), good.policy(PUSH_FOR_ALL)))
                .extracting(AlertFacts::status)
                .containsOnly(AlertStatus.OPENED);
    }

    @Test
    void aCallOlderThanAnHourIsNotReported() {
        RepositoryChange change = policySet(PUSH_FOR_ALL);
        clock.advance(Duration.ofMinutes(59));
        assertThat(transients(handle(change, good))).hasSize(1);
        RepositoryChange older = policySet(PUSH_FOR_ALL);
        clock.advance(Duration.ofMinutes(59).plusSeconds(1));
        assertThat(transients(handle(older, good))).isEmpty();
    }

    @Test
    void aTransientPolicyBelowHighSeverityIsNotReported() {
        assertThat(transients(handle(policySet(PARTNER), good))).isEmpty();
    }

    @Test
    void anUnchangedExposureIsReportedAsOneFinding() {
        List<AlertFacts> reported = handle(policySet(SampleRepository.PUBLIC_POLICY), good.policy(PUSH_FOR_ALL));
        assertThat(transients(reported)).isEmpty();
        assertThat(reported).extracting(AlertFacts::status).containsOnly(AlertStatus.OPENED);
    }

    @Test
    void aReducedExposureAlsoReportsTheEarlierWorseOne() {
        List<AlertFacts> reported = handle(policySet(PUSH_FOR_ALL), good.policy(SampleRepository.PUBLIC_POLICY));
        assertThat(reported)
                .extracting(facts -> facts.status() + " " + facts.severity())
                .containsExactly("OPENED HIGH", "TRANSIENT CRITICAL");
    }

    @Test
    void aKnownExposureThatEndedIsReportedAsResolvedOnly() {
        handle(policySet(PUSH_FOR_ALL), good.policy(PUSH_FOR_ALL));
        clock.advance(Duration.ofHours(2));
        List<AlertFacts> reported = handle(policySet(PUSH_FOR_ALL), good);
        assertThat(reported).extracting(AlertFacts::status).containsExactly(AlertStatus.RESOLVED);
    }

    @Test
    void aCallBeforeTheRepositoryWasRecreatedIsNotReported() {
        RepositoryChange change = policySet(PUSH_FOR_ALL);
        assertThat(transients(handle(change, good.createdAt(clock.instant())))).isEmpty();
    }

    @Test
    void aPolicyThatCannotBeReadIsNotReportedAsRemoved() {
        SampleRepository denied =
                good.policy(new Reading.Unreadable<>("ecr:GetRepositoryPolicy", "ECR denies reading the policy"));
        assertThat(transients(handle(policySet(PUSH_FOR_ALL), denied))).isEmpty();
    }

    @Test
    void theHistoryOfReadAndReportedPoliciesIsLimited() {
        for (int i = 0; i < 60; i++) {
            clock.advance(Duration.ofSeconds(20));
            RepositoryChange change =
                    RepositoryChanges.policySet(clock.instant(), PUSH_FOR_ALL.replace("Open", "Open" + i));
            handle(change, good.policy(PARTNER.replace("Partner", "Partner" + i)));
        }
        assertThat(store.record(SUBJECT).policy().read()).hasSize(50);
        assertThat(store.record(SUBJECT).policy().reported()).hasSize(50);
        clock.advance(Duration.ofHours(2));
        handle(policyDeleted(), good.withoutPolicy());
        assertThat(store.record(SUBJECT).policy().read()).isEmpty();
        assertThat(store.record(SUBJECT).policy().reported()).isEmpty();
    }
}

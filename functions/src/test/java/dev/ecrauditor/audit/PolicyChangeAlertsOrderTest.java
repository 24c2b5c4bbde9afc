package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.RepositoryChanges;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which withdrawn policies are published, in which order, and which finding names the change. */
class PolicyChangeAlertsOrderTest {

    private static final Subject SUBJECT = new Subject.Repository(SampleRepository.ARN);
    private static final String READ_FOR_ALL =
            "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"ecr:ListImages\"}]}";
    private static final String PUSH_FOR_PARTNER = "{\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"AWS\":\"444455556666\"},\"Action\":\"ecr:PutImage\"}]}";
    private static final String READ_FOR_PARTNER = PUSH_FOR_PARTNER.replace("PutImage", "ListImages");
    private static final String BOTH = "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
            + "\"Action\":\"ecr:PutImage\"},{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"444455556666\"},"
            + "\"Action\":\"ecr:DeleteRepository\"}]}";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final SampleRepository good = SampleRepository.good();
    private Reading<RepositorySnapshot> now = good.known();
    private final RepositoryAudit audit = new RepositoryAudit(new RepositoryAudit.Parts(
            arn -> now,
            RuleCatalog.standard(Duration.ofMinutes(15)),
            new Transition(RemediationMode.OFF, "ecr-auditor-remediation"),
            store,
            record -> {},
            (reevaluation, delay) -> {},
            clock));

    private List<AlertFacts> handle(RepositoryChange change, SampleRepository found) {
        clock.advance(Duration.ofMinutes(1));
        now = found.known();
        audit.audit(change);
        return published();
    }

    private List<AlertFacts> published() {
        SubjectRecord record = record();
        return record.outbox().stream()
                .filter(entry -> entry.position().version() == record.version())
                .map(AlertFacts.class::cast)
                .toList();
    }

    private SubjectRecord record() {
        return store.load(SUBJECT).orElseThrow();
    }

    private RepositoryChange policySet(String policy) {
        clock.advance(Duration.ofMinutes(1));
        return RepositoryChanges.policySet(clock.instant(), policy);
    }

    private static List<AlertFacts> withdrawn(List<AlertFacts> published) {
        return published.stream()
                .filter(facts -> facts.status() == AlertStatus.TRANSIENT)
                .toList();
    }

    @Test
    void eachAlertHasItsOwnPositionInTheCurrentVersion() {
        handle(policySet(READ_FOR_PARTNER), good.policy(READ_FOR_PARTNER));
        assertThat(record().outbox()).isNotEmpty();
        List<AlertFacts> published = handle(policySet(BOTH), good.policy(READ_FOR_PARTNER));
        assertThat(withdrawn(published)).hasSize(2);
        long version = record().version();
        assertThat(published)
                .extracting(AlertFacts::position)
                .containsExactly(new OutboxPosition(version, 0), new OutboxPosition(version, 1));
    }

    @Test
    void transientExposuresComeAfterCurrentFindings() {
        List<AlertFacts> published = handle(policySet(BOTH), good.policy(READ_FOR_PARTNER));
        assertThat(withdrawn(published)).hasSize(2);
        long version = record().version();
        assertThat(published)
                .extracting(facts -> facts.status() + " " + facts.position())
                .containsExactly(
                        "OPENED " + new OutboxPosition(version, 0),
                        "TRANSIENT " + new OutboxPosition(version, 1),
                        "TRANSIENT " + new OutboxPosition(version, 2));
    }

    @Test
    void aTransientExposureIsPublishedFromHighSeverityOn() {
        assertThat(withdrawn(handle(policySet(PUSH_FOR_PARTNER), good)))
                .extracting(AlertFacts::severity)
                .containsExactly(Severity.HIGH);
        assertThat(withdrawn(handle(policySet(READ_FOR_PARTNER), good))).isEmpty();
    }

    @Test
    void anExposureThatStillExistsIsNotReportedAsTransient() {
        String another = READ_FOR_ALL.replace("ListImages", "DescribeImages");
        List<AlertFacts> published = handle(policySet(READ_FOR_ALL), good.policy(another));
        assertThat(published).extracting(AlertFacts::status).containsExactly(AlertStatus.OPENED);
        assertThat(published).extracting(AlertFacts::severity).containsExactly(Severity.HIGH);
    }

    @Test
    void onlyAFindingAboutThePolicyListsThePolicyChanges() {
        handle(policySet(SampleRepository.OWN_ACCOUNT_POLICY), good);
        String another = SampleRepository.OWN_ACCOUNT_POLICY.replace("BatchGetImage", "ListImages");
        assertThat(handle(policySet(another), good.policy(another).scanOnPush(false)))
                .singleElement()
                .satisfies(facts -> {
                    assertThat(facts.finding().ruleId()).isEqualTo("ecr-scan-on-push");
                    assertThat(facts.evidence().facts()).doesNotContainKeys("statements added", "statements removed");
                });
    }
}

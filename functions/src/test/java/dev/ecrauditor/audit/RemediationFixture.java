package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.Auditor;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Instant;
import java.util.List;

/** A repository that is not scanned at the simulated endpoint, and the auditor that is asked to change that. */
final class RemediationFixture implements AutoCloseable {

    static final RepositoryArn ARN = SampleRepository.ARN;

    final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    final LocalAccounts accounts = new LocalAccounts(aws);
    final InMemoryFindingStore store = new InMemoryFindingStore();

    @Override
    public void close() {
        aws.close();
    }

    /** Functions that have just been started. */
    Auditor auditor(RemediationMode mode) {
        return new Auditor(aws, store, clock, mode);
    }

    /**
     * A repository without scanning has been evaluated, and the alerts and requests of this evaluation have been sent.
     */
    Auditor auditorWithRequest(RemediationMode mode) {
        accounts.repository(ARN, false);
        Auditor auditor = new Auditor(aws, store, clock, mode);
        auditor.reevaluate(ARN);
        assertThat(auditor.alerts()).hasSize(1);
        return auditor;
    }

    /** The same request, for a repository of this name. */
    Auditor requestFor(Auditor auditor, String name) {
        RemediationRequest request = auditor.requests.remove(0);
        RepositoryArn arn = new RepositoryArn(ARN.partition(), ARN.region(), ARN.account(), name);
        auditor.requests.add(new RemediationRequest(
                request.id(),
                request.position(),
                Subject.of(arn),
                request.finding(),
                request.incarnation(),
                request.attempt()));
        return auditor;
    }

    void assertNothingStartedOrPublished(Auditor auditor) {
        assertThat(writes()).isEmpty();
        assertThat(record().remediation().done()).isZero();
        assertThat(auditor.alerts()).isEmpty();
    }

    SubjectRecord record() {
        return store.load(Subject.of(ARN)).orElseThrow();
    }

    List<LoggedRequest> writes() {
        return accounts.requests("PutImageScanningConfiguration");
    }

    static Json onlyAlert(Auditor auditor) {
        List<Json> alerts = auditor.alerts();
        assertThat(alerts).hasSize(1);
        return alerts.get(0);
    }

    static String summary(Json alert) {
        return alert.items("findings").get(0).text("summary").orElseThrow();
    }

    static String evidence(Json alert, String name) {
        return alert.items("findings").get(0).items("evidence").stream()
                .filter(fact -> fact.text("name").orElseThrow().equals(name))
                .findFirst()
                .flatMap(fact -> fact.text("value"))
                .orElseThrow();
    }
}

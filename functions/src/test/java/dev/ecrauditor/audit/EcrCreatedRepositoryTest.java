package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.Auditor;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A repository created by a pull through cache is reported as such, in its first alert and in every later one. */
class EcrCreatedRepositoryTest {

    private static final RepositoryArn BUSYBOX =
            new RepositoryArn("aws", "us-east-1", "123456789012", "docker-hub/library/busybox");
    private static final Instant CREATED = Instant.parse("2026-11-28T20:38:43Z");
    private static final String BY_ECR = "{\"accountId\": \"123456789012\", \"invokedBy\": \"ecr.amazonaws.com\"}";
    private static final String BY_ALICE = "{\"type\": \"IAMUser\", \"arn\": \"arn:aws:iam::123456789012:user/alice\"}";

    private final MutableClock clock = new MutableClock(CREATED.plusSeconds(60));

    @AutoClose
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));

    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final Auditor auditor = new Auditor(aws, store, clock, RemediationMode.OFF);

    private void exists(String members) {
        new LocalAccounts(aws).load(BUSYBOX, """
                "repositories": [{"repositoryName": "%s", "createdAt": "%s"%s}]""".formatted(BUSYBOX.name(), CREATED, members));
    }

    private static String created(String identity, Instant at, String id) {
        return """
                {"version": "0", "id": "%s", "detail-type": "AWS Service Event via CloudTrail", "source": "aws.ecr",
                 "account": "123456789012", "time": "%s", "region": "us-east-1", "resources": [],
                 "detail": {"eventVersion": "1.08", "userIdentity": %s, "eventTime": "%s",
                  "eventSource": "ecr.amazonaws.com", "eventName": "CreateRepository", "requestParameters": null,
                  "responseElements": null, "eventID": "%s", "resources": [{"ARN": "%s"}],
                  "eventType": "AwsServiceEvent", "recipientAccountId": "123456789012",
                  "serviceEventDetails": {"repositoryName": "%s"}}}""".formatted(id, at, identity, at, id, BUSYBOX, BUSYBOX.name());
    }

    private List<Json> findings() {
        return auditor.alerts().stream()
                .flatMap(alert -> alert.items("findings").stream())
                .toList();
    }

    private static String fix(List<Json> findings, String ruleId) {
        return findings.stream()
                .filter(finding -> finding.text("ruleId").orElseThrow().equals(ruleId))
                .flatMap(finding -> finding.items("fix").stream())
                .flatMap(line -> line.text().stream())
                .collect(Collectors.joining("\n"));
    }

    private Origin remembered() {
        return store.load(Subject.of(BUSYBOX)).orElseThrow().origin();
    }

    @Test
    void itsAlertNamesEcrAndOffersTheTemplate() {
        exists("");
        auditor.handle(created(BY_ECR, CREATED, "a"));
        List<Json> findings = findings();
        assertThat(fix(findings, "ecr-encryption-customer-managed-key"))
                .contains(
                        "create-repository-creation-template --region us-east-1 --prefix docker-hub",
                        "delete-repository")
                .doesNotContain("crane");
        assertThat(fix(findings, "ecr-scan-on-push")).contains("put-image-scanning-configuration", "{\"filter\":\"*\"");
        assertThat(auditor.published).singleElement().satisfies(message -> {
            assertThat(message.email())
                    .contains("made by: Amazon ECR itself", "--prefix docker-hub --applied-for PULL_THROUGH_CACHE")
                    .doesNotContain("crane");
            assertThat(message.chat())
                    .contains("Amazon ECR itself", "The e-mail holds 5 more steps.")
                    .doesNotContain("crane");
        });
        assertThat(remembered()).isEqualTo(Origin.ECR);
    }

    @Test
    void alertsThatComeLaterKeepTheRightFix() {
        exists("");
        auditor.handle(created(BY_ECR, CREATED, "a"));
        auditor.alerts();
        clock.advance(Duration.ofHours(3));
        auditor.reevaluate(BUSYBOX);
        assertThat(fix(findings(), "ecr-policy-present")).contains("create-repository-creation-template");
        exists(", \"imageScanningConfiguration\": {\"scanOnPush\": true}");
        auditor.reevaluate(BUSYBOX);
        auditor.alerts();
        clock.advance(Duration.ofDays(30));
        exists("");
        auditor.reevaluate(BUSYBOX);
        List<Json> reopened = findings();
        assertThat(reopened)
                .extracting(finding -> finding.text("ruleId").orElseThrow())
                .contains("ecr-scan-on-push");
        assertThat(fix(reopened, "ecr-scan-on-push")).contains("ECR made this repository");
    }

    @Test
    void aRepositoryCreatedByAPrincipalIsNotCreatedByEcr() {
        exists("");
        auditor.handle(created(BY_ALICE, CREATED, "a"));
        assertThat(fix(findings(), "ecr-encryption-customer-managed-key"))
                .contains("crane")
                .doesNotContain("template");
        assertThat(remembered()).isEqualTo(Origin.CALLER);
    }

    @Test
    void anEventThatComesAfterTheFirstEvaluationCorrectsTheFixOnce() {
        exists("");
        auditor.reevaluate(BUSYBOX);
        assertThat(fix(findings(), "ecr-encryption-customer-managed-key")).contains("crane", "# If ECR made it itself");
        auditor.handle(created(BY_ECR, CREATED, "a"));
        assertThat(fix(findings(), "ecr-encryption-customer-managed-key")).doesNotContain("crane");
        auditor.handle(created(BY_ECR, CREATED, "a"));
        auditor.reevaluate(BUSYBOX);
        assertThat(findings()).isEmpty();
    }

    @Test
    void oneThatWasCreatedAnewUnderTheNameIsAnother() {
        exists("");
        auditor.handle(created(BY_ECR, CREATED, "a"));
        auditor.alerts();
        Instant again = CREATED.plus(Duration.ofDays(1));
        clock.set(again.plusSeconds(60));
        new LocalAccounts(aws).load(BUSYBOX, """
                "repositories": [{"repositoryName": "%s", "createdAt": "%s"}]""".formatted(BUSYBOX.name(), again));
        auditor.reevaluate(BUSYBOX);
        assertThat(remembered()).isEqualTo(Origin.UNKNOWN);
        auditor.handle(created(BY_ALICE, again, "b"));
        assertThat(remembered()).isEqualTo(Origin.CALLER);
    }

    @Test
    void aCreationLongBeforeWasOfAnotherRepository() {
        exists("");
        auditor.handle(created(BY_ECR, CREATED.minusSeconds(3_000), "old"));
        assertThat(remembered()).isEqualTo(Origin.UNKNOWN);
    }
}

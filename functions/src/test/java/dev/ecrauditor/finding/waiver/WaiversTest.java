package dev.ecrauditor.finding.waiver;

import static dev.ecrauditor.rule.SnapshotBuilder.repository;
import static dev.ecrauditor.testing.SampleWaivers.PULL_OF_A;
import static dev.ecrauditor.testing.SampleWaivers.access;
import static dev.ecrauditor.testing.SampleWaivers.waiver;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.rule.AuditRule;
import dev.ecrauditor.rule.GrantedAccess;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.SnapshotBuilder;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.rule.policy.PolicyNoForeignAccount;
import dev.ecrauditor.rule.policy.PolicyNotPublic;
import dev.ecrauditor.rule.policy.PolicyServiceBounded;
import dev.ecrauditor.settings.Scope;
import dev.ecrauditor.settings.Waiver;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A waiver covers what it names and nothing else. */
class WaiversTest {

    private static final String FOREIGN = "ecr-policy-no-foreign-account";
    private static final String PUBLIC = "ecr-policy-not-public";
    private static final String SERVICE = "ecr-policy-service-bounded";
    private static final LocalDate LAST_DAY = LocalDate.parse("2027-01-31");
    private static final Instant DURING = Instant.parse("2027-01-31T23:59:59Z");
    private static final Verdict.Fail OFF =
            new Verdict.Fail(Severity.MEDIUM, Evidence.of("Scanning is off.").and("scanOnPush", "false"));

    private final RepositoryRule foreign = new PolicyNoForeignAccount(TrustedParties.NOBODY);

    @Test
    void aFailureThatIsNoAccessIsWaivedAsAWhole() {
        WaivedFailure waived = apply("ecr-scan-on-push", OFF, waiver("ecr-scan-on-push", LAST_DAY));
        assertThat(waived.reported()).isEmpty();
        assertThat(waived.remaining()).isEqualTo(new Verdict.Pass());
        assertThat(waived.firstToEnd()).map(Waiver::expires).hasValue(LAST_DAY);
    }

    @Test
    void aWaiverOfAnotherRuleAnotherPlaceOrAnEarlierDayCoversNothing() {
        Waiver elsewhere = new Waiver(
                List.of("ecr-scan-on-push"), new Scope(List.of("*"), List.of("search/*")), "o", "r", LAST_DAY);
        assertThat(List.of(
                        waiver("ecr-tag-immutable", LAST_DAY),
                        elsewhere,
                        waiver("ecr-scan-on-push", LAST_DAY.minusDays(1))))
                .allSatisfy(waiver ->
                        assertThat(apply("ecr-scan-on-push", OFF, waiver)).isEqualTo(WaivedFailure.nothing(OFF)));
    }

    @Test
    void ofTwoThatCoverTheSameTheOneThatEndsLastCounts() {
        assertThat(apply(
                                "ecr-scan-on-push",
                                OFF,
                                waiver("ecr-scan-on-push", LAST_DAY.plusDays(3)),
                                waiver("ecr-scan-on-push", LAST_DAY))
                        .firstToEnd())
                .map(Waiver::expires)
                .hasValue(LAST_DAY.plusDays(3));
    }

    @Test
    void theWaivedAccessIsTakenOutAndTheRestIsJudgedAlone() {
        Verdict.Fail both = fail(foreign, allow("444455556666", "ecr:BatchGetImage", "ecr:PutImage"));
        assertThat(both.severity()).isEqualTo(Severity.HIGH);

        Verdict.Fail left = apply(FOREIGN, both, waiver(FOREIGN, LAST_DAY, access("444455556666", "ecr:PutImage")))
                .reported()
                .orElseThrow();

        Verdict.Fail alone = fail(foreign, allow("444455556666", "ecr:BatchGetImage"));
        assertThat(left.evidence().facts()).isEqualTo(alone.evidence().facts());
        assertThat(left.access()).isEqualTo(alone.access());
        assertThat(left.evidence().fix())
                .as("a corrected policy would end the waived access")
                .isEmpty();
        assertThat(left.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(left.evidence().facts().toString()).doesNotContain("PutImage");
    }

    @Test
    void theExampleRequestOfTheRestIsOneForTheRest() {
        Verdict.Fail both = fail(foreign, allow("444455556666", "ecr:BatchGetImage", "ecr:PutImage"));
        for (String waived : List.of("ecr:BatchGetImage", "ecr:PutImage")) {
            Verdict.Fail left = apply(FOREIGN, both, waiver(FOREIGN, LAST_DAY, access("444455556666", waived)))
                    .reported()
                    .orElseThrow();
            assertThat(left.evidence().facts().get("statement 1 for example"))
                    .doesNotContain(waived.substring("ecr:".length()));
        }
    }

    @Test
    void anotherAccountUnderTheSameRuleIsReportedAndTheAlertNamesWhatIsWaived() {
        String statements = allow("444455556666", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer") + ","
                + allow("123456789012", "ecr:BatchGetImage");
        WaivedFailure waived = apply(FOREIGN, fail(foreign, statements), waiver(FOREIGN, LAST_DAY, PULL_OF_A));

        Evidence left = waived.reported().orElseThrow().evidence();
        assertThat(left.summary()).contains("123456789012").doesNotContain("444455556666");
        assertThat(left.facts().toString()).contains("123456789012").doesNotContain("444455556666");
        assertThat(waived.facts())
                .containsExactly(
                        Map.entry(
                                "waived",
                                "account 444455556666: ecr:BatchGetImage, ecr:GetDownloadUrlForLayer; by payments@example.org until 2027-01-31"));
    }

    @Test
    void accountsOfOneStatementAreWaivedOneByOne() {
        String statement =
                "{'Effect': 'Allow', 'Principal': {'AWS': ['444455556666', '123456789012']}, 'Action': 'ecr:BatchGetImage'}";
        assertThat(apply(FOREIGN, fail(foreign, statement), waiver(FOREIGN, LAST_DAY, PULL_OF_A))
                        .reported()
                        .orElseThrow()
                        .evidence()
                        .facts()
                        .toString())
                .contains("123456789012")
                .doesNotContain("444455556666");
    }

    @Test
    void severalWaiversCoverTheirPartsAndTheFirstToEndIsKnown() {
        String statements = allow("444455556666", "ecr:BatchGetImage") + "," + allow("123456789012", "ecr:PutImage");
        WaivedFailure waived = apply(
                FOREIGN,
                fail(foreign, statements),
                waiver(FOREIGN, LAST_DAY.plusDays(9), access("123456789012", "*")),
                waiver(FOREIGN, LAST_DAY, PULL_OF_A));
        assertThat(waived.reported()).isEmpty();
        assertThat(waived.firstToEnd()).map(Waiver::expires).hasValue(LAST_DAY);
        assertThat(waived.facts()).containsOnlyKeys("waived", "waived (2)");
    }

    @Test
    void aWaiverThatNamesNoAccessCoversNone() {
        Verdict.Fail fail = fail(foreign, allow("444455556666", "ecr:BatchGetImage"));
        assertThat(apply(FOREIGN, fail, waiver(FOREIGN, LAST_DAY))).isEqualTo(WaivedFailure.nothing(fail));
    }

    @Test
    void aWaiverOfAccessCoversNoFailureOfAnotherKind() {
        assertThat(apply("ecr-scan-on-push", OFF, waiver("ecr-scan-on-push", LAST_DAY, PULL_OF_A)))
                .isEqualTo(WaivedFailure.nothing(OFF));
    }

    @Test
    void aPublicGrantIsWaivedForEverybodyOnly() {
        RepositoryRule rule = new PolicyNotPublic(TrustedParties.NOBODY);
        Verdict.Fail fail = fail(rule, "{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:BatchGetImage'}");
        assertThat(apply(PUBLIC, fail, waiver(PUBLIC, LAST_DAY, PULL_OF_A)).reported())
                .hasValue(fail);
        assertThat(apply(PUBLIC, fail, waiver(PUBLIC, LAST_DAY, access("*", "ecr:Batch*")))
                        .reported())
                .isEmpty();
        Verdict.Fail worse =
                fail(rule, "{'Effect': 'Allow', 'Principal': '*', 'Action': ['ecr:BatchGetImage', 'ecr:PutImage']}");
        assertThat(apply(PUBLIC, worse, waiver(PUBLIC, LAST_DAY, access("*", "ecr:Batch*")))
                        .reported())
                .map(Verdict.Fail::severity)
                .hasValue(Severity.CRITICAL);
    }

    @Test
    void aServiceIsWaivedByItsName() {
        Verdict.Fail fail = fail(
                new PolicyServiceBounded(TrustedParties.NOBODY),
                "{'Effect': 'Allow', 'Principal': {'Service': ['codebuild.amazonaws.com', 'ecs.amazonaws.com']}, 'Action': 'ecr:BatchGetImage'}");
        Verdict.Fail left = apply(SERVICE, fail, waiver(SERVICE, LAST_DAY, access("codebuild.amazonaws.com", "*")))
                .reported()
                .orElseThrow();
        assertThat(left.evidence().facts().toString())
                .contains("ecs.amazonaws.com")
                .doesNotContain("codebuild");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}|o-a1b2c3d4e5",
                "{'IpAddress': {'aws:SourceIp': '203.0.113.0/24'}}|203.0.113.0/24"
            })
    void anOrganizationAndANetworkAreWaivedByTheirNames(String condition, String name) {
        Verdict.Fail fail = fail(
                foreign,
                "{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:BatchGetImage', 'Condition': " + condition + "}");
        assertThat(apply(FOREIGN, fail, waiver(FOREIGN, LAST_DAY, access(name, "*")))
                        .reported())
                .isEmpty();
        assertThat(apply(FOREIGN, fail, waiver(FOREIGN, LAST_DAY, PULL_OF_A)).reported())
                .hasValue(fail);
    }

    @Test
    void anAccountThatMustBeInAWaivedOrganizationIsWaived() {
        Verdict.Fail fail = fail(
                foreign,
                "{'Effect': 'Allow', 'Principal': {'AWS': '123456789012'}, 'Action': 'ecr:BatchGetImage', 'Condition': {'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}}");
        assertThat(apply(FOREIGN, fail, waiver(FOREIGN, LAST_DAY, access("o-a1b2c3d4e5", "*")))
                        .reported())
                .isEmpty();
    }

    @Test
    void whereTheRestIsNotKnownItIsUnknownAndNotWaived() {
        Verdict.Unknown unclear = new Verdict.Unknown("too complex", java.util.Optional.empty());
        Verdict.Fail some = fail(foreign, allow("444455556666", "ecr:BatchGetImage"));
        Verdict.Fail fail = new Verdict.Fail(
                some.severity(),
                some.evidence(),
                new GrantedAccess(some.access().actions(), covered -> unclear));
        WaivedFailure waived = apply(FOREIGN, fail, waiver(FOREIGN, LAST_DAY, PULL_OF_A));
        assertThat(waived.reported()).isEmpty();
        assertThat(waived.remaining()).isEqualTo(unclear);
    }

    @Test
    void aConfiguredSeverityIsThatOfTheRestToo() {
        RuleRegistry rules = RuleCatalog.of(new RuleOptions(
                Duration.ZERO, TrustedParties.NOBODY, Set.of(), Map.of(FOREIGN, Severity.LOW), Set.of(), Set.of()));
        SnapshotBuilder both =
                snapshot(allow("444455556666", "ecr:PutImage") + "," + allow("123456789012", "ecr:PutImage"));
        Verdict.Fail fail = rules.evaluate(both.built()).entrySet().stream()
                .filter(verdict -> verdict.getKey().id().equals(FOREIGN))
                .map(verdict -> (Verdict.Fail) verdict.getValue())
                .findFirst()
                .orElseThrow();
        assertThat(fail.severity()).isEqualTo(Severity.LOW);
        assertThat(apply(FOREIGN, fail, waiver(FOREIGN, LAST_DAY, access("444455556666", "*")))
                        .reported())
                .map(Verdict.Fail::severity)
                .hasValue(Severity.LOW);
    }

    /** Registries and keys are waived for a whole account, so that a waiver of some repositories does not reach them. */
    @ParameterizedTest
    @ValueSource(strings = {"registry", "key#1234abcd"})
    void aRegistryAndAKeyAreWaivedByAWaiverOfTheWholeAccount(String sortKey) {
        Subject subject = Subject.ofKeys("111122223333#us-east-1", sortKey).orElseThrow();
        Waiver some = new Waiver(List.of("ecr-x"), new Scope(List.of("*"), List.of("payments/*")), "o", "r", LAST_DAY);
        assertThat(new Waivers(List.of(some), subject, DURING)
                        .apply("ecr-x", OFF)
                        .reported())
                .hasValue(OFF);
        assertThat(new Waivers(List.of(waiver("ecr-x", LAST_DAY)), subject, DURING)
                        .apply("ecr-x", OFF)
                        .reported())
                .isEmpty();
    }

    /** The settings file demands that a waiver of such a rule names what it covers, and only of such a rule. */
    @Test
    void theRulesAboutGrantsAreThoseWhoseFailuresConsistOfAccess() {
        assertThat(RuleCatalog.every(RuleOptions.of(Duration.ZERO)).rules())
                .filteredOn(AuditRule::isAboutGrants)
                .extracting(rule -> rule.metadata().id())
                .containsExactly(
                        PUBLIC,
                        FOREIGN,
                        SERVICE,
                        "ecr-registry-policy-not-public",
                        "ecr-registry-policy-no-foreign-account",
                        "ecr-replication-no-foreign-account",
                        "ecr-pull-through-cache-no-foreign-account");
    }

    private static WaivedFailure apply(String rule, Verdict.Fail fail, Waiver... waivers) {
        return new Waivers(List.of(waivers), Subject.of(SnapshotBuilder.ARN), DURING).apply(rule, fail);
    }

    private static Verdict.Fail fail(RepositoryRule rule, String statements) {
        return (Verdict.Fail) rule.evaluate(snapshot(statements).built());
    }

    private static SnapshotBuilder snapshot(String statements) {
        return repository().policy("{'Version': '2012-10-17', 'Statement': [" + statements + "]}");
    }

    private static String allow(String account, String... actions) {
        return "{'Effect': 'Allow', 'Principal': {'AWS': '" + account + "'}, 'Action': ['"
                + String.join("', '", actions) + "']}";
    }
}

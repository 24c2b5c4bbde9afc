package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.audit.ScanRemediation.Outcome;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.organization.UnknownMembershipException;
import dev.ecrauditor.organization.WatchedAccounts;
import dev.ecrauditor.organization.WatchedOrganization;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.AccountMode;
import dev.ecrauditor.settings.Exclusion;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Scope;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.testing.Auditor;
import dev.ecrauditor.testing.InMemoryOrganization;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An exclusion made between request and write takes effect; an exclusion that cannot be read counts as made. */
class VetoedRemediationTest {

    private static final List<AccountMode> ON = List.of(new AccountMode(List.of("*"), RemediationMode.ON));
    private static final Settings EXCLUDING = new Settings(
            ON, List.of(new Exclusion(new Scope(List.of("*"), List.of("payments/*")), "by hand")), List.of());

    private final RemediationFixture fixture = new RemediationFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anExclusionThatCameAfterTheRequestTakesEffectAndNothingIsPublished() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.ON);
        auditor.settings = new Reading.Known<>(EXCLUDING);
        assertThat(auditor.remediate()).containsExactly(Outcome.EXCLUDED);
        fixture.assertNothingStartedOrPublished(auditor);
    }

    @Test
    void whatIsExcludedIsNotEvenAsked() {
        fixture.accounts.repository(RemediationFixture.ARN, false);
        Auditor auditor = new Auditor(fixture.aws, fixture.store, fixture.clock, EXCLUDING);
        auditor.reevaluate(RemediationFixture.ARN);
        assertThat(auditor.alerts()).hasSize(1);
        assertThat(auditor.requests).isEmpty();
    }

    @Test
    void theTagOfItsOwnerIsReadAgainJustBeforeTheWrite() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.ON);
        fixture.accounts.repository(RemediationFixture.ARN, """
                "imageScanningConfiguration": {"scanOnPush": false}, "tags": {"ecr-auditor:remediation": "exclude"}""");
        assertThat(auditor.remediate()).containsExactly(Outcome.EXCLUDED);
        fixture.assertNothingStartedOrPublished(auditor);
    }

    @Test
    void tagsThatCannotBeReadAreTreatedAsAnExclusionAndThePermissionIsNamed() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.ON);
        fixture.aws.deny(RemediationFixture.ARN.account(), "ecr:ListTagsForResource");
        assertThat(auditor.remediate()).containsExactly(Outcome.FAILED);
        assertThat(fixture.writes()).isEmpty();
        Json alert = RemediationFixture.onlyAlert(auditor);
        assertThat(RemediationFixture.summary(alert)).contains("ecr:ListTagsForResource");
    }

    @Test
    void settingsThatCannotBeReadAreTreatedAsAnExclusion() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.ON);
        auditor.settings = new Reading.Unreadable<>("SETTINGS_FILE", "no such file");
        assertThat(auditor.remediate()).containsExactly(Outcome.FAILED);
        assertThat(fixture.writes()).isEmpty();
        assertThat(RemediationFixture.summary(RemediationFixture.onlyAlert(auditor)))
                .contains("no such file");
    }

    @Test
    void anAccountThatIsWatchedNoLongerIsNeitherReadNorWritten() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.ON);
        auditor.watched = watched(new InMemoryOrganization().with(RemediationFixture.ARN.account()), "1111*");
        int calls = fixture.aws.requests().size();
        assertThat(auditor.remediate()).containsExactly(Outcome.EXCLUDED);
        assertThat(fixture.aws.requests()).hasSize(calls);
        fixture.assertNothingStartedOrPublished(auditor);
    }

    @Test
    void theReasonSaysThatTheAccountIsNotWatched() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.ON);
        auditor.watched = WatchedAccounts.of(Set.of("444455556666"));
        assertThat(auditor.remediation().remediate(auditor.requests.get(0)))
                .isEqualTo(new ScanRemediation.Result(Outcome.EXCLUDED, "account 111122223333 is not watched"));
    }

    @Test
    void whileItIsNotKnownWhetherTheAccountIsWatchedNothingIsReadOrWrittenAndTheRequestIsRetried() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.ON);
        InMemoryOrganization organization = new InMemoryOrganization().with(RemediationFixture.ARN.account());
        organization.deny(Optional.of("organizations:DescribeAccount"));
        auditor.watched = watched(organization);
        RemediationRequest request = auditor.requests.get(0);
        int calls = fixture.aws.requests().size();
        assertThatThrownBy(() -> auditor.remediation().remediate(request))
                .isInstanceOf(UnknownMembershipException.class)
                .hasMessageContaining("organizations:DescribeAccount");
        assertThat(fixture.aws.requests()).hasSize(calls);
        assertThat(fixture.record().remediation().done()).isZero();
        organization.deny(Optional.empty());
        assertThat(auditor.remediate()).containsExactly(Outcome.SCANNING_ENABLED);
    }

    private WatchedAccounts watched(InMemoryOrganization organization, String... excluded) {
        return WatchedAccounts.of(
                new WatchedOrganization(
                        organization, new WatchedOrganization.Choice(List.of(), Optional.empty(), List.of(excluded))),
                fixture.clock);
    }

    @Test
    void anAccountThatNoEntryNamesIsNotTouched() {
        fixture.accounts.repository(RemediationFixture.ARN, false);
        Settings others = new Settings(
                List.of(new AccountMode(List.of("4444*", "2*3333"), RemediationMode.ON)), List.of(), List.of());
        Auditor auditor = new Auditor(fixture.aws, fixture.store, fixture.clock, others);
        auditor.reevaluate(RemediationFixture.ARN);
        auditor.alerts();
        assertThat(auditor.requests).isEmpty();
    }
}

package dev.ecrauditor.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.testing.InMemoryOrganization;
import dev.ecrauditor.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The organization of the auditor's own account is trusted as AWS Organizations names it. */
class OwnOrganizationTrustTest {

    private static final TrustedParties NAMED = new TrustedParties(Set.of("444455556666"), Set.of("o-a1b2c3d4e5"));

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final InMemoryOrganization organization = new InMemoryOrganization();
    private final OwnOrganizationTrust trust = new OwnOrganizationTrust(NAMED, organization, clock);

    @Test
    void theOwnOrganizationIsTrustedBesideWhatTheSettingsName() {
        assertThat(trust.get())
                .isEqualTo(new TrustedParties(Set.of("444455556666"), Set.of("o-a1b2c3d4e5", "o-exampleorgid")));
    }

    @Test
    void itIsReadOnceAnHour() {
        trust.get();
        clock.advance(OwnOrganizationTrust.KNOWN.minusSeconds(1));
        trust.get();
        assertThat(organization.calls()).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        trust.get();
        assertThat(organization.calls()).hasSize(1);
    }

    @Test
    void whatMayNotBeReadIsNotTrustedAndIsReadAgainSoon() {
        organization.deny(Optional.of("organizations:DescribeOrganization"));
        assertThat(trust.get()).isEqualTo(NAMED);
        organization.deny(Optional.empty());
        assertThat(trust.get()).isEqualTo(NAMED);
        clock.advance(OwnOrganizationTrust.UNKNOWN);
        assertThat(trust.get().organizations()).contains("o-exampleorgid");
    }

    @Test
    void anAccountInNoOrganizationTrustsNoOther() {
        organization.leave();
        assertThat(trust.get()).isEqualTo(NAMED);
    }

    @Test
    void afterAFaultTheLatestAnswerHolds() {
        trust.get();
        clock.advance(OwnOrganizationTrust.KNOWN);
        organization.breakDown();
        assertThat(trust.get().organizations()).contains("o-exampleorgid");
    }

    @Test
    void afterAFaultItIsReadAgainSoon() {
        trust.get();
        clock.advance(OwnOrganizationTrust.KNOWN);
        organization.breakDown();
        trust.get();
        organization.recover();
        organization.leave();
        clock.advance(OwnOrganizationTrust.UNKNOWN);
        assertThat(trust.get()).isEqualTo(NAMED);
    }

    @Test
    void aFaultBeforeTheFirstAnswerIsAFaultOfTheEvaluation() {
        organization.breakDown();
        assertThatThrownBy(trust::get).hasMessageContaining("out of order");
        organization.recover();
        assertThat(trust.get().organizations()).contains("o-exampleorgid");
    }

    @Test
    void afterADenialAFaultLeavesTheOrganizationNotTrusted() {
        organization.deny(Optional.of("organizations:DescribeOrganization"));
        trust.get();
        clock.advance(OwnOrganizationTrust.UNKNOWN);
        organization.breakDown();
        assertThat(trust.get()).isEqualTo(NAMED);
    }
}

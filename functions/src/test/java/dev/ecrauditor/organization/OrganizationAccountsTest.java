package dev.ecrauditor.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.organization.WatchedOrganization.Choice;
import dev.ecrauditor.testing.InMemoryOrganization;
import dev.ecrauditor.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is asked of AWS Organizations, and for how long an answer is used. */
class OrganizationAccountsTest {

    private static final String UNIT = "ou-abcd-11111111";
    private static final String MEMBER = "111122223333";
    private static final String OUTSIDER = "123456789012";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T10:00:00Z"));
    private final InMemoryOrganization organization =
            new InMemoryOrganization().with(MEMBER, UNIT).with("444455556666");

    private final WatchedAccounts all = watched(List.of(), "4444*");
    private final WatchedAccounts inUnit = watched(List.of(UNIT), "4444*");

    @Test
    void anAccountIsAskedForOnceInAnHour() {
        assertThat(all.contains(MEMBER)).isTrue();
        clock.advance(Duration.ofMinutes(59));
        assertThat(all.contains(MEMBER)).isTrue();
        assertThat(organization.calls()).containsExactly("account " + MEMBER);
        organization.with(new MemberAccount(MEMBER, "", "SUSPENDED"));
        clock.advance(Duration.ofMinutes(1));
        assertThat(all.contains(MEMBER)).isFalse();
        assertThat(organization.calls()).hasSize(1);
    }

    @Test
    void anAccountThatJoinsIsWatchedWithinFiveMinutes() {
        assertThat(all.contains(OUTSIDER)).isFalse();
        organization.with(OUTSIDER);
        clock.advance(Duration.ofMinutes(4));
        assertThat(all.contains(OUTSIDER)).isFalse();
        assertThat(organization.calls()).hasSize(1);
        clock.advance(Duration.ofMinutes(1));
        assertThat(all.contains(OUTSIDER)).isTrue();
    }

    @Test
    void theOldestAnswerIsForgottenWhereThereAreTooMany() {
        all.contains(MEMBER);
        IntStream.range(0, OrganizationAccounts.MAX_ACCOUNTS - 1).forEach(i -> all.contains("%012d".formatted(i)));
        organization.calls();
        all.contains(MEMBER);
        assertThat(organization.calls()).isEmpty();
        all.contains("999999999999");
        all.contains("000000000000");
        assertThat(organization.calls()).containsExactly("account 999999999999");
        all.contains(MEMBER);
        assertThat(organization.calls()).containsExactly("account " + MEMBER);
    }

    @Test
    void whatCannotBeAskedIsNoAnswerAndIsNotRemembered() {
        organization.deny(Optional.of("organizations:DescribeAccount"));
        assertThatThrownBy(() -> all.contains(MEMBER))
                .isInstanceOf(UnknownMembershipException.class)
                .hasMessageContaining("denies organizations:DescribeAccount");
        organization.deny(Optional.empty());
        assertThat(all.contains(MEMBER)).isTrue();
    }

    @Test
    void theAccountsOfUnitsAreListedOnceInAnHour() {
        assertThat(inUnit.contains(MEMBER)).isTrue();
        clock.advance(Duration.ofMinutes(59));
        assertThat(inUnit.contains(MEMBER)).isTrue();
        assertThat(organization.calls()).containsExactly("below " + UNIT);
        organization.remove(MEMBER);
        organization.with("222233334444", UNIT);
        clock.advance(Duration.ofMinutes(1));
        assertThat(inUnit.contains(MEMBER)).isFalse();
        assertThat(organization.calls()).containsExactly("below " + UNIT);
    }

    @Test
    void anAccountThatMovesIntoAUnitIsWatchedWithinFiveMinutes() {
        assertThat(inUnit.contains(OUTSIDER)).isFalse();
        assertThat(inUnit.contains("333344445555")).isFalse();
        organization.with(OUTSIDER, UNIT);
        clock.advance(Duration.ofMinutes(4));
        assertThat(inUnit.contains(OUTSIDER)).isFalse();
        assertThat(organization.calls()).containsExactly("below " + UNIT);
        clock.advance(Duration.ofMinutes(1));
        assertThat(inUnit.contains(OUTSIDER)).isTrue();
    }

    @Test
    void forAnExcludedAccountNothingIsListed() {
        assertThat(inUnit.contains("444455556666")).isFalse();
        assertThat(inUnit.contains("nonsense")).isFalse();
        assertThat(organization.calls()).isEmpty();
    }

    @Test
    void withoutTheListNothingIsKnown() {
        organization.deny(Optional.of("organizations:ListAccountsForParent"));
        assertThatThrownBy(() -> inUnit.contains(MEMBER))
                .isInstanceOf(UnknownMembershipException.class)
                .hasMessageContaining("organizations:ListAccountsForParent");
        organization.deny(Optional.empty());
        organization.remove(MEMBER);
        assertThatThrownBy(() -> inUnit.contains(MEMBER))
                .isInstanceOf(UnknownMembershipException.class)
                .hasMessageContaining("no such organizational unit");
    }

    private WatchedAccounts watched(List<String> units, String... excluded) {
        return WatchedAccounts.of(
                new WatchedOrganization(organization, new Choice(units, Optional.empty(), List.of(excluded))), clock);
    }
}

package dev.ecrauditor.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.testing.InMemoryOrganization;
import dev.ecrauditor.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is read of AWS Organizations for alerts, and for how long an answer is used. */
class AccountNamesTest {

    private static final String MEMBER = "111122223333";
    private static final String OTHER = "444455556666";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T10:00:00Z"));
    private final InMemoryOrganization organization = new InMemoryOrganization()
            .with(new MemberAccount(MEMBER, "payments-prod", "ACTIVE"))
            .with(new MemberAccount(OTHER, "shop", "ACTIVE"));
    private final AccountNames names = new AccountNames(organization, clock);

    @Test
    void aNameIsReadOnceInAnHour() {
        assertThat(names.find(MEMBER)).hasValue("payments-prod");
        organization.with(new MemberAccount(MEMBER, "payments", "ACTIVE"));
        clock.advance(Duration.ofMinutes(59));
        assertThat(names.find(MEMBER)).hasValue("payments-prod");
        assertThat(organization.calls()).containsExactly("account " + MEMBER);
        clock.advance(Duration.ofMinutes(1));
        assertThat(names.find(MEMBER)).hasValue("payments");
    }

    @Test
    void anUnknownAccountIsReadAgainAfterFiveMinutes() {
        organization.remove(MEMBER);
        assertThat(names.find(MEMBER)).isEmpty();
        organization.with(new MemberAccount(MEMBER, "payments-prod", "ACTIVE"));
        clock.advance(Duration.ofMinutes(4));
        assertThat(names.find(MEMBER)).isEmpty();
        assertThat(organization.calls()).hasSize(1);
        clock.advance(Duration.ofMinutes(1));
        assertThat(names.find(MEMBER)).hasValue("payments-prod");
    }

    @Test
    void anUnknownAccountLeavesOthersTheirNames() {
        organization.remove(MEMBER);
        assertThat(names.find(MEMBER)).isEmpty();
        assertThat(names.find(OTHER)).hasValue("shop");
    }

    @Test
    void afterAFailureNothingIsReadForFiveMinutes() {
        assertThat(names.find(OTHER)).hasValue("shop");
        organization.calls();
        organization.breakDown();
        assertThatThrownBy(() -> names.find(MEMBER)).hasMessageContaining("out of order");
        organization.recover();
        assertThat(names.find(MEMBER)).isEmpty();
        assertThat(names.find("222233334444")).isEmpty();
        assertThat(names.find(OTHER)).as("known before").hasValue("shop");
        assertThat(organization.calls()).containsExactly("account " + MEMBER);
        clock.advance(Duration.ofMinutes(5));
        assertThat(names.find(MEMBER)).hasValue("payments-prod");
    }

    @Test
    void aDenialIsAFailureThatNamesThePermission() {
        organization.deny(Optional.of("organizations:DescribeAccount"));
        assertThatThrownBy(() -> names.find(MEMBER)).hasMessageContaining("organizations:DescribeAccount");
        assertThat(names.find(MEMBER)).isEmpty();
        assertThat(organization.calls()).hasSize(1);
    }

    @Test
    void anAccountWithoutANameHasNone() {
        organization.with(MEMBER);
        assertThat(names.find(MEMBER)).isEmpty();
    }

    @Test
    void onlyAnAccountIdIsAskedFor() {
        assertThat(names.find("nonsense")).isEmpty();
        assertThat(organization.calls()).isEmpty();
    }

    @Test
    void theOldestNameIsForgottenWhereThereAreTooMany() {
        names.find(MEMBER);
        IntStream.range(0, AccountNames.MAX_ACCOUNTS - 1).forEach(i -> names.find("%012d".formatted(i)));
        organization.calls();
        names.find(MEMBER);
        assertThat(organization.calls()).isEmpty();
        names.find("999999999999");
        names.find(MEMBER);
        assertThat(organization.calls()).containsExactly("account 999999999999", "account " + MEMBER);
    }
}

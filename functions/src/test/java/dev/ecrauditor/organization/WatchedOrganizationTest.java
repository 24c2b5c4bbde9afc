package dev.ecrauditor.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.organization.WatchedOrganization.Choice;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.testing.InMemoryOrganization;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedOrganizationTest {

    private static final String MANAGEMENT = "999988887777";
    private static final String PAYMENTS = "ou-abcd-11111111";
    private static final String SANDBOX = "ou-abcd-22222222";

    private final InMemoryOrganization organization = new InMemoryOrganization()
            .with(new MemberAccount(MANAGEMENT, "management", "ACTIVE", true))
            .with("111122223333")
            .with("444455556666", PAYMENTS)
            .with("444455557777", SANDBOX)
            .with(new MemberAccount("222233334444", "closed", "SUSPENDED"), PAYMENTS);

    @Test
    void everyActiveAccountIsWatchedButTheManagementAccount() {
        WatchedOrganization all = watched(List.of(), Optional.empty());
        assertThat(ids(all)).containsExactly("111122223333", "444455556666", "444455557777");
        assertThat(organization.calls()).containsExactly("accounts");
    }

    @Test
    void theManagementAccountIsWatchedWhereItIsNamed() {
        assertThat(ids(watched(List.of(), Optional.of(MANAGEMENT)))).contains(MANAGEMENT);
        assertThat(ids(watched(List.of(PAYMENTS), Optional.of(MANAGEMENT))))
                .containsExactly(MANAGEMENT, "444455556666");
        assertThat(ids(watched(List.of(PAYMENTS), Optional.empty()))).containsExactly("444455556666");
    }

    @Test
    void excludedAccountsAreNotWatched() {
        assertThat(ids(watched(List.of(), Optional.empty(), "4444*", "11112222333?")))
                .isEmpty();
        assertThat(ids(watched(List.of(PAYMENTS, SANDBOX), Optional.empty(), "*7777")))
                .containsExactly("444455556666");
    }

    @Test
    void theUnitsLimitWhatIsWatchedAndEachAccountIsListedOnce() {
        organization.with("123456789012", SANDBOX);
        assertThat(ids(watched(List.of(SANDBOX, PAYMENTS, SANDBOX), Optional.empty())))
                .containsExactly("444455557777", "123456789012", "444455556666");
    }

    @Test
    void theRootIsTheWholeOrganization() {
        Choice root = new Choice(List.of(PAYMENTS, "r-abcd"), Optional.empty(), List.of());
        assertThat(root.isLimitedToUnits()).isFalse();
        assertThat(ids(new WatchedOrganization(organization, root))).hasSize(3);
        assertThat(organization.calls()).containsExactly("accounts");
    }

    @Test
    void withoutOneOfTheUnitsThereIsNoList() {
        assertThat(watched(List.of(PAYMENTS, "ou-abcd-99999999"), Optional.empty())
                        .accounts())
                .isEqualTo(new Reading.Absent<>());
    }

    @Test
    void aDeniedListIsPassedOn() {
        organization.deny(Optional.of("organizations:ListAccounts"));
        Reading<?> denied = new Reading.Unreadable<>("organizations:ListAccounts", "denied");
        assertThat(watched(List.of(), Optional.empty()).accounts()).isEqualTo(denied);
        assertThat(watched(List.of(PAYMENTS), Optional.empty()).accounts()).isEqualTo(denied);
        assertThat(watched(List.of(), Optional.empty()).contains("111122223333"))
                .isEqualTo(denied);
    }

    @ParameterizedTest
    @CsvSource({
        "111122223333, true",
        "444455556666, true",
        "222233334444, false",
        "123456789012, false",
        "999988887777, false"
    })
    void oneAccountIsAskedForByOneCall(String account, boolean watched) {
        assertThat(watched(List.of(), Optional.empty()).contains(account)).isEqualTo(new Reading.Known<>(watched));
        assertThat(organization.calls()).containsExactly("account " + account);
    }

    @Test
    void theNamedManagementAccountIsWatchedByOneCall() {
        assertThat(watched(List.of(), Optional.of(MANAGEMENT)).contains(MANAGEMENT))
                .isEqualTo(new Reading.Known<>(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "111", "44445555666x", "444455556666"})
    void forWhatIsExcludedOrNoAccountIdNothingIsAsked(String account) {
        assertThat(watched(List.of(), Optional.empty(), "4444*").contains(account))
                .isEqualTo(new Reading.Known<>(false));
        assertThat(organization.calls()).isEmpty();
    }

    @Test
    void oneAccountCannotBeAskedForWhereUnitsLimit() {
        assertThatThrownBy(() -> watched(List.of(PAYMENTS), Optional.empty()).contains("444455556666"))
                .isInstanceOf(IllegalStateException.class);
    }

    private WatchedOrganization watched(List<String> units, Optional<String> management, String... excluded) {
        return new WatchedOrganization(organization, new Choice(units, management, List.of(excluded)));
    }

    private static List<String> ids(WatchedOrganization watched) {
        Reading<List<MemberAccount>> accounts = watched.accounts();
        assertThat(accounts).isInstanceOf(Reading.Known.class);
        return ((Reading.Known<List<MemberAccount>>) accounts)
                .value().stream().map(MemberAccount::id).toList();
    }
}

package dev.ecrauditor.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedAccountsTest {

    @Test
    void onlyTheListedAccountsAreWatched() {
        WatchedAccounts watched = WatchedAccounts.of(Set.of("111122223333"));
        assertThat(watched.contains("111122223333")).isTrue();
        assertThat(watched.contains("111122223334")).isFalse();
        assertThat(watched.contains("")).isFalse();
    }

    @Test
    void nobodyIsWatchedWhereNobodyIsListed() {
        assertThat(WatchedAccounts.of(Set.of()).contains("111122223333")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "1111",
                "1111222233334",
                "11112222333x",
                " 111122223333",
                "111122223333 ",
                "١١١١٢٢٢٢٣٣٣٣"
            })
    void whatIsNoAccountIdIsRefusedAndNamed(String id) {
        assertThatThrownBy(() -> WatchedAccounts.of(Set.of("444455556666", id)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twelve-digit")
                .hasMessageContaining(id);
    }

    @Test
    void theListCannotBeChangedAfterwards() {
        Set<String> ids = new HashSet<>(Set.of("111122223333"));
        WatchedAccounts watched = WatchedAccounts.of(ids);
        ids.add("444455556666");
        assertThat(watched.contains("444455556666")).isFalse();
    }
}

package dev.ecrauditor.settings.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecidedAccountsTest {

    @Test
    void anIdStaysAnIdAndAGlobAtTheEndBecomesAPrefix() {
        assertThat(of("111122223333", "4444*", "55556666????")).containsExactly("111122223333", "4444", "55556666");
    }

    @Test
    void everyAccountIsTenPrefixes() {
        assertThat(of("*")).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void whatAnEarlierEntryDecidesIsLeftOut() {
        List<String> rest = DecidedAccounts.of(List.of(List.of("111122223333"), List.of("1111*")), Set.of(1))
                .orElseThrow();
        assertThat(rest).hasSize(9 * 8).allMatch(prefix -> prefix.startsWith("1111"));
        assertThat(matches(rest, "111122223333")).isFalse();
        assertThat(matches(rest, "111122223334")).isTrue();
        assertThat(matches(rest, "111133334444")).isTrue();
    }

    @Test
    void twoEntriesOfOneOwnerAreOneList() {
        assertThat(DecidedAccounts.of(
                        List.of(List.of("1111*"), List.of("2222*"), List.of("11*", "22*", "33*")), Set.of(0, 2)))
                .hasValueSatisfying(all -> assertThat(all)
                        .contains("11", "33")
                        .hasSize(2 + 18)
                        .noneMatch(each -> each.startsWith("2222")));
    }

    @Test
    void digitsAfterAWildcardNeedTooManyValues() {
        assertThat(DecidedAccounts.of(List.of(List.of("*5")), Set.of(0))).isEmpty();
        assertThat(DecidedAccounts.of(List.of(List.of("1*2*3")), Set.of(0))).isEmpty();
        assertThat(of("11112222?333")).hasSize(10);
    }

    @Test
    void aSearchWithoutAnyResultEnds() {
        List<String> digits = new ArrayList<>();
        for (int digit = 0; digit < 10; digit++) {
            digits.add("*" + digit);
        }
        assertThat(DecidedAccounts.of(List.of(digits, List.of("*7*")), Set.of(1)))
                .isEmpty();
    }

    /** The prefixes match an account exactly if the first entry that matches it is wanted. */
    @Test
    void generatedGlobsMatchWhatTheFirstMatchDecides() {
        long seed = 20261130;
        Random random = new Random(seed);
        int compared = 0;
        for (int round = 0; round < 2_000; round++) {
            List<List<String>> entries = new ArrayList<>();
            for (int entry = 0; entry <= random.nextInt(4); entry++) {
                List<String> globs = new ArrayList<>();
                for (int glob = 0; glob <= random.nextInt(3); glob++) {
                    globs.add(glob(random));
                }
                entries.add(globs);
            }
            Set<Integer> wanted = random.nextBoolean() ? Set.of(0) : Set.of(entries.size() - 1);
            Optional<List<String>> found = DecidedAccounts.of(entries, wanted);
            for (int i = 0; found.isPresent() && i < 200; i++) {
                String account = account(random, entries);
                assertThat(matches(found.get(), account))
                        .as("seed %d, round %d: %s of %s, wanted %s", seed, round, account, entries, wanted)
                        .isEqualTo(decides(entries, account)
                                .filter(wanted::contains)
                                .isPresent());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(100_000);
    }

    private static Optional<Integer> decides(List<List<String>> entries, String account) {
        for (int entry = 0; entry < entries.size(); entry++) {
            if (entries.get(entry).stream().anyMatch(glob -> Globs.covers(glob, account))) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private static String glob(Random random) {
        StringBuilder glob = new StringBuilder();
        int digits = random.nextInt(13);
        for (int i = 0; i < digits; i++) {
            glob.append(random.nextInt(12) == 0 ? '?' : (char) ('1' + random.nextInt(2)));
        }
        return digits == 12 ? glob.toString() : glob.append('*').toString();
    }

    /** Half of them begin like a glob. */
    private static String account(Random random, List<List<String>> entries) {
        List<String> globs = entries.get(random.nextInt(entries.size()));
        String like =
                random.nextBoolean() ? globs.get(random.nextInt(globs.size())).replace("*", "") : "";
        StringBuilder account = new StringBuilder(like.replace('?', '1'));
        while (account.length() < 12) {
            account.append((char) ('1' + random.nextInt(3)));
        }
        return account.toString();
    }

    private static List<String> of(String... globs) {
        return DecidedAccounts.of(List.of(List.of(globs)), Set.of(0)).orElseThrow();
    }

    private static boolean matches(List<String> prefixes, String account) {
        return prefixes.stream().anyMatch(account::startsWith);
    }
}

package dev.ecrauditor.alert;

import dev.ecrauditor.rule.Severity;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many alerts of each severity a digest has, over all its parts.
 *
 * @param bySeverity the most severe first
 * @param byAccount the same for each account, the worst account first
 */
record DigestTotal(Map<Severity, Long> bySeverity, Map<String, Map<Severity, Long>> byAccount) {

    private static final Comparator<Map<Severity, Long>> WORST_FIRST = worstFirst();

    static DigestTotal of(List<Digest.Item> items) {
        Map<String, Map<Severity, Long>> accounts = new TreeMap<>();
        items.forEach(item -> count(
                accounts.computeIfAbsent(item.subject().account(), account -> mostSevereFirst()),
                item.facts().severity()));
        Map<Severity, Long> all = mostSevereFirst();
        items.forEach(item -> count(all, item.facts().severity()));
        Map<String, Map<Severity, Long>> worstFirst = new LinkedHashMap<>();
        accounts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(WORST_FIRST))
                .forEach(account -> worstFirst.put(account.getKey(), account.getValue()));
        return new DigestTotal(all, worstFirst);
    }

    private static Comparator<Map<Severity, Long>> worstFirst() {
        return Stream.of(Severity.values())
                .sorted(Comparator.reverseOrder())
                .map(DigestTotal::mostOf)
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }

    private static Comparator<Map<Severity, Long>> mostOf(Severity severity) {
        return Comparator.comparing(counts -> counts.getOrDefault(severity, 0L), Comparator.reverseOrder());
    }

    private static Map<Severity, Long> mostSevereFirst() {
        return new TreeMap<>(Comparator.reverseOrder());
    }

    private static void count(Map<Severity, Long> counts, Severity severity) {
        counts.merge(severity, 1L, Long::sum);
    }

    long count() {
        return bySeverity.values().stream().mapToLong(Long::longValue).sum();
    }

    boolean hasSeveralAccounts() {
        return byAccount.size() > 1;
    }

    /** Counts in words, such as {@code 2 CRITICAL, 5 HIGH}. */
    static String words(Map<Severity, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }
}

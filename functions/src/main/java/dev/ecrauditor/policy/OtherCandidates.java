package dev.ecrauditor.policy;

import dev.ecrauditor.policy.Vocabulary.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a caller can choose freely, or wait for: every key that ties nobody. */
final class OtherCandidates {

    static final String ANYTHING = "other";

    private OtherCandidates() {}

    /** Absent, something else, and whatever the policy names, a little less and a little more of it. */
    static List<Candidate> of(String key, Vocabulary vocabulary) {
        Set<String> values = new LinkedHashSet<>();
        for (Word word : vocabulary.of(key)) {
            vocabulary.effort().spend(60);
            values.add(word.isPattern() ? Completion.instance(word.text(), "x") : word.text());
            values.add(word.isPattern() ? Completion.instance(word.text(), "") : word.text());
            values.add(word.text().toLowerCase(Locale.ROOT));
            values.add(word.text().toUpperCase(Locale.ROOT));
            IpRange.parse(word.text())
                    .flatMap(range -> IpRange.address(range.first(), range.bits()))
                    .ifPresent(values::add);
            numbers(word.text(), values);
            dates(word.text(), values);
        }
        values.addAll(vocabulary.representatives("", vocabulary.patterns(key), Representatives.Kind.ANY));
        values.addAll(List.of(ANYTHING, "true", "false"));
        values.remove("");
        List<Candidate> candidates = new ArrayList<>(List.of(Candidate.free(Map.of())));
        values.forEach(value -> candidates.add(Candidate.free(Map.of(key, List.of(value)))));
        if (values.size() > 4) {
            candidates.add(Candidate.free(Map.of(key, List.copyOf(values))));
        }
        return candidates;
    }

    private static void numbers(String text, Set<String> values) {
        if (!Comparisons.mayBeNumber(text)) {
            return;
        }
        try {
            double number = Double.parseDouble(text);
            values.add(Double.toString(number - 1));
            values.add(Double.toString(number + 1));
        } catch (NumberFormatException notANumber) {
            // No neighbours then.
        }
    }

    private static void dates(String text, Set<String> values) {
        Optional<Instant> date = Comparisons.date(text);
        date.ifPresent(instant -> {
            values.add(instant.minus(Duration.ofDays(1)).toString());
            values.add(instant.plus(Duration.ofDays(1)).toString());
        });
    }
}

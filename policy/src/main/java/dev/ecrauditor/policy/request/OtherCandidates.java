package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.Comparisons;
import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.condition.IpRange;
import dev.ecrauditor.policy.condition.Variables;
import dev.ecrauditor.policy.pattern.Completion;
import dev.ecrauditor.policy.pattern.Representatives;
import dev.ecrauditor.policy.request.ConditionValueCatalog.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Candidates for keys that a caller can choose freely or wait for: every key that restricts nobody. */
public final class OtherCandidates {

    public static final String ANYTHING = "other";

    private static final ConditionKey NOW = ConditionKey.of("aws:CurrentTime");
    private static final ConditionKey NOW_IN_SECONDS = ConditionKey.of("aws:EpochTime");

    /** Keys that are present in every request. */
    private static final Set<ConditionKey> ALWAYS =
            Set.of(NOW, NOW_IN_SECONDS, ConditionKey.of("aws:RequestedRegion"), ConditionKey.SECURE_TRANSPORT);

    /** Keys with only these values. ECR has no anonymous callers. */
    private static final Map<ConditionKey, List<String>> ONLY =
            Map.of(ConditionKey.of("aws:PrincipalType"), List.of("AssumedRole", "User", "Account", "FederatedUser"));

    private static final List<String> TRUE_OR_FALSE = List.of("true", "false");

    private static final Set<ConditionKey> TIMES = Set.of(NOW, NOW_IN_SECONDS);

    private static final int MOST_DIGITS = 40;

    private OtherCandidates() {}

    /** Every candidate for this key in a request. */
    public static List<Candidate> of(ConditionKey key, ConditionValueCatalog catalog) {
        List<String> only = key.isBoolean() ? TRUE_OR_FALSE : ONLY.get(key);
        Set<String> values = only == null ? values(key, catalog) : new LinkedHashSet<>(only);
        List<Candidate> candidates = new ArrayList<>();
        if (!ALWAYS.contains(key) || values.isEmpty()) {
            candidates.add(Candidate.free(Map.of()));
        }
        values.forEach(value -> candidates.add(Candidate.free(Map.of(key, List.of(value)))));
        // No value is generated that fills a variable and matches a pattern: a caller with several values is better
        // than none.
        boolean severalAtOnce = !key.isGlobal()
                || key.isMultivalued()
                || (catalog.isComparedWithVariables(key)
                        && !catalog.patterns(key).isEmpty());
        if (values.size() > 4 && severalAtOnce) {
            candidates.add(Candidate.free(Map.of(key, List.copyOf(values))));
        }
        return candidates;
    }

    /** Another value, and the values that the policy names, each with a slightly smaller and a slightly greater one. */
    private static Set<String> values(ConditionKey key, ConditionValueCatalog catalog) {
        Set<String> values = new LinkedHashSet<>();
        for (Value word : catalog.of(key)) {
            catalog.budget().spend(60 + word.text().length() / 4);
            String shortest = word.isPattern() ? Completion.instance(word.text(), "", catalog.budget()) : word.text();
            values.add(word.isPattern() ? Completion.instance(word.text(), "x", catalog.budget()) : word.text());
            values.add(shortest);
            values.add(shortest.toLowerCase(Locale.ROOT));
            values.add(shortest.toUpperCase(Locale.ROOT));
            IpRange.parse(word.text())
                    .flatMap(range -> IpRange.address(range.first(), range.bits()))
                    .ifPresent(values::add);
            if (Comparisons.mayBeNumber(word.text())) {
                catalog.budget().spend(300 + word.text().length());
                numbers(word.text(), values);
                dates(word.text(), values);
            }
        }
        for (Value word : catalog.filled(key)) {
            values.add(word.isPattern() ? Completion.instance(word.text(), "x", catalog.budget()) : word.text());
        }
        values.addAll(catalog.representatives("", catalog.patterns(key), Representatives.Kind.ANY));
        if (!TIMES.contains(key)) {
            values.addAll(List.of(ANYTHING, "true", "false"));
        }
        values.remove("");
        if (key.hasNoWildcards()) {
            values.removeIf(value -> Variables.hasWildcard(value));
        }
        return values;
    }

    private static void numbers(String text, Set<String> values) {
        Comparisons.number(text)
                .filter(number -> Math.abs(number.scale()) < MOST_DIGITS)
                .ifPresent(number -> {
                    values.add(number.subtract(BigDecimal.ONE).toPlainString());
                    values.add(number.add(BigDecimal.ONE).toPlainString());
                });
    }

    private static void dates(String text, Set<String> values) {
        Optional<Instant> date = Comparisons.date(text);
        date.ifPresent(instant -> {
            values.add(instant.minus(Duration.ofDays(1)).toString());
            values.add(instant.plus(Duration.ofDays(1)).toString());
        });
    }
}

package dev.ecrauditor.policy;

import dev.ecrauditor.policy.Vocabulary.Word;
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

/** What a caller can choose freely, or wait for: every key that ties nobody. */
final class OtherCandidates {

    static final String ANYTHING = "other";

    /** Keys that every request has. */
    private static final Set<String> ALWAYS = Set.of(
            "aws:currenttime", "aws:epochtime", "aws:principaltype", "aws:requestedregion", "aws:securetransport");

    /** Keys with only these values. ECR has no anonymous callers. */
    private static final Map<String, List<String>> ONLY = Map.of(
            "aws:securetransport",
            List.of("true", "false"),
            "aws:principaltype",
            List.of("AssumedRole", "User", "Account", "FederatedUser"));

    private static final Set<String> TIMES = Set.of("aws:currenttime", "aws:epochtime");

    /** Global keys of several values. */
    private static final Set<String> MULTIVALUED = Set.of("aws:calledvia", "aws:resourceorgpaths", "aws:tagkeys");

    /** Whose the endpoint is through which somebody calls: no caller chooses that. */
    private static final Set<String> OF_THE_ENDPOINT = Set.of("aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths");

    private static final int MOST_DIGITS = 40;

    private OtherCandidates() {}

    /** Every way this key can be in a request. */
    static List<Candidate> of(String key, Vocabulary vocabulary, Stranger stranger) {
        List<String> only = ONLY.get(key);
        Set<String> values = only == null ? values(key, vocabulary) : new LinkedHashSet<>(only);
        List<Candidate> candidates = new ArrayList<>();
        if (!ALWAYS.contains(key) || values.isEmpty()) {
            candidates.add(Candidate.free(Map.of()));
        }
        values.forEach(value -> candidates.add(one(key, value, vocabulary, stranger)));
        if (values.size() > 4 && (!key.startsWith("aws:") || MULTIVALUED.contains(key))) {
            candidates.add(Candidate.free(Map.of(key, List.copyOf(values))));
        }
        return candidates;
    }

    /** Something else, and whatever the policy names, a little less and a little more of it. */
    private static Set<String> values(String key, Vocabulary vocabulary) {
        Set<String> values = new LinkedHashSet<>();
        for (Word word : vocabulary.of(key)) {
            vocabulary.effort().spend(60);
            values.add(word.isPattern() ? Completion.instance(word.text(), "x", vocabulary.effort()) : word.text());
            values.add(word.isPattern() ? Completion.instance(word.text(), "", vocabulary.effort()) : word.text());
            values.add(word.text().toLowerCase(Locale.ROOT));
            values.add(word.text().toUpperCase(Locale.ROOT));
            IpRange.parse(word.text())
                    .flatMap(range -> IpRange.address(range.first(), range.bits()))
                    .ifPresent(values::add);
            if (Comparisons.mayBeNumber(word.text())) {
                vocabulary.effort().spend(300 + word.text().length());
                numbers(word.text(), values);
                dates(word.text(), values);
            }
        }
        values.addAll(vocabulary.representatives("", vocabulary.patterns(key), Representatives.Kind.ANY));
        if (!TIMES.contains(key)) {
            values.addAll(List.of(ANYTHING, "true", "false"));
        }
        values.remove("");
        return values;
    }

    private static Candidate one(String key, String value, Vocabulary vocabulary, Stranger stranger) {
        Map<String, List<String>> keys = Map.of(key, List.of(value));
        boolean own = value.equals(stranger.account()) || value.split("/", 2)[0].equals(stranger.organization());
        return OF_THE_ENDPOINT.contains(key) && !own && isNamed(value, key, vocabulary)
                ? Candidate.tied(
                        keys,
                        Tie.Kind.NETWORK,
                        value.replace(stranger.ownersOrganization(), OrganizationCandidates.OWNERS))
                : Candidate.free(keys);
    }

    /** True for what a policy names, and for what is below an organization that it names. */
    private static boolean isNamed(String value, String key, Vocabulary vocabulary) {
        vocabulary.effort().spend(2L * vocabulary.of(key).size());
        return vocabulary.of(key).stream().anyMatch(word -> isOfWhom(word, value));
    }

    private static boolean isOfWhom(Word word, String value) {
        String beginning = Wildcard.beginning(word.text());
        return word.text().equals(value) || (beginning.indexOf('/') > 0 && value.startsWith(beginning));
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

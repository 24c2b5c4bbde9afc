package dev.ecrauditor.policy.naive;

import dev.ecrauditor.policy.naive.NaivePolicy.Statement;
import dev.ecrauditor.policy.naive.NaivePolicy.Test;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of a policy by condition key, and the texts that a requester could derive from them. */
final class NaiveValues {

    private static final int MOST = 14;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^},]*)[^}]*}");

    private final Map<String, Set<String>> byKey = new LinkedHashMap<>();
    private final Map<String, Set<String>> patterns = new LinkedHashMap<>();
    private final SplittableRandom random;

    /**
     * @param mine the values with which an external principal would fill variables
     */
    NaiveValues(NaivePolicy policy, Map<String, String> mine, SplittableRandom random) {
        this.random = random;
        for (Statement statement : policy.statements()) {
            for (Test test : statement.tests()) {
                boolean expands =
                        test.operator().contains("like") || test.operator().contains("arn");
                for (String value : test.values()) {
                    Matcher variable = VARIABLE.matcher(value);
                    String text = value;
                    if (policy.variables() && variable.find()) {
                        variable.reset().results().forEach(found -> asked(found.group(1)));
                        text = variable.replaceAll(found -> Matcher.quoteReplacement(
                                found.group(1).length() == 1 ? found.group(1) : filling(found.group(1), mine)));
                    }
                    byKey.computeIfAbsent(test.key(), key -> new LinkedHashSet<>())
                            .add(text);
                    if (expands && NaiveEvaluator.hasWildcard(text)) {
                        patterns.computeIfAbsent(test.key(), key -> new LinkedHashSet<>())
                                .add(text);
                    }
                }
                byKey.computeIfAbsent(test.key(), key -> new LinkedHashSet<>());
            }
        }
    }

    private void asked(String key) {
        if (key.length() > 1) {
            byKey.computeIfAbsent(key.strip().toLowerCase(Locale.ROOT), asked -> new LinkedHashSet<>());
        }
    }

    private static String filling(String key, Map<String, String> mine) {
        return mine.getOrDefault(key.strip().toLowerCase(Locale.ROOT), "zz");
    }

    Set<String> keys() {
        return byKey.keySet();
    }

    /** The values of the policy for a key, as they are written. */
    Set<String> of(String... keys) {
        Set<String> words = new LinkedHashSet<>();
        for (String key : keys) {
            words.addAll(byKey.getOrDefault(key, Set.of()));
        }
        return words;
    }

    /** Values without wildcards, or whose wildcards no operator expands. */
    Set<String> spelled(String... keys) {
        Set<String> words = of(keys);
        for (String key : keys) {
            words.removeAll(patterns.getOrDefault(key, Set.of()));
        }
        return words;
    }

    Set<String> patterns(String... keys) {
        Set<String> words = new LinkedHashSet<>();
        for (String key : keys) {
            words.addAll(patterns.getOrDefault(key, Set.of()));
        }
        return words;
    }

    /** Texts to try for patterns: their wildcards as nothing, as anything, and as parts of the other patterns. */
    Set<String> tries(Set<String> patterns) {
        List<String> fillers = new ArrayList<>(List.of("", "q7", "a"));
        for (String pattern : patterns) {
            for (String piece : pattern.split("[*?]", -1)) {
                if (!piece.isEmpty() && piece.length() < 24) {
                    fillers.add(piece);
                    fillers.add(piece + "q7");
                    fillers.add("q7" + piece);
                }
            }
        }
        Set<String> texts = new LinkedHashSet<>();
        for (String pattern : patterns) {
            texts.add(fill(pattern, "q7"));
            texts.add(fill(pattern, ""));
            for (int i = 0; i < MOST; i++) {
                StringBuilder text = new StringBuilder();
                pattern.chars().forEach(c -> {
                    if (c == '*') {
                        text.append(fillers.get(random.nextInt(fillers.size())));
                    } else {
                        text.append(c == '?' ? "w0a".charAt(random.nextInt(3)) : (char) c);
                    }
                });
                texts.add(text.toString());
            }
        }
        return texts;
    }

    static String fill(String pattern, String filler) {
        return pattern.replace("*", filler).replace('?', 'w');
    }
}

package dev.ecrauditor.rule.evidence;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The evidence of a verdict, which a person can check by hand.
 *
 * @param summary one sentence
 * @param facts named facts in reading order; two evidences with equal facts are the same state
 * @param fix what corrects what was read here, in place of the rule's general fix; empty where that one applies. Lines
 *     that begin with {@code #} are text, the others are commands. Not part of the state
 * @param grants the access that was found, as a waiver names it; empty where the finding does not consist of access. Not
 *     part of the state
 */
public record Evidence(String summary, Map<String, String> facts, List<String> fix, List<WaivableGrant> grants) {

    /** More than this is neither stored nor published. */
    public static final int MAX_CHARACTERS = 8_000;

    private static final String CUT = " [cut: more than fits an alert]";
    private static final String FIX_CUT = "# The commands do not fit an alert; the page of the rule holds them.";

    public Evidence {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        fix = List.copyOf(fix);
        grants = List.copyOf(grants);
    }

    /** Evidence of what does not consist of access. */
    public Evidence(String summary, Map<String, String> facts, List<String> fix) {
        this(summary, facts, fix, List.of());
    }

    /** Evidence where the rule's general fix applies. */
    public Evidence(String summary, Map<String, String> facts) {
        this(summary, facts, List.of());
    }

    public static Evidence of(String summary) {
        return new Evidence(summary, Map.of());
    }

    /** The same evidence, with another summary. */
    public Evidence saying(String otherSummary) {
        return new Evidence(otherSummary, facts, fix, grants);
    }

    /** The same evidence, with this fix. */
    public Evidence fixedBy(List<String> lines) {
        return new Evidence(summary, facts, lines, grants);
    }

    /** The same evidence of this access. */
    public Evidence granting(List<WaivableGrant> access) {
        return new Evidence(summary, facts, fix, access);
    }

    public Evidence and(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(facts);
        more.put(name, value);
        return new Evidence(summary, more, fix, grants);
    }

    /** With facts that must not be cut when there are many: others are cut first. They are not part of the state. */
    public Evidence followedBy(Map<String, String> more) {
        Evidence last = new Evidence("", more).capped(MAX_CHARACTERS / 4);
        Map<String, String> all =
                new LinkedHashMap<>(capped(MAX_CHARACTERS - last.characters()).facts());
        all.putAll(last.facts());
        return new Evidence(summary, all, fix, grants);
    }

    private int characters() {
        return facts.entrySet().stream()
                .mapToInt(fact -> fact.getKey().length() + fact.getValue().length())
                .sum();
    }

    /** At most {@link #MAX_CHARACTERS}; what is cut leaves a visible mark. It has to fit a record and a message. */
    public Evidence capped() {
        return capped(MAX_CHARACTERS);
    }

    /**
     * At most so many characters of facts, of the summary, of the fix and of the grants; half of a command, or of what a
     * waiver covers, would be worse than none.
     */
    public Evidence capped(int maxCharacters) {
        Map<String, String> kept = new LinkedHashMap<>();
        int left = maxCharacters;
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            int needed = fact.getKey().length() + fact.getValue().length();
            if (needed > left) {
                String name = start(fact.getKey(), left);
                // A fact without a name would break the published schema.
                kept.put(name.isEmpty() ? "cut" : name, start(fact.getValue(), left - name.length()) + CUT);
                break;
            }
            kept.put(fact.getKey(), fact.getValue());
            left -= needed;
        }
        String sentence = summary.length() <= maxCharacters ? summary : start(summary, maxCharacters) + CUT;
        int commands = fix.stream().mapToInt(String::length).sum();
        return new Evidence(
                sentence,
                kept,
                commands <= maxCharacters ? fix : List.of(FIX_CUT),
                characters(grants) <= maxCharacters ? grants : List.of(WaivableGrant.TOO_MUCH));
    }

    private static int characters(List<WaivableGrant> grants) {
        return grants.stream()
                .flatMap(grant -> Stream.concat(grant.principals().stream(), grant.actions().stream()))
                .mapToInt(String::length)
                .sum();
    }

    /** Never half of a surrogate pair. */
    private static String start(String text, int room) {
        int end = Math.min(Math.max(0, room), text.length());
        boolean splitsPair = end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splitsPair ? end - 1 : end);
    }
}

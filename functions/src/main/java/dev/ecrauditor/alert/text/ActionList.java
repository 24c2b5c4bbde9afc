package dev.ecrauditor.alert.text;

import dev.ecrauditor.policy.action.EcrActions;
import dev.ecrauditor.rule.evidence.WorstActions;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists of actions for people: a long one is summed up. The JSON alert has every action. */
public final class ActionList {

    /** More actions than this are summed up. */
    static final int MOST = 8;

    private static final int NAMED = 3;
    private static final String ACTION = "(?:ecr|kms):[A-Z][A-Za-z]{2,60}+";
    private static final Pattern LONG_LIST = Pattern.compile(ACTION + "(?:, " + ACTION + "){" + MOST + ",}+");

    private ActionList() {}

    /** The same text, in which every long list of actions is summed up. */
    public static String shortened(String text) {
        return LONG_LIST
                .matcher(text)
                .replaceAll(
                        list -> Matcher.quoteReplacement(of(List.of(list.group().split(", ", -1)))));
    }

    /** As in "ecr:BatchGetImage, ecr:PutImage" or "all 35 actions, among them ecr:PutImage". */
    public static String of(Collection<String> actions) {
        Set<String> distinct = new LinkedHashSet<>(actions);
        if (distinct.size() <= MOST) {
            return String.join(", ", distinct);
        }
        String all = distinct.containsAll(EcrActions.REPOSITORY_LEVEL.keySet()) ? "all " : "";
        String named = Stream.concat(WorstActions.among(distinct), distinct.stream())
                .distinct()
                .limit(NAMED)
                .collect(Collectors.joining(", "));
        return all + distinct.size() + " actions, among them " + named;
    }
}

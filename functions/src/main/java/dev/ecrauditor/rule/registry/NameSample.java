package dev.ecrauditor.rule.registry;

import dev.ecrauditor.repository.Reading;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** How many repositories something is about, and the first of their names. */
final class NameSample {

    private static final int MOST_NAMED = 3;

    private NameSample() {}

    /** Those of the repositories that match, as in "37 repositories, such as prod/a, prod/b, prod/c". */
    static String of(Reading<List<String>> repositories, Predicate<String> matches) {
        return repositories instanceof Reading.Known<List<String>> known
                ? of(known.value().stream().filter(matches).toList())
                : "the repositories could not be listed";
    }

    /** These repositories. */
    static String of(List<String> names) {
        if (names.isEmpty()) {
            return "no repository at present";
        }
        String first = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        String count = names.size() == 1 ? "1 repository" : names.size() + " repositories";
        return count + (names.size() > MOST_NAMED ? ", such as " : ": ") + first;
    }
}

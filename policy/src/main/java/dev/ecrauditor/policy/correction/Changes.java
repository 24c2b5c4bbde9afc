package dev.ecrauditor.policy.correction;

import dev.ecrauditor.policy.document.Statement;
import java.util.ArrayList;
import java.util.List;

/** What was changed, in sentences. */
final class Changes {

    private Changes() {}

    static List<String> namesTakenOut(OpenStatement open, boolean isLeftOut) {
        if (isLeftOut) {
            return List.of(leftOut(open.statement()));
        }
        List<String> sentences = principals(open);
        List<String> values = open.withoutUntrustedValues().removed();
        if (!values.isEmpty()) {
            sentences.add("The condition of " + open.statement().label() + " no longer names "
                    + String.join(", ", values) + ".");
        }
        return sentences;
    }

    static List<String> conditionsAdded(OpenStatement open, List<StatementPart> parts) {
        Statement statement = open.statement();
        if (parts.isEmpty()) {
            return List.of(leftOut(statement));
        }
        List<String> sentences = principals(open);
        if (parts.size() > 1) {
            sentences.add(start(statement) + " is split in " + parts.size()
                    + " statements, because a condition cannot say \"or\" between two keys.");
        }
        parts.forEach(part -> part.requirement()
                .ifPresent(
                        requirement -> sentences.add(start(statement) + " now requires " + requirement.words() + ".")));
        return sentences;
    }

    private static List<String> principals(OpenStatement open) {
        List<String> sentences = new ArrayList<>();
        List<String> gone = open.untrustedPrincipals();
        if (!gone.isEmpty()) {
            sentences.add("The Principal of " + open.statement().label() + " no longer names " + String.join(", ", gone)
                    + ".");
        }
        return sentences;
    }

    private static String leftOut(Statement statement) {
        return start(statement) + " is removed: it grants access to nobody who is trusted.";
    }

    private static String start(Statement statement) {
        String label = statement.label();
        return Character.toUpperCase(label.charAt(0)) + label.substring(1);
    }
}

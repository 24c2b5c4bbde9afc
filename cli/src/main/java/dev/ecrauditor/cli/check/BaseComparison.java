package dev.ecrauditor.cli.check;

import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.check.CheckEvaluation.Result;
import dev.ecrauditor.cli.check.VerdictChange.Kind;
import dev.ecrauditor.cli.policy.AccessChangeRow.Direction;
import dev.ecrauditor.iac.Declarations.Note;
import dev.ecrauditor.iac.Declarations.UnreadableFile;
import dev.ecrauditor.rule.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ExitCode;

/**
 * What changes from what was declared to what is declared.
 *
 * @param verdicts every verdict that fails or could not be evaluated, now or before
 * @param policies every policy that is declared in another way
 * @param unreadable the files that cannot be read now
 * @param gaps what else could not be compared
 */
record BaseComparison(
        List<VerdictChange> verdicts, List<PolicyChange> policies, List<UnreadableFile> unreadable, List<String> gaps) {

    private static final int FAILED = 1;

    /**
     * Compares two evaluations.
     *
     * @param gaps what of the revision was not read
     */
    static BaseComparison of(Result before, Result now, List<String> gaps, PolicyChange.Terms terms) {
        List<String> all = new ArrayList<>(gaps);
        before.declarations()
                .unreadable()
                .forEach(file -> all.add("before, " + file.position() + " " + file.problem()));
        onlyBefore(before, now).forEach(note -> all.add("before, " + note.position() + " " + note.text()));
        boolean isNowComplete = now.declarations().unreadable().isEmpty();
        List<VerdictChange> verdicts = new ArrayList<>();
        List<PolicyChange> policies = new ArrayList<>();
        for (SubjectPair pair : SubjectPair.of(before.subjects(), now.subjects())) {
            VerdictChange.of(pair).stream()
                    .filter(change -> isNowComplete || change.kind() != Kind.REMOVED)
                    .forEach(verdicts::add);
            PolicyChange.of(pair, terms)
                    .map(change -> isNowComplete || change.kind() != PolicyChange.Kind.REMOVED
                            ? change
                            : change.without(Direction.CLOSED, "it may be declared in a file that cannot be read now"))
                    .ifPresent(policies::add);
        }
        return new BaseComparison(verdicts, policies, now.declarations().unreadable(), all);
    }

    /** What was not seen of the revision and is seen now, so that something may be new or not. */
    private static Stream<Note> onlyBefore(Result before, Result now) {
        Set<List<String>> known = now.declarations().notes().stream()
                .map(BaseComparison::meaning)
                .collect(Collectors.toCollection(HashSet::new));
        return before.declarations().notes().stream().filter(note -> !known.contains(meaning(note)));
    }

    /** A note without its line. */
    private static List<String> meaning(Note note) {
        return List.of(note.position().file(), note.text());
    }

    List<CheckRow> rows(Kind kind) {
        return verdicts.stream()
                .filter(change -> change.kind() == kind)
                .map(VerdictChange::row)
                .toList();
    }

    /** Every policy with what of it could not be compared. */
    List<String> notCompared() {
        List<String> all = new ArrayList<>(gaps);
        policies.forEach(policy -> policy.difference()
                .unclear()
                .forEach(what -> all.add(policy.position() + " policy of " + policy.name() + ": " + what)));
        return all;
    }

    /** In one line. */
    String summary() {
        long gains = policies.stream()
                .flatMap(policy -> policy.difference().rows(Direction.OPENED).stream())
                .count();
        long losses = policies.stream()
                .flatMap(policy -> policy.difference().rows(Direction.CLOSED).stream())
                .count();
        return "failures: " + count(Kind.NEW, CheckRow.Kind.FAIL) + " new, "
                + count(Kind.CHANGED, CheckRow.Kind.FAIL) + " changed, "
                + count(Kind.UNCHANGED, CheckRow.Kind.FAIL) + " as before, "
                + (rows(Kind.MENDED).size() + rows(Kind.REMOVED).size()) + " gone; could not be evaluated: "
                + (count(Kind.NEW, CheckRow.Kind.UNKNOWN) + count(Kind.UNCHANGED, CheckRow.Kind.UNKNOWN))
                + "; access of outsiders: " + gains + " gained, " + losses + " lost"
                + (unreadable.isEmpty() ? "" : "; files that could not be read: " + unreadable.size());
    }

    private long count(Kind kind, CheckRow.Kind verdict) {
        return rows(kind).stream().filter(row -> row.kind() == verdict).count();
    }

    /** The exit status. */
    int status(Severity failOn) {
        if (!unreadable.isEmpty()) {
            return ExitCode.USAGE;
        }
        boolean hasNewFailure = Stream.concat(rows(Kind.NEW).stream(), rows(Kind.CHANGED).stream())
                .anyMatch(row ->
                        row.kind() == CheckRow.Kind.FAIL && row.severity().compareTo(failOn) >= 0);
        if (hasNewFailure || policies.stream().anyMatch(PolicyChange::isBad)) {
            return FAILED;
        }
        boolean hasUnknown = Stream.concat(rows(Kind.NEW).stream(), rows(Kind.UNCHANGED).stream())
                .anyMatch(row -> row.kind() == CheckRow.Kind.UNKNOWN);
        return hasUnknown || !notCompared().isEmpty() ? EcrAuditor.COULD_NOT_READ : ExitCode.OK;
    }
}

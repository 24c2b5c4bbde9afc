package dev.ecrauditor.cli.report.html;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.report.ReportRow;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects the sections of a page, and keeps the worst, so that neither memory nor the page grows without limit. */
final class Sections {

    /** A page of more is slow on a phone. */
    static final int MOST = 1_000;

    /** A result about more repositories than this is listed once, with its registry. */
    private static final int MOST_SUBJECTS = 25;

    private static final Comparator<Section> WORST_FIRST =
            Comparator.comparing(Section::worst).thenComparing(Section::place).thenComparing(Section::name);

    private Map<String, Section> byKey = new LinkedHashMap<>();
    private int leftOut;

    void add(ReportRow row) {
        Optional<Finding> finding = Mark.of(row).map(mark -> Finding.of(row, mark));
        if (row.source().isPresent()) {
            add(
                    row,
                    finding,
                    section(
                            row.qualifiedName(),
                            () -> new Section(
                                    ShownText.of(row.qualifiedName()),
                                    ShownText.of(row.source().get().file()))));
            return;
        }
        for (Subject subject : subjects(row)) {
            add(row, finding, section(subject.toString(), () -> Section.of(subject)));
        }
    }

    private static List<Subject> subjects(ReportRow row) {
        List<Subject> subjects = row.target().subjects();
        Subject first = row.subject();
        return subjects.size() <= MOST_SUBJECTS
                ? subjects
                : List.of(new Subject.Registry(first.account(), first.region()));
    }

    private static void add(ReportRow row, Optional<Finding> finding, Section section) {
        finding.ifPresent(section::add);
        if (row.kind() == ReportRow.Kind.PASS) {
            section.pass();
        } else if (row.kind() == ReportRow.Kind.NOT_APPLICABLE) {
            section.notApplicable();
        }
    }

    /** Rows about one subject follow each other, so a section that was dropped does not come back. */
    private Section section(String key, Supplier<Section> made) {
        Section known = byKey.get(key);
        if (known != null) {
            return known;
        }
        if (byKey.size() >= 2 * MOST) {
            prune();
        }
        Section section = made.get();
        byKey.put(key, section);
        return section;
    }

    private void prune() {
        List<Map.Entry<String, Section>> listed = byKey.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .sorted(Map.Entry.comparingByValue(WORST_FIRST))
                .toList();
        leftOut += Math.max(0, listed.size() - MOST);
        Map<String, Section> kept = new LinkedHashMap<>();
        listed.stream().limit(MOST).forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
        byKey = kept;
    }

    /** Ends the collection: the worst sections first. */
    List<Section> listed() {
        prune();
        return List.copyOf(byKey.values());
    }

    /** How many sections with results are not among the listed. */
    int leftOut() {
        return leftOut;
    }
}

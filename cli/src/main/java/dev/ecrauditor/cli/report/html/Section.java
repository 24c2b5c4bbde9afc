package dev.ecrauditor.cli.report.html;

import dev.ecrauditor.finding.record.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A repository, a registry or a key with its results, as a part of the page. */
public final class Section {

    private final String name;
    private final String place;
    private final List<Finding> findings = new ArrayList<>();
    private int passed;
    private int notApplicable;

    Section(String name, String place) {
        this.name = name;
        this.place = place;
    }

    /** A section about what was read from AWS. */
    static Section of(Subject subject) {
        return new Section(
                ShownText.of(subject.name()),
                word(subject) + " in account " + subject.account() + ", " + subject.region());
    }

    private static String word(Subject subject) {
        String name = subject.kind().name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    void add(Finding finding) {
        findings.add(finding);
    }

    void pass() {
        passed++;
    }

    void notApplicable() {
        notApplicable++;
    }

    boolean isEmpty() {
        return findings.isEmpty();
    }

    public String name() {
        return name;
    }

    public String place() {
        return place;
    }

    /** From the worst. */
    public List<Finding> findings() {
        return findings.stream().sorted(Comparator.comparing(Finding::mark)).toList();
    }

    /** The first mark is the worst. */
    Mark worst() {
        return Collections.min(findings, Comparator.comparing(Finding::mark)).mark();
    }

    /** What is only counted. */
    public String others() {
        return passed + (passed == 1 ? " rule passed, " : " rules passed, ") + notApplicable + " not applicable";
    }
}

package dev.ecrauditor.bench.report;

/** The part of a page of Markdown that a run writes. */
public final class DocumentedResults {

    static final String BEGIN = "<!-- results: written by bench/run --docs -->";
    static final String END = "<!-- end of results -->";

    private DocumentedResults() {}

    /**
     * The page with another table between the marks.
     *
     * @throws IllegalArgumentException when the page has no marks
     */
    public static String replace(String page, String table) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("the page has no lines `" + BEGIN + "` and `" + END + "`");
        }
        return page.substring(0, begin + BEGIN.length()) + "\n\n" + table.strip() + "\n\n" + page.substring(end);
    }
}

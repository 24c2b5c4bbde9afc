package dev.ecrauditor.cli.report.html;

/** A text in two lines of a box; what does not fit is cut visibly, and the list below the picture has it all. */
record BoxText(String first, String second) {

    private static final String CUT = "\u2026";

    static BoxText of(String text, int columns) {
        if (text.length() <= columns) {
            return new BoxText(text, "");
        }
        String start = text.substring(0, columns);
        int space = start.lastIndexOf(' ');
        int last = space > columns / 3 ? space : Math.max(start.lastIndexOf('/'), start.lastIndexOf('.'));
        int end = last > columns / 3 ? last + 1 : columns;
        return new BoxText(
                text.substring(0, end).strip(), cut(text.substring(end).strip(), columns));
    }

    static String cut(String text, int columns) {
        return text.length() <= columns ? text : text.substring(0, columns - 1) + CUT;
    }
}

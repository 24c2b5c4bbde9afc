package dev.ecrauditor.alert.text;

/**
 * Text for a terminal of 80 columns. Sentences wrap; what is to be copied, such as a command, keeps its line. What follows
 * a wrapped line is indented deeper than any line that begins something, so that no text from outside can look like one.
 */
public final class EmailLines {

    public static final int COLUMNS = 80;

    /** Deeper than every line that begins something. */
    public static final String HANGING = "      ";

    private static final String COMMENT = "# ";
    private static final String COMMAND_FOLLOWS = ": aws ";

    private final StringBuilder text = new StringBuilder();

    public EmailLines blank() {
        text.append('\n');
        return this;
    }

    /** A line as it is. */
    public EmailLines verbatim(String line) {
        text.append(line).append('\n');
        return this;
    }

    /** A sentence behind an indentation; its further lines are indented deeper. */
    public EmailLines sentence(String indent, String sentence) {
        String deeper = indent.length() < 4 ? HANGING : HANGING + "  ";
        return wrapped(indent + sentence, deeper);
    }

    /** A line of commands: an explanation wraps and stays an explanation, a command keeps its line, also inside of one. */
    public EmailLines command(String indent, String line) {
        if (!line.startsWith(COMMENT)) {
            return verbatim(indent + line);
        }
        int command = line.indexOf(COMMAND_FOLLOWS);
        if (command < 0) {
            return wrapped(indent + line, indent + COMMENT);
        }
        return wrapped(indent + line.substring(0, command + 1), indent + COMMENT)
                .verbatim(indent + COMMENT + line.substring(command + 2));
    }

    /** Breaks at blanks only: a name that is longer than a line stays whole. */
    private EmailLines wrapped(String line, String deeper) {
        String rest = line;
        int indent = line.length() - line.stripLeading().length();
        while (rest.length() > COLUMNS) {
            int blank = rest.lastIndexOf(' ', COLUMNS);
            if (blank <= indent) {
                blank = rest.indexOf(' ', COLUMNS);
            }
            if (blank < 0) {
                break;
            }
            text.append(rest, 0, blank).append('\n');
            rest = deeper + rest.substring(blank + 1).stripLeading();
            indent = deeper.length();
        }
        text.append(rest).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

package dev.ecrauditor.iac.waiver;

import dev.ecrauditor.iac.declaration.SourcePosition;
import java.util.ArrayList;
import java.util.List;

/** Finds waivers in the comments of a source: on the line that they are about, or on lines of their own above it. */
final class WaiverComments {

    private static final String MARK = "ecr-auditor:waive";
    private static final List<String> COMMENTS = List.of("#", "//");

    private WaiverComments() {}

    /**
     * A comment with a waiver.
     *
     * @param text what follows the mark
     * @param about the line that it is about
     */
    record Comment(String text, SourcePosition written, SourcePosition about) {}

    static List<Comment> in(String file, String source) {
        List<Comment> comments = new ArrayList<>();
        if (!source.contains(MARK)) {
            return comments;
        }
        List<String> lines = source.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int mark = lines.get(i).indexOf(MARK);
            String before = mark < 0 ? "" : lines.get(i).substring(0, mark).stripTrailing();
            if (mark < 0 || COMMENTS.stream().noneMatch(before::endsWith)) {
                continue;
            }
            int about = isComment(lines.get(i)) ? next(lines, i) : i;
            comments.add(new Comment(
                    lines.get(i).substring(mark + MARK.length()).strip(),
                    new SourcePosition(file, i + 1),
                    new SourcePosition(file, about + 1)));
        }
        return comments;
    }

    /** The first line below that is neither empty nor a comment; the last line where there is none. */
    private static int next(List<String> lines, int from) {
        for (int i = from + 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank() && !isComment(lines.get(i))) {
                return i;
            }
        }
        return from;
    }

    private static boolean isComment(String line) {
        return COMMENTS.stream().anyMatch(line.strip()::startsWith);
    }
}

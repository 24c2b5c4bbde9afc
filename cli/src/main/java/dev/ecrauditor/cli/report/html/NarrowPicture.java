package dev.ecrauditor.cli.report.html;

import dev.ecrauditor.cli.report.html.Picture.Area;
import dev.ecrauditor.cli.report.html.Picture.Box;
import dev.ecrauditor.cli.report.html.Picture.Line;
import java.util.ArrayList;
import java.util.List;

/** The picture for a phone: below each outsider the access paths, and below each path what it leads to. */
final class NarrowPicture {

    private static final int WIDTH = 330;
    private static final int BOX = 46;
    private static final int GAP = 12;
    private static final int INDENT = 28;
    private static final int TRUNK = 12;
    /** Bold characters that fit a box. */
    private static final int COLUMNS = 36;

    private static final int INDENTED_BOLD = 32;
    private static final int INDENTED_PLAIN = 36;

    private final List<Box> boxes = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private int y;

    private NarrowPicture() {}

    static Picture of(List<Edge> edges) {
        NarrowPicture picture = new NarrowPicture();
        String outsider = "";
        int below = 0;
        for (Edge edge : edges) {
            if (!edge.outsider().equals(outsider)) {
                outsider = edge.outsider();
                picture.box(0, "outsider", BoxText.of(outsider, COLUMNS));
                below = picture.y - GAP;
            }
            picture.draw(edge, below);
        }
        return new Picture(WIDTH, Math.max(0, picture.y - GAP), picture.boxes, picture.lines);
    }

    private void draw(Edge edge, int below) {
        lines.add(new Line(edge.mark().css(), "M" + TRUNK + "," + below + " V" + (y + BOX / 2) + " H" + INDENT));
        box(
                INDENT,
                edge.mark().css(),
                new BoxText(BoxText.cut(edge.heading(), INDENTED_BOLD), BoxText.cut(edge.effects(), INDENTED_PLAIN)));
        int middle = (WIDTH + INDENT) / 2;
        lines.add(new Line(edge.mark().css(), "M" + middle + "," + (y - GAP) + " V" + y));
        box(INDENT, "target", BoxText.of(edge.target(), INDENTED_BOLD));
    }

    private void box(int x, String css, BoxText text) {
        boxes.add(new Box(new Area(x, y, WIDTH - x, BOX), css, text.first(), text.second()));
        y += BOX + GAP;
    }
}

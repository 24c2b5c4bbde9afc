package dev.ecrauditor.cli.report.html;

import java.util.List;

/**
 * Who outside can reach what by which access path, as shapes with their places in pixels.
 *
 * @param width of the drawing
 * @param height of the drawing
 * @param boxes outsiders, paths and repositories
 * @param lines between them
 */
public record Picture(int width, int height, List<Box> boxes, List<Line> lines) {

    public Picture {
        boxes = List.copyOf(boxes);
        lines = List.copyOf(lines);
    }

    /**
     * A rectangle with one or two lines of text.
     *
     * @param css its class
     * @param first the first line
     * @param second the second line; empty for none
     */
    public record Box(Area place, String css, String first, String second) {

        public int textX() {
            return place.x() + 12;
        }

        /** A single line is in the middle. */
        public int firstY() {
            return place.y() + (second.isEmpty() ? place.height() / 2 + 5 : 19);
        }

        public int secondY() {
            return place.y() + 36;
        }
    }

    /** Where a box is. */
    public record Area(int x, int y, int width, int height) {

        int middle() {
            return y + height / 2;
        }

        int right() {
            return x + width;
        }
    }

    /**
     * A line.
     *
     * @param css its class
     * @param path in the notation of SVG
     */
    public record Line(String css, String path) {}
}

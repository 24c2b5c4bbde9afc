package dev.ecrauditor.cli.report.html;

import dev.ecrauditor.cli.report.html.Picture.Area;
import dev.ecrauditor.cli.report.html.Picture.Box;
import dev.ecrauditor.cli.report.html.Picture.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The picture in three columns: outsiders, access paths, repositories. */
final class WidePicture {

    private static final int WIDTH = 1_000;
    private static final int ROW = 60;
    private static final int BOX = 46;
    private static final int LEFT_WIDTH = 260;
    private static final int MIDDLE = 360;
    private static final int MIDDLE_WIDTH = 280;
    private static final int RIGHT = 740;
    /** Characters that fit a box: bold ones are wider. */
    private static final int COLUMNS = 28;

    private static final int MIDDLE_BOLD = 31;
    private static final int MIDDLE_PLAIN = 35;

    private WidePicture() {}

    static Picture of(List<Edge> edges) {
        Map<String, List<Integer>> rowsOfOutsider = new LinkedHashMap<>();
        Map<String, List<Integer>> rowsOfTarget = new LinkedHashMap<>();
        for (int row = 0; row < edges.size(); row++) {
            add(rowsOfOutsider, edges.get(row).outsider(), row);
            add(rowsOfTarget, edges.get(row).target(), row);
        }
        Map<String, Area> outsiders = places(rowsOfOutsider, 0, LEFT_WIDTH);
        Map<String, Area> targets = places(rowsOfTarget, RIGHT, WIDTH - RIGHT);
        List<Box> boxes = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        outsiders.forEach((text, place) -> boxes.add(box(place, "outsider", text)));
        targets.forEach((text, place) -> boxes.add(box(place, "target", text)));
        for (int row = 0; row < edges.size(); row++) {
            Edge edge = edges.get(row);
            Area place = new Area(MIDDLE, row * ROW, MIDDLE_WIDTH, BOX);
            boxes.add(new Box(
                    place,
                    edge.mark().css(),
                    BoxText.cut(edge.heading(), MIDDLE_BOLD),
                    BoxText.cut(edge.effects(), MIDDLE_PLAIN)));
            lines.add(curve(edge, outsiders.getOrDefault(edge.outsider(), place), place));
            lines.add(curve(edge, place, targets.getOrDefault(edge.target(), place)));
        }
        int bottom = boxes.stream()
                .mapToInt(box -> box.place().y() + box.place().height())
                .max()
                .orElse(0);
        return new Picture(WIDTH, bottom, boxes, lines);
    }

    private static void add(Map<String, List<Integer>> rows, String text, int row) {
        rows.computeIfAbsent(text, first -> new ArrayList<>()).add(row);
    }

    /** Each at the mean of its rows, or as near below it as there is room. */
    private static Map<String, Area> places(Map<String, List<Integer>> rows, int x, int width) {
        Map<String, Area> places = new LinkedHashMap<>();
        int[] free = {0};
        rows.entrySet().stream()
                .sorted(Comparator.comparing(entry -> mean(entry.getValue())))
                .forEach(entry -> {
                    int y = Math.max(free[0], (int) (mean(entry.getValue()) * ROW));
                    places.put(entry.getKey(), new Area(x, y, width, BOX));
                    free[0] = y + ROW;
                });
        return places;
    }

    private static double mean(List<Integer> rows) {
        return rows.stream().mapToInt(Integer::intValue).average().orElse(0);
    }

    private static Box box(Area place, String css, String text) {
        BoxText lines = BoxText.of(text, COLUMNS);
        return new Box(place, css, lines.first(), lines.second());
    }

    private static Line curve(Edge edge, Area from, Area to) {
        int half = (from.right() + to.x()) / 2;
        return new Line(
                edge.mark().css(),
                "M" + from.right() + "," + from.middle() + " C" + half + "," + from.middle() + " " + half + ","
                        + to.middle() + " " + to.x() + "," + to.middle());
    }
}

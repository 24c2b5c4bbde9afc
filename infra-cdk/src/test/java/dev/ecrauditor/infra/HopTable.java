package dev.ecrauditor.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of hops in {@code infra-cdk/README.md}: which conditions AWS's page for a hop supports. */
record HopTable(Map<String, Row> rows) {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern PAGE = Pattern.compile("\\(https://docs\\.aws\\.amazon\\.com/[^)]+\\)");

    /**
     * One row.
     *
     * @param deployed when a template has this hop: always, with ON, with Slack, no
     * @param pages how many pages of AWS it names
     * @param resource the condition keys that the policy of queue or topic may demand
     * @param key the condition keys that the policy of its KMS key may demand
     */
    record Row(String deployed, int pages, Set<String> resource, Set<String> key) {}

    static HopTable read() {
        try {
            Map<String, Row> rows = new LinkedHashMap<>();
            List<String> lines = Files.readAllLines(Path.of("README.md"));
            int heading = lines.indexOf("## Hops from service to service");
            if (heading < 0) {
                throw new IllegalStateException("README.md has no section of hops");
            }
            lines.stream()
                    .skip(heading + 1L)
                    .takeWhile(line -> !line.startsWith("## "))
                    .filter(line -> line.startsWith("| ") && !line.startsWith("| hop "))
                    .map(line -> Arrays.stream(line.split("\\|", -1))
                            .map(String::strip)
                            .toList())
                    .forEach(cells -> rows.put(
                            cells.get(1),
                            new Row(
                                    cells.get(2),
                                    (int) PAGE.matcher(cells.get(3)).results().count(),
                                    codes(cells.get(4)),
                                    codes(cells.get(5)))));
            return new HopTable(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> codes(String cell) {
        Set<String> codes = new TreeSet<>();
        Matcher matcher = CODE.matcher(cell);
        while (matcher.find()) {
            codes.add(matcher.group(1));
        }
        return codes;
    }
}

package dev.ecrauditor.cli.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.report.ReportGap;
import dev.ecrauditor.report.ReportRow.Kind;
import dev.ecrauditor.rule.Severity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlWriterTest {

    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^>\"]|\"[^\"]*\")*)>");
    private static final Pattern STYLE_OR_SCRIPT = Pattern.compile("(?s)(<style>|<script>).*?(</style>|</script>)");
    private static final List<String> EMPTY_ELEMENTS = List.of("meta", "input", "br");

    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' onmouseover='alert(1)",
            "</style><script>alert(1)</script>",
            "</title><script>alert(1)</script>",
            "<!--",
            "]]>",
            "javascript:alert(1)",
            "&lt;b&gt;",
            "\u202Egnp.exe\u2066",
            "a\u0000b\u001B[31m\r\nc",
            "$unsafe{x} ${x} @raw {{x}}",
            "\uD83D\uDE00\uD83D");

    private final StringWriter text = new StringWriter();
    private final HtmlWriter writer = new HtmlWriter(new PrintWriter(text), SampleAccess.RUN);

    private String page() {
        writer.finish(true);
        return text.toString();
    }

    private static List<MatchResult> tags(String page) {
        return TAG.matcher(STYLE_OR_SCRIPT.matcher(page).replaceAll("$1$2"))
                .results()
                .toList();
    }

    /** Every element is closed, in order. */
    private static void assertWellFormed(String page) {
        List<String> open = new ArrayList<>();
        for (MatchResult tag : tags(page)) {
            String name = tag.group(2);
            if (tag.group(1).isEmpty() && !EMPTY_ELEMENTS.contains(name)) {
                open.add(name);
            } else if (!tag.group(1).isEmpty()) {
                assertThat(open).as(tag.group()).isNotEmpty().last().isEqualTo(name);
                open.remove(open.size() - 1);
            }
        }
        assertThat(open).isEmpty();
    }

    private void addEverything(String hostile) {
        Stream.of(Kind.values())
                .forEach(kind -> writer.add(SampleAccess.row(kind, Severity.HIGH, "payments/api", hostile)));
        writer.add(SampleAccess.inFile(hostile, hostile));
        writer.addAccess(List.of(SampleAccess.line(Optional.of(Severity.HIGH), hostile, hostile)));
        writer.notRead(new ReportGap("111122223333", Optional.empty(), ReportGap.Kind.GAP, hostile, List.of(hostile)));
    }

    @Test
    void hostileTextAddsNoElementAndNoAttribute() {
        addEverything("plain");
        Map<String, Integer> plain = elements(page());
        for (String hostile : HOSTILE) {
            StringWriter other = new StringWriter();
            HtmlWriterTest test = new HtmlWriterTest();
            test.addEverything(hostile);
            other.append(test.page());

            assertThat(elements(other.toString())).as(hostile).isEqualTo(plain);
            assertWellFormed(other.toString());
            assertThat(other.toString()).doesNotContain("\u202E", "\u2066", "\u001B", "\u0000", "<script>alert");
        }
    }

    private static Map<String, Integer> elements(String page) {
        Map<String, Integer> counts = new HashMap<>();
        tags(page).forEach(tag -> {
            counts.merge(tag.group(2), 1, Integer::sum);
            Pattern.compile(" ([a-z-]+)(=|(?=[ >])|$)")
                    .matcher(tag.group(3).replaceAll("\"[^\"]*\"", "\"\""))
                    .results()
                    .forEach(attribute -> counts.merge("@" + attribute.group(1), 1, Integer::sum));
        });
        // The picture shows a long text in two lines, a short one in one.
        counts.remove("text");
        List.of("@x", "@y", "@class").forEach(counts::remove);
        return counts;
    }

    @Test
    void thePageLoadsNothing() {
        addEverything("payments");
        String page = page();

        assertThat(tags(page))
                .allSatisfy(tag -> assertThat(tag.group(3))
                        .doesNotContain(
                                " src=", " srcset=", " action=", " style=", " background=", "http-equiv=\"refresh"))
                .noneMatch(tag -> List.of("link", "img", "iframe", "object", "embed", "base", "video", "audio")
                        .contains(tag.group(2)));
        assertThat(page).doesNotContain("@import", "url(", "fetch(", "XMLHttpRequest");
        assertThat(tags(page).stream()
                        .filter(tag -> tag.group(3).contains(" href="))
                        .toList())
                .allSatisfy(tag -> assertThat(tag.group()).matches("<a .*href=\"(#|https://github\\.com/).*>"));
    }

    @Test
    void onlyTheScriptAndTheStyleOfThePageMayRun() {
        assertThat(page().replace("&#39;", "'"))
                .containsPattern(
                        "content=\"default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; script-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none'; form-action 'none'\"")
                .doesNotContain("unsafe-inline");
    }

    @Test
    void headingsDescendByOneAndIdsAreUnique() {
        addEverything("payments");
        String page = page();

        int last = 0;
        for (MatchResult tag : tags(page)) {
            if (tag.group(1).isEmpty() && tag.group(2).matches("h[1-6]")) {
                int level = tag.group(2).charAt(1) - '0';
                assertThat(level).isBetween(1, last + 1);
                last = level;
            }
        }
        assertThat(values(page, "id")).doesNotHaveDuplicates().contains("summary", "access", "results");
        assertThat(values(page, "id")).containsAll(values(page, "aria-labelledby"));
        assertThat(values(page, "id"))
                .containsAll(values(page, "href").stream()
                        .filter(href -> href.startsWith("#"))
                        .map(href -> href.substring(1))
                        .toList());
    }

    private static List<String> values(String page, String attribute) {
        return tags(page).stream()
                .flatMap(tag -> Pattern.compile(" " + attribute + "=\"([^\"]*)\"")
                        .matcher(tag.group(3))
                        .results())
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void landmarksLanguageLabelsAndTableHeadersAreThere() {
        addEverything("payments");
        String page = page();

        assertThat(page).contains("<html lang=\"en\">", "<header>", "<nav aria-label=", "<main id=", "<footer>");
        assertThat(page).containsPattern("(?s)<label>.*<input type=\"search\"");
        assertThat(count(page, "<input ")).isEqualTo(count(page, "<label><input ") + 1);
        assertThat(count(page, "<th ")).isEqualTo(count(page, "<th scope="));
        assertThat(count(page, "<table>")).isEqualTo(count(page, "<caption>")).isPositive();
        assertThat(count(page, "<svg "))
                .isEqualTo(count(page, " role=\"img\" aria-label="))
                .isEqualTo(2);
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    @Test
    void everySeverityIsAWordAndNotOnlyAColour() {
        Stream.of(Severity.values())
                .forEach(severity -> writer.add(SampleAccess.row(Kind.FAIL, severity, "payments/api", "It is open.")));
        writer.add(SampleAccess.row(Kind.UNKNOWN, Severity.LOW, "payments/api", "denied"));
        String page = page();

        for (String word : List.of("CRITICAL", "HIGH", "MEDIUM", "LOW", "UNKNOWN")) {
            assertThat(page).contains("\">" + word + "</span>");
        }
        assertThat(page.indexOf(">CRITICAL</span>")).isLessThan(page.indexOf(">LOW</span>"));
    }

    @Test
    void theWorstThousandResourcesAreListedAndTheOthersCounted() {
        IntStream.range(0, 3_000)
                .forEach(i -> writer.add(SampleAccess.row(
                        Kind.FAIL, i % 3 == 0 ? Severity.HIGH : Severity.LOW, "team/service-" + i, "It is open.")));
        String page = page();

        assertThat(count(page, "<article>")).isEqualTo(Sections.MOST);
        assertThat(page).contains("2000 more resources with results are not listed here", "<b>2000</b> LOW");
        assertThat(count(page, "<span class=\"badge high\">")).isEqualTo(Sections.MOST);
    }

    @Test
    void aResultAboutManyRepositoriesIsListedOnceWithItsRegistry() {
        var row = SampleAccess.row(Kind.FAIL, Severity.LOW, "team/a", "It is open.");
        var subjects = IntStream.range(0, 30)
                .mapToObj(i -> SampleAccess.row(Kind.FAIL, Severity.LOW, "team/service-" + i, "")
                        .subject())
                .toList();
        writer.add(new dev.ecrauditor.report.ReportRow(
                row.rule(),
                new dev.ecrauditor.report.ReportRow.Target(subjects, "x"),
                row.result(),
                List.of(),
                Optional.empty()));

        assertThat(count(page(), "<article>")).isEqualTo(1);
    }

    @Test
    void withoutResultsThePageSaysSo() {
        writer.addAccess(List.of());

        assertThat(page())
                .contains("Nothing needs attention", "No open access path was found", "Everything that the command");
    }

    @Test
    void whatWasNotReadIsToldAndTheReportIsNotComplete() {
        IntStream.range(0, 502)
                .forEach(i -> writer.notRead(new ReportGap(
                        "444455556666", Optional.of("us-east-1"), ReportGap.Kind.GAP, "denied", List.of("aws sts"))));
        writer.finish(false);

        assertThat(text.toString())
                .contains(
                        "this report is not complete", "<th scope=\"row\">444455556666</th>", "2 more are not listed");
    }

    @Test
    void withoutAccessNothingIsSaidAboutIt() {
        writer.add(SampleAccess.row(Kind.PASS, Severity.LOW, "payments/api", ""));

        assertThat(page()).doesNotContain("Access from outside").contains("1 resources");
    }

    @Test
    void thePictureDrawsTheWorstPathsAndTellsTheRest() {
        writer.addAccess(IntStream.range(0, 40)
                .mapToObj(i -> SampleAccess.line(
                        Optional.of(i == 39 ? Severity.CRITICAL : Severity.LOW), "Account " + i, "team/service-" + i))
                .toList());
        String page = page();

        assertThat(page).contains("leaves out 16 access paths", "Account 39");
        assertThat(count(page, "<g class=\"critical\">")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 24})
    void boxesOfThePictureDoNotOverlap(int paths) {
        List<Edge> edges = Edge.of(IntStream.range(0, paths)
                .mapToObj(i -> SampleAccess.line(
                        Optional.of(List.of(Severity.values()).get(i % 4)),
                        "Account " + i % 7,
                        "team/service-" + i % 5))
                .toList());

        for (Picture picture : List.of(WidePicture.of(edges), NarrowPicture.of(edges))) {
            List<Picture.Area> places =
                    picture.boxes().stream().map(Picture.Box::place).toList();
            for (Picture.Area one : places) {
                assertThat(one.y() + one.height()).isLessThanOrEqualTo(picture.height());
                assertThat(one.right()).isLessThanOrEqualTo(picture.width());
                assertThat(places).filteredOn(other -> !other.equals(one)).noneMatch(other -> overlaps(one, other));
            }
        }
    }

    private static boolean overlaps(Picture.Area one, Picture.Area other) {
        return one.x() < other.right()
                && other.x() < one.right()
                && one.y() < other.y() + other.height()
                && other.y() < one.y() + one.height();
    }

    @Test
    void everyColourOfTextHasEnoughContrast() {
        Map<String, String> colours = new HashMap<>();
        Pattern.compile("--([a-z]+): (#[0-9a-f]{6});")
                .matcher(PageText.load().style())
                .results()
                .forEach(found -> colours.put(found.group(1), found.group(2)));

        for (String text : List.of(
                "ink", "soft", "link", "critical", "high", "medium", "low", "unknown", "waived", "information")) {
            for (String background : Arrays.asList(colours.get("page"), colours.get("card"))) {
                assertThat(contrast(colours.get(text), background))
                        .as(text + " on " + background)
                        .isGreaterThan(4.5);
            }
        }
    }

    /** Source: Web Content Accessibility Guidelines 2.1, "contrast ratio". */
    private static double contrast(String one, String other) {
        double first = luminance(one);
        double second = luminance(other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(String colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        return IntStream.range(0, 3)
                .mapToDouble(i -> {
                    double part = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
                    return weights[i] * (part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
                })
                .sum();
    }
}

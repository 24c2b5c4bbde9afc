package dev.ecrauditor.cli.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ecrauditor.report.ReportGap;
import dev.ecrauditor.report.ReportRow.Kind;
import dev.ecrauditor.rule.Severity;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in headless Chromium, where it is installed; {@code CHROMIUM} names the program. */
class PageInBrowserTest {

    private static final String LONG = "team-with-a-long-name/".repeat(5) + "service";

    /** Put in place of the policy, so that a script can measure. */
    private static final String MEASURE = """
            <script>
            const out = {};
            out.overflow = document.documentElement.scrollWidth - document.documentElement.clientWidth;
            out.formShown = !document.getElementById('filters').hidden;
            const box = document.querySelector('input[value=critical]');
            box.checked = false;
            box.dispatchEvent(new Event('input', {bubbles: true}));
            out.afterSeverity = document.getElementById('filter-status').textContent;
            const words = document.querySelector('input[type=search]');
            words.value = 'SERVICE-3';
            words.dispatchEvent(new Event('input', {bubbles: true}));
            out.afterWords = document.getElementById('filter-status').textContent;
            document.title = JSON.stringify(out);
            </script>
            </body>""";

    @TempDir
    private Path folder;

    private static Optional<String> browser() {
        String named = System.getenv("CHROMIUM");
        return Stream.concat(
                        Optional.ofNullable(named).stream(),
                        Stream.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
                                .flatMap(name -> Stream.of(System.getenv()
                                                .getOrDefault("PATH", "")
                                                .split(File.pathSeparator))
                                        .map(place -> Path.of(place, name).toString())))
                .filter(program -> Files.isExecutable(Path.of(program)))
                .findFirst();
    }

    private static String page() {
        StringWriter text = new StringWriter();
        HtmlWriter writer = new HtmlWriter(new PrintWriter(text), SampleAccess.RUN);
        IntStream.range(0, 6)
                .forEach(i -> writer.add(SampleAccess.row(
                        Kind.FAIL, i < 2 ? Severity.CRITICAL : Severity.LOW, "team/service-" + i, LONG)));
        writer.addAccess(List.of(SampleAccess.line(Optional.of(Severity.HIGH), LONG, LONG)));
        writer.notRead(new ReportGap("111122223333", Optional.empty(), ReportGap.Kind.GAP, LONG, List.of(LONG)));
        writer.finish(true);
        return text.toString();
    }

    private String dom(String html, int width) throws IOException, InterruptedException {
        Optional<String> browser = browser();
        assumeTrue(browser.isPresent(), "no Chromium on the PATH: the page is not shown in a browser");
        Path file = Files.writeString(folder.resolve("page.html"), html);
        Path out = folder.resolve("dom.html");
        List<String> line = new ArrayList<>(List.of(
                browser.get(),
                "--headless",
                "--disable-gpu",
                "--no-sandbox",
                "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=" + width + ",900",
                "--dump-dom",
                file.toUri().toString()));
        Process process = new ProcessBuilder(line)
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return Files.readString(out);
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1280})
    void noTextNeedsHorizontalScrollingAndTheFiltersWork(int width) throws Exception {
        String measured = page().replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
                .replace("</body>", MEASURE);

        assertThat(dom(measured, width))
                .contains(
                        "<title>{\"overflow\":0,\"formShown\":true,\"afterSeverity\":\"4 of 6 resources are shown.\",\"afterWords\":\"1 of 6 resources are shown.\"}</title>");
    }

    @Test
    void thePolicyLetsTheScriptOfThePageRunAndNoOther() throws Exception {
        String attacked = page().replace("</body>", "<script>document.title = 'attacked'</script></body>");

        assertThat(dom(attacked, 1280))
                .contains("6 of 6 resources are shown.")
                .contains("<title>ECR Auditor: audit</title>");
    }
}

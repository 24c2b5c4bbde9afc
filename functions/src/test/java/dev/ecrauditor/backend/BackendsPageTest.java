package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/backends.md says what the backends' tests assert, in the same words. */
class BackendsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "backends.md");

    @Test
    void thePageShowsEveryDifferenceOfEveryBackendAndNoOther() throws IOException {
        List<String> rows = Stream.of(Difference.values())
                .map(difference -> "| " + difference.sentence() + " |"
                        + cell(difference, LocalAwsBackendTest.DIFFERENCES)
                        + cell(difference, MotoServer.DIFFERENCES)
                        + cell(difference, LocalStackServer.DIFFERENCES))
                .toList();
        List<String> page = Files.readAllLines(PAGE);
        int head = page.indexOf("| difference | local-aws | moto | LocalStack |");
        assertThat(head).as("the table's head").isNotNegative();
        List<String> table = page.subList(head + 2, page.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        assertThat(table).containsExactlyElementsOf(rows);
    }

    private static String cell(Difference difference, Set<Difference> differences) {
        return differences.contains(difference) ? " x |" : " |";
    }
}

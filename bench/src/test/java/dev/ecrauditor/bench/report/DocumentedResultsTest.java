package dev.ecrauditor.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DocumentedResultsTest {

    @Test
    void theTableBetweenTheMarksIsReplaced() {
        String page = "before\n" + DocumentedResults.BEGIN + "\nold\n" + DocumentedResults.END + "\nafter\n";
        assertThat(DocumentedResults.replace(page, "new\n"))
                .isEqualTo("before\n" + DocumentedResults.BEGIN + "\n\nnew\n\n" + DocumentedResults.END + "\nafter\n");
    }

    @Test
    void aPageWithoutMarksIsRefused() {
        assertThatThrownBy(() -> DocumentedResults.replace("no marks", "new"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no lines");
    }

    @Test
    void thePageOfTheProjectHasMarks() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "performance.md"));
        assertThat(DocumentedResults.replace(page, "the table")).contains("the table");
    }
}

package dev.ecrauditor.settings.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ecrauditor.settings.yaml.InvalidSettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The waivers that alerts offer are entries of a settings file, as soon as a person has completed them. */
class AlertedWaiversTest {

    private static final Path ALERTS = Path.of("..", "functions", "src", "test", "resources", "alerts");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String OWNER = "owner: ''";
    private static final String REASON = "reason: ''";
    private static final String EXPIRES = "expires: YYYY-MM-DD";

    @TempDir
    Path directory;

    /** Each text once. */
    static Set<String> waivers() throws IOException {
        Set<String> waivers = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ALERTS)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".alert.json"))
                    .toList()) {
                try (MappingIterator<JsonNode> alerts =
                        JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
                    alerts.readAll().stream()
                            .map(alert -> alert.path("waiver").asText())
                            .filter(waiver -> !waiver.isEmpty())
                            .forEach(waivers::add);
                }
            }
        }
        return waivers;
    }

    @Test
    void manyAlertsOfferAWaiver() throws IOException {
        assertThat(waivers()).hasSizeGreaterThan(20).anyMatch(waiver -> waiver.contains("grants:"));
    }

    @ParameterizedTest
    @MethodSource("waivers")
    void aCompletedWaiverIsAccepted(String waiver) throws IOException {
        assertThat(read(completed(waiver)).json()).contains("\"expires\":\"2027-01-31\"");
    }

    @ParameterizedTest
    @MethodSource("waivers")
    void aWaiverIsRefusedUntilOwnerReasonAndLastDayAreWritten(String waiver) {
        for (String left : List.of(OWNER, REASON, EXPIRES)) {
            String allButOne = waiver.lines()
                    .map(line -> line.contains(left) ? line : completed(line))
                    .reduce("", (text, line) -> text + line + "\n");
            assertThatThrownBy(() -> read(allButOne))
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessageContaining(left.substring(0, left.indexOf(':')));
        }
    }

    private static String completed(String waiver) {
        return waiver.replace(OWNER, "owner: payments@example.org")
                .replace(REASON, "reason: It is known")
                .replace(EXPIRES, "expires: 2027-01-31");
    }

    private SettingsFile read(String waivers) throws IOException {
        return SettingsFile.read(Files.writeString(directory.resolve("auditor.yaml"), "waivers:\n" + waivers));
    }
}

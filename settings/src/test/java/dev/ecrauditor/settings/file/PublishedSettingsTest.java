package dev.ecrauditor.settings.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The object belongs to one deployment by its key, and holds what may change without one. */
class PublishedSettingsTest {

    private static final String DEPLOYED = """
            trust: {accounts: ['444455556666']}
            schedule: {sweepEvery: PT12H}
            """;

    @TempDir
    private Path directory;

    private SettingsFile settings(String yaml) throws IOException {
        Path file = directory.resolve("auditor.yaml");
        Files.writeString(file, yaml);
        return SettingsFile.read(file);
    }

    @Test
    void otherSettingsHaveAnotherKeyAndEqualOnesTheSame() throws IOException {
        String key = PublishedSettings.key(settings(DEPLOYED));
        assertThat(key).matches("settings/[0-9a-f]{32}/settings\\.json");
        assertThat(PublishedSettings.key(settings("# a remark\n" + DEPLOYED))).isEqualTo(key);
        assertThat(PublishedSettings.key(settings(DEPLOYED.replace("4444", "4445"))))
                .isNotEqualTo(key);
    }

    @Test
    void onlyTheMarkOfAChangedKeyIsAnother() throws IOException {
        Map<String, String> before = PublishedSettings.marks(settings(DEPLOYED));
        Map<String, String> after = PublishedSettings.marks(settings(DEPLOYED.replace("PT12H", "PT24H")));
        assertThat(after.keySet()).containsExactlyElementsOf(before.keySet());
        assertThat(after.entrySet())
                .filteredOn(mark -> !mark.getValue().equals(before.get(mark.getKey())))
                .extracting(Map.Entry::getKey)
                .containsExactly("schedule");
    }

    @Test
    void theObjectHoldsWhatMayChangeAndNothingElse() throws IOException {
        JsonNode object = new ObjectMapper().readTree(PublishedSettings.object(settings(DEPLOYED)));
        assertThat(object.fieldNames()).toIterable().containsExactly("schema", "trust", "waivers");
        assertThat(object.at("/trust/accounts/0").asText()).isEqualTo("444455556666");
        assertThat(object.at("/waivers").isArray()).isTrue();
    }
}

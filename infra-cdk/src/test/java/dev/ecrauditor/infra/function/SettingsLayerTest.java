package dev.ecrauditor.infra.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.infra.SynthesizedHub;
import dev.ecrauditor.infra.settings.HubSettings;
import dev.ecrauditor.infra.settings.SettingsArchive;
import dev.ecrauditor.settings.file.RemediationMode;
import dev.ecrauditor.settings.file.SettingsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLayerTest {

    private static final String DRY = "remediation: [{accounts: ['*'], mode: DRY_RUN}]";

    @TempDir
    private Path directory;

    @Test
    void theArchiveHoldsTheCheckedSettingsWhereTheFunctionsReadThem() throws IOException {
        SettingsFile settings = SynthesizedHub.settings(DRY);
        try (ZipFile zip =
                new ZipFile(SettingsArchive.write(settings, directory).toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("ecr-auditor/settings.json");
            assertThat(zip.getInputStream(zip.getEntry("ecr-auditor/settings.json")))
                    .hasContent(settings.json());
        }
    }

    @Test
    void theSameSettingsAreTheSameBytesWhereverAndWheneverTheyAreMade() throws IOException {
        Path first = SettingsArchive.write(SynthesizedHub.settings(DRY), directory.resolve("first"));
        TimeZone here = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(here.getRawOffset() == 0 ? "Asia/Tokyo" : "UTC"));
        Path second;
        try {
            second = SettingsArchive.write(
                    SynthesizedHub.settings(
                            "# written otherwise\nremediation:\n- mode: DRY_RUN\n  accounts:\n  - '*'\n"),
                    directory.resolve("second"));
        } finally {
            TimeZone.setDefault(here);
        }
        assertThat(second)
                .hasSameBinaryContentAs(first)
                .hasFileName(first.getFileName().toString());
        // The name is the hash of every byte: a Java that writes archives otherwise would replace layers on a mere
        // upgrade.
        assertThat(first).hasFileName("settings-9496833c15318270acad44f9b8bff9243e24bc95a858b6edd79cd6579d7badc4.zip");
    }

    @Test
    void theSameSettingsAreTheSameAssetInTwoSyntheses() {
        SynthesizedHub once = SynthesizedHub.withSettings(DRY);
        SynthesizedHub again = SynthesizedHub.synthesize(new HubSettings(SynthesizedHub.settings(DRY)));
        assertThat(again.json()).isEqualTo(once.json());
    }

    @Test
    void otherSettingsAreAnotherAssetAndAnotherVersionOfTheFunctions() {
        SynthesizedHub dry = SynthesizedHub.withRemediation(RemediationMode.DRY_RUN);
        SynthesizedHub excluding = SynthesizedHub.withSettings(DRY + "\nexclusions: [{repositories: [a], reason: r}]");
        assertThat(asset(excluding)).isNotEqualTo(asset(dry));
        for (String function : List.of("AuditFunction", "SweepFunction", "AlertFunction", "Remediation")) {
            assertThat(version(excluding, function)).isNotEqualTo(version(dry, function));
        }
    }

    @Test
    void aNewRecipientPublishesNoNewVersionOfAFunction() {
        SynthesizedHub nobody = SynthesizedHub.withSettings(DRY);
        SynthesizedHub somebody = SynthesizedHub.withSettings(DRY + "\nalerts: {emails: [security@example.org]}");
        assertThat(somebody.json()).isNotEqualTo(nobody.json());
        assertThat(asset(somebody)).isEqualTo(asset(nobody));
        assertThat(version(somebody, "AuditFunction")).isEqualTo(version(nobody, "AuditFunction"));
    }

    @Test
    void ownersAreInTheLayerBecauseAlertsNameThem() {
        SynthesizedHub nobody = SynthesizedHub.withSettings(DRY);
        SynthesizedHub somebody = SynthesizedHub.withSettings(
                DRY + "\nowners: [{accounts: ['*'], name: payments, email: payments@example.org}]");
        assertThat(asset(somebody)).isNotEqualTo(asset(nobody));
        assertThat(version(somebody, "AlertFunction")).isNotEqualTo(version(nobody, "AlertFunction"));
    }

    @Test
    void theLayerIsForTheRuntimeOfTheFunctions() {
        SynthesizedHub.Resource layer =
                SynthesizedHub.withSettings(DRY).resource("AWS::Lambda::LayerVersion", "Settings");
        assertThat(layer.property("/CompatibleRuntimes/0")).isEqualTo("java25");
        assertThat(layer.property("/CompatibleArchitectures/0")).isEqualTo("arm64");
    }

    @Test
    void theSettingsAreInNoTemplate() {
        SynthesizedHub hub = SynthesizedHub.withSettings(
                "exclusions: [{repositories: [a], reason: 'a reason that only the layer holds'}]");
        assertThat(hub.json().toString()).doesNotContain("only the layer holds");
    }

    private static String asset(SynthesizedHub hub) {
        return hub.resource("AWS::Lambda::LayerVersion", "Settings").property("/Content/S3Key");
    }

    private static String version(SynthesizedHub hub, String function) {
        return hub.resource("AWS::Lambda::Version", function).id();
    }
}

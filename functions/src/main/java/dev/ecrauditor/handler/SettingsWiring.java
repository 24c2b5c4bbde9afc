package dev.ecrauditor.handler;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.s3.S3PublishedObjects;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.published.Baselines;
import dev.ecrauditor.settings.published.CurrentSettings;
import dev.ecrauditor.settings.published.PublishedObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Where the settings come from: the file in the function's layer, and objects that are published beside it. */
final class SettingsWiring {

    private final Environment environment;
    private final PublishedObjects objects;
    private final Clock clock;

    SettingsWiring(Environment environment, AwsClients clients, Clock clock) {
        this.environment = environment;
        this.objects = environment
                .optional("SETTINGS_BUCKET")
                .<PublishedObjects>map(bucket -> new S3PublishedObjects(clients, bucket, clock))
                .orElseGet(PublishedObjects::none);
        this.clock = clock;
    }

    CurrentSettings settings() {
        Optional<Path> file = environment.optional("SETTINGS_FILE").map(Path::of);
        return new CurrentSettings(
                () -> file.map(SettingsWiring::read).orElseGet(Reading.Absent::new),
                environment.optional("SETTINGS_KEY"),
                objects,
                clock);
    }

    Baselines baselines() {
        return new Baselines(objects, clock);
    }

    private static Reading<String> read(Path path) {
        try {
            return new Reading.Known<>(Files.readString(path));
        } catch (IOException fault) {
            return new Reading.Unreadable<>("SETTINGS_FILE", path + ": " + fault.getMessage());
        }
    }
}

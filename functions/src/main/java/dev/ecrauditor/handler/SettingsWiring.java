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
import java.util.function.Supplier;

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
        return new CurrentSettings(
                environment
                        .optional("SETTINGS_FILE")
                        .<Supplier<Reading<String>>>map(path -> new DeployedFile(Path.of(path))::text)
                        .orElse(Reading.Absent::new),
                environment.optional("SETTINGS_KEY"),
                objects,
                clock);
    }

    Baselines baselines() {
        return new Baselines(objects, clock);
    }

    /** A file of a layer, which does not change while the function runs. What could not be read is read again. */
    private static final class DeployedFile {

        private final Path path;
        private volatile Optional<Reading<String>> known = Optional.empty();

        DeployedFile(Path path) {
            this.path = path;
        }

        Reading<String> text() {
            return known.orElseGet(this::read);
        }

        private Reading<String> read() {
            try {
                Reading<String> text = new Reading.Known<>(Files.readString(path));
                known = Optional.of(text);
                return text;
            } catch (IOException fault) {
                return new Reading.Unreadable<>("SETTINGS_FILE", path + ": " + fault.getMessage());
            }
        }
    }
}

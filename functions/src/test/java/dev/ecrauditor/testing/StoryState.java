package dev.ecrauditor.testing;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.EcrRepositoryReader;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the auditor reads in a story of {@code events/}, a minute after the call.
 *
 * @param folder the folder of the story
 */
public record StoryState(Path folder) {

    private static final Path EVENTS = Path.of("..", "events");

    public static StoryState named(String story) {
        return new StoryState(EVENTS.resolve(story));
    }

    /** Reads the repository of the story, with these settings that need a call of their own. */
    public RepositorySnapshot read(Predicate<Setting> optional) {
        try {
            Json event = JsonReader.read(Files.readString(folder.resolve("event.json")));
            RepositoryArn arn = event.items("detail", "resources").stream()
                    .flatMap(resource -> resource.text("ARN").stream())
                    .flatMap(text -> RepositoryArn.parse(text).stream())
                    .findFirst()
                    .orElseThrow();
            return read(arn, Instant.parse(event.text("detail", "eventTime").orElseThrow()), optional);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (MalformedJson fault) {
            throw new AssertionError(folder.toString(), fault);
        }
    }

    private RepositorySnapshot read(RepositoryArn arn, Instant called, Predicate<Setting> optional) throws IOException {
        MutableClock clock = new MutableClock(called.plusSeconds(60));
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
                AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), arn.region(), arn.account())) {
            aws.load(folder.resolve("account.json"));
            AccountCredentials own = new AccountCredentials(clients, Optional.empty(), clock);
            Reading<RepositorySnapshot> read = new EcrRepositoryReader(clients, own, clock)
                    .reading(optional)
                    .read(arn);
            return ((Reading.Known<RepositorySnapshot>) read).value();
        }
    }
}

package dev.ecrauditor.testing;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.key.KmsEncryptionKeyReader;
import dev.ecrauditor.aws.registry.EcrRegistryContextSource;
import dev.ecrauditor.aws.registry.EcrRegistryReader;
import dev.ecrauditor.aws.registry.SigningReads;
import dev.ecrauditor.aws.repository.EcrRepositoryLister;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.key.EncryptedRepositories;
import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

    /** Reads the first repository of the story's account, with these settings that need a call of their own. */
    public RepositorySnapshot read(Predicate<Setting> optional) {
        return reading(accounts -> {
            Reading<RepositorySnapshot> read = new EcrRepositoryReader(
                            accounts.clients(),
                            accounts.own(),
                            accounts.clock(),
                            EcrRegistryContextSource.cached(
                                    accounts.clients(), accounts.own(), SigningReads.YES, accounts.clock()))
                    .reading(optional)
                    .read(accounts.repositories().get(0));
            return ((Reading.Known<RepositorySnapshot>) read).value();
        });
    }

    /** Reads the registry of the story's account. */
    public RegistrySnapshot readRegistry() {
        return reading(accounts -> {
            RepositoryArn any = accounts.repositories().get(0);
            Reading<RegistrySnapshot> read = new EcrRegistryReader(accounts.clients(), accounts.own(), accounts.clock())
                    .read(any.account(), any.region());
            return ((Reading.Known<RegistrySnapshot>) read).value();
        });
    }

    /** Reads the key of the story's repositories, with its grants. */
    public EncryptionKey readKey() {
        return reading(accounts -> {
            RepositoryArn any = accounts.repositories().get(0);
            Reading<RepositorySnapshot> read =
                    new EcrRepositoryReader(accounts.clients(), accounts.own(), accounts.clock()).read(any);
            KeyArn key = ((Reading.Known<RepositorySnapshot>) read)
                    .value()
                    .encryption()
                    .keyArn()
                    .flatMap(KeyArn::parse)
                    .orElseThrow();
            return new KmsEncryptionKeyReader(accounts.clients(), accounts.own(), accounts.clock())
                    .readWithGrants(key, new EncryptedRepositories(any.account(), accounts.repositories()));
        });
    }

    /** The endpoint with the state of the story. */
    private record Accounts(
            AwsClients clients, AccountCredentials own, MutableClock clock, List<RepositoryArn> repositories) {}

    private <T> T reading(Function<Accounts, T> read) {
        try {
            Json event = JsonReader.read(Files.readString(folder.resolve("event.json")));
            return reading(event, read);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (MalformedJson fault) {
            throw new AssertionError(folder.toString(), fault);
        }
    }

    private <T> T reading(Json event, Function<Accounts, T> read) throws IOException {
        String account = event.text("account").orElseThrow();
        String region = event.text("region").orElseThrow();
        Instant called = Instant.parse(event.text("detail", "eventTime").orElseThrow());
        MutableClock clock = new MutableClock(called.plusSeconds(60));
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
                AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), region, account)) {
            aws.load(folder.resolve("account.json"));
            AccountCredentials own = new AccountCredentials(clients, Optional.empty(), clock);
            Reading<List<RepositoryArn>> repositories = new EcrRepositoryLister(clients, own).list(account, region);
            return read.apply(
                    new Accounts(clients, own, clock, ((Reading.Known<List<RepositoryArn>>) repositories).value()));
        }
    }
}

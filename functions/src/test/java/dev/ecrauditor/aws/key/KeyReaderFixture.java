package dev.ecrauditor.aws.key;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.key.EncryptedRepositories;
import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.key.GrantSummary;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The reader of keys with real clients at the simulated endpoint. */
final class KeyReaderFixture implements AutoCloseable {

    static final String ACCOUNT = "111122223333";
    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    static final RepositoryArn API = repository("payments/api");
    static final KeyArn KEY = KeyArn.parse(LocalAccounts.keyArn(API)).orElseThrow();

    final MutableClock clock = new MutableClock(NOW);
    final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    final LocalAccounts accounts = new LocalAccounts(aws);
    final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", "999988887777");
    final KmsEncryptionKeyReader reader = new KmsEncryptionKeyReader(
            clients, new AccountCredentials(clients, Optional.of("ecr-auditor-read"), clock), clock);

    @Override
    public void close() {
        clients.close();
        aws.close();
    }

    static RepositoryArn repository(String name) {
        return new RepositoryArn("aws", "us-east-1", ACCOUNT, name);
    }

    static EncryptedRepositories repositories(String... names) {
        return new EncryptedRepositories(
                ACCOUNT, Arrays.stream(names).map(KeyReaderFixture::repository).toList());
    }

    /** The key with these members of an account-state file, such as {@code "keyState": "Disabled"}. */
    void key(String members) {
        accounts.load(
                API, "\"keys\": [{\"keyId\": \"" + KEY.id() + "\"" + (members.isEmpty() ? "" : ", " + members) + "}]");
    }

    /** The key, and repositories that it encrypts. */
    void keyOf(String... names) {
        List<String> all = Arrays.stream(names).map(KeyReaderFixture::encrypted).toList();
        accounts.load(
                API,
                "\"keys\": [{\"keyId\": \"" + KEY.id() + "\"}], \"repositories\": [" + String.join(", ", all) + "]");
    }

    private static String encrypted(String name) {
        return """
                {"repositoryName": "%s", "createdAt": "2026-03-02T09:30:00Z",
                 "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "%s"}}""".formatted(name, KEY);
    }

    EncryptionKey read() {
        return reader.read(KEY, repositories("payments/api"));
    }

    KeySnapshot known() {
        return ((Reading.Known<KeySnapshot>) read().key()).value();
    }

    GrantSummary grants(String... names) {
        return ((Reading.Known<GrantSummary>)
                        reader.readWithGrants(KEY, repositories(names)).grants())
                .value();
    }
}

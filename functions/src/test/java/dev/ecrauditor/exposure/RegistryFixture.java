package dev.ecrauditor.exposure;

import dev.ecrauditor.exposure.RegistryAccess.ReplicationHistory;
import dev.ecrauditor.exposure.path.Exposure;
import dev.ecrauditor.registry.CreationTemplate;
import dev.ecrauditor.registry.PullThroughCacheRule;
import dev.ecrauditor.registry.RegistryScanning;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.registry.ReplicationRule.Destination;
import dev.ecrauditor.registry.ReplicationRule.Filter;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.ScopedRegistryPolicy;
import dev.ecrauditor.repository.TagMutability;
import dev.ecrauditor.rule.TrustedParties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A registry to evaluate; closed unless something is set. Quotes in policies are written as apostrophes. */
final class RegistryFixture {

    static final String OWNER = "111122223333";
    static final String FOREIGN = "444455556666";
    static final String REGION = "us-east-1";
    static final String ARN = "arn:aws:ecr:us-east-1:111122223333:repository/";

    private final String region;
    private final Map<String, Reading<RepositoryPolicy>> policies = new TreeMap<>();
    private final List<ReplicationRule> replication = new ArrayList<>();
    private final List<CreationTemplate> templates = new ArrayList<>();
    private final List<PullThroughCacheRule> cacheRules = new ArrayList<>();
    private Reading<RegistryPolicy> policy = new Reading.Absent<>();
    private Reading<String> scope = new Reading.Known<>("V2");
    private Optional<Reading<List<ReplicationRule>>> replicationReading = Optional.empty();
    private Optional<Reading<List<CreationTemplate>>> templatesReading = Optional.empty();
    private Optional<Reading<List<PullThroughCacheRule>>> cacheReading = Optional.empty();
    private Optional<Reading<List<String>>> names = Optional.empty();
    private ReplicationHistory history = ReplicationHistory.NONE;

    private RegistryFixture(String region) {
        this.region = region;
    }

    static RegistryFixture registry() {
        return new RegistryFixture(REGION);
    }

    static RegistryFixture in(String region) {
        return new RegistryFixture(region);
    }

    /** Adds repositories without a policy. */
    RegistryFixture repositories(String... some) {
        Arrays.stream(some).forEach(name -> policies.put(name, new Reading.Absent<>()));
        return this;
    }

    RegistryFixture repository(String name, String... statements) {
        policies.put(name, new Reading.Known<>(RepositoryPolicy.of(policy(statements))));
        return this;
    }

    RegistryFixture repository(String name, Reading<RepositoryPolicy> reading) {
        policies.put(name, reading);
        return this;
    }

    RegistryFixture registryPolicy(String... statements) {
        policy = new Reading.Known<>(RegistryPolicy.of(policy(statements)));
        return this;
    }

    RegistryFixture registryPolicy(Reading<RegistryPolicy> reading) {
        policy = reading;
        return this;
    }

    RegistryFixture scope(String value) {
        scope = new Reading.Known<>(value);
        return this;
    }

    RegistryFixture scope(Reading<String> reading) {
        scope = reading;
        return this;
    }

    RegistryFixture replicates(String account, String toRegion, String... prefixes) {
        replication.add(new ReplicationRule(
                List.of(new Destination(account, toRegion)),
                Stream.of(prefixes)
                        .map(prefix -> new Filter(prefix, "PREFIX_MATCH"))
                        .toList()));
        return this;
    }

    RegistryFixture replication(Reading<List<ReplicationRule>> reading) {
        replicationReading = Optional.of(reading);
        return this;
    }

    RegistryFixture template(String prefix, Set<String> appliedFor, String... statements) {
        templates.add(new CreationTemplate(
                prefix,
                appliedFor,
                new Encryption("AES256", Optional.empty(), new Reading.Absent<>()),
                TagMutability.MUTABLE,
                statements.length == 0 ? Optional.empty() : Optional.of(RepositoryPolicy.of(policy(statements)))));
        return this;
    }

    RegistryFixture templates(Reading<List<CreationTemplate>> reading) {
        templatesReading = Optional.of(reading);
        return this;
    }

    RegistryFixture caches(String prefix, String url) {
        cacheRules.add(new PullThroughCacheRule(prefix, url, Optional.empty()));
        return this;
    }

    RegistryFixture cacheRules(Reading<List<PullThroughCacheRule>> reading) {
        cacheReading = Optional.of(reading);
        return this;
    }

    RegistryFixture names(Reading<List<String>> reading) {
        names = Optional.of(reading);
        return this;
    }

    RegistryFixture history(ReplicationHistory known) {
        history = known;
        return this;
    }

    RegistrySnapshot snapshot() {
        return new RegistrySnapshot(
                OWNER,
                region,
                Instant.EPOCH,
                new RegistrySnapshot.AccessSettings(
                        new ScopedRegistryPolicy(policy, scope),
                        replicationReading.orElseGet(() -> new Reading.Known<>(replication)),
                        templatesReading.orElseGet(() -> new Reading.Known<>(templates)),
                        cacheReading.orElseGet(() -> new Reading.Known<>(cacheRules))),
                new Reading.Known<>(new RegistryScanning("BASIC", List.of())),
                new Reading.Absent<>(),
                names.orElseGet(() -> new Reading.Known<>(List.copyOf(policies.keySet()))));
    }

    RegistryAccess access() {
        return new RegistryAccess(snapshot(), policies, history);
    }

    Exposure exposure() {
        return exposure(TrustedParties.NOBODY);
    }

    Exposure exposure(TrustedParties trusted) {
        return AccountExposure.of(List.of(access()), trusted).get(0);
    }

    /** The exposure of this registry beside others of the account. */
    Exposure beside(RegistryFixture... others) {
        List<RegistryAccess> all = new ArrayList<>(List.of(access()));
        Stream.of(others).map(RegistryFixture::access).forEach(all::add);
        return AccountExposure.of(all, TrustedParties.NOBODY).get(0);
    }

    static String policy(String... statements) {
        return "{'Version': '2012-10-17', 'Statement': [".replace('\'', '"')
                + String.join(", ", statements).replace('\'', '"') + "]}";
    }

    /** An Allow for a whole account, or for everybody with a star. */
    static String allow(String principal, String actions, String... more) {
        return statement("Allow", principal, actions, more);
    }

    static String deny(String principal, String actions, String... more) {
        return statement("Deny", principal, actions, more);
    }

    private static String statement(String effect, String principal, String actions, String... more) {
        String who = principal.equals("*") ? "'*'" : "{'AWS': '" + principal + "'}";
        return "{'Effect': '" + effect + "', 'Principal': " + who + ", 'Action': [" + quoted(actions) + "]"
                + Stream.of(more).map(element -> ", " + element).reduce("", String::concat) + "}";
    }

    private static String quoted(String actions) {
        return String.join(
                ", ",
                Stream.of(actions.split(" ")).map(action -> "'" + action + "'").toList());
    }

    /** A Resource element. */
    static String on(String... patterns) {
        return "'Resource': ["
                + String.join(
                        ", ", Stream.of(patterns).map(one -> "'" + one + "'").toList()) + "]";
    }

    static <T> Reading<T> refused(String permission) {
        return new Reading.Unreadable<>(permission, "AWS denies it");
    }
}

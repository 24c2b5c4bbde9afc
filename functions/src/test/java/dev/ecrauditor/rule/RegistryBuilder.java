package dev.ecrauditor.rule;

import dev.ecrauditor.registry.CreationTemplate;
import dev.ecrauditor.registry.PullThroughCacheRule;
import dev.ecrauditor.registry.RegistryScanning;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.registry.RegistrySnapshot.AccessSettings;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.ScanningRule;
import dev.ecrauditor.repository.ScopedRegistryPolicy;
import dev.ecrauditor.repository.SigningRule;
import dev.ecrauditor.repository.TagMutability;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A registry as a rule evaluates it: that of account 111122223333 in us-east-1, with three repositories and every
 * setting right unless a test says otherwise. Each method answers a changed copy.
 */
public record RegistryBuilder(RegistrySnapshot built) {

    public static final String ACCOUNT = "111122223333";
    public static final String REGION = "us-east-1";
    public static final String FOREIGN = "444455556666";
    public static final List<String> REPOSITORIES = List.of("payments/api", "prod/web", "production/db");

    public static RegistryBuilder registry() {
        return new RegistryBuilder(new RegistrySnapshot(
                ACCOUNT,
                REGION,
                SnapshotBuilder.READ_AT,
                new AccessSettings(
                        new ScopedRegistryPolicy(new Reading.Absent<>(), new Reading.Known<>("V2")),
                        new Reading.Known<>(List.of()),
                        new Reading.Known<>(List.of()),
                        new Reading.Known<>(List.of())),
                new Reading.Known<>(new RegistryScanning("BASIC", List.of())),
                new Reading.Unreadable<>("ecr:GetSigningConfiguration", Reading.Unreadable.NOT_READ),
                new Reading.Known<>(REPOSITORIES)));
    }

    /** A fact that AWS denies. */
    public static <T> Reading<T> denied(String permission) {
        return new Reading.Unreadable<>(permission, "ECR denies reading it");
    }

    /** Rules to one destination; filters are prefixes. */
    public static ReplicationRule replication(String account, String region, String... prefixes) {
        return new ReplicationRule(
                List.of(new ReplicationRule.Destination(account, region)),
                Stream.of(prefixes)
                        .map(prefix -> new ReplicationRule.Filter(prefix, "PREFIX_MATCH"))
                        .toList());
    }

    public static ScanningRule scanning(String frequency, String... filters) {
        return new ScanningRule(
                frequency,
                Stream.of(filters)
                        .map(filter -> new ScanningRule.Filter(filter, "WILDCARD"))
                        .toList());
    }

    /** A template for everything with every setting right. */
    public static CreationTemplate template(String prefix) {
        return template(prefix, "PULL_THROUGH_CACHE", "REPLICATION", "CREATE_ON_PUSH");
    }

    /** A template for some purposes with every setting right. */
    public static CreationTemplate template(String prefix, String... appliedFor) {
        return new CreationTemplate(
                prefix,
                Set.of(appliedFor),
                encryption("KMS", Optional.of(SnapshotBuilder.OWN_KEY)),
                TagMutability.IMMUTABLE,
                Optional.empty());
    }

    public static CreationTemplate encrypted(CreationTemplate template, String type, Optional<String> key) {
        return new CreationTemplate(
                template.prefix(), template.appliedFor(), encryption(type, key), template.tags(), template.policy());
    }

    public static CreationTemplate tagged(CreationTemplate template, String mutability, String... filters) {
        return new CreationTemplate(
                template.prefix(),
                template.appliedFor(),
                template.encryption(),
                new TagMutability(mutability, List.of(filters)),
                template.policy());
    }

    public static CreationTemplate withPolicy(CreationTemplate template, String singleQuoted) {
        return new CreationTemplate(
                template.prefix(),
                template.appliedFor(),
                template.encryption(),
                template.tags(),
                Optional.of(RepositoryPolicy.of(singleQuoted.replace('\'', '"'))));
    }

    private static Encryption encryption(String type, Optional<String> key) {
        Reading<KeySnapshot> notRead = new Reading.Unreadable<>("kms:DescribeKey", Reading.Unreadable.NOT_READ);
        return new Encryption(type, key, notRead);
    }

    public RegistryBuilder replicating(ReplicationRule... rules) {
        return replicating(new Reading.Known<>(List.of(rules)));
    }

    public RegistryBuilder replicating(Reading<List<ReplicationRule>> replication) {
        AccessSettings old = built.access();
        return access(new AccessSettings(old.policy(), replication, old.templates(), old.cacheRules()));
    }

    public RegistryBuilder templates(CreationTemplate... templates) {
        return templates(new Reading.Known<>(List.of(templates)));
    }

    public RegistryBuilder templates(Reading<List<CreationTemplate>> templates) {
        AccessSettings old = built.access();
        return access(new AccessSettings(old.policy(), old.replication(), templates, old.cacheRules()));
    }

    public RegistryBuilder cacheRule(String prefix, String upstream) {
        return cacheRules(new Reading.Known<>(Stream.concat(
                        known(built.access().cacheRules()),
                        Stream.of(new PullThroughCacheRule(prefix, upstream, Optional.empty())))
                .toList()));
    }

    private static Stream<PullThroughCacheRule> known(Reading<List<PullThroughCacheRule>> rules) {
        return rules instanceof Reading.Known<List<PullThroughCacheRule>> known
                ? known.value().stream()
                : Stream.empty();
    }

    public RegistryBuilder cacheRules(Reading<List<PullThroughCacheRule>> rules) {
        AccessSettings old = built.access();
        return access(new AccessSettings(old.policy(), old.replication(), old.templates(), rules));
    }

    /** The registry policy, in the scope V2 or V1. */
    public RegistryBuilder policy(String scope, String singleQuoted) {
        return policy(new ScopedRegistryPolicy(
                new Reading.Known<>(RegistryPolicy.of(singleQuoted.replace('\'', '"'))), new Reading.Known<>(scope)));
    }

    public RegistryBuilder policy(ScopedRegistryPolicy policy) {
        AccessSettings old = built.access();
        return access(new AccessSettings(policy, old.replication(), old.templates(), old.cacheRules()));
    }

    public RegistryBuilder scanned(String scanType, ScanningRule... rules) {
        return scanned(new Reading.Known<>(new RegistryScanning(scanType, List.of(rules))));
    }

    public RegistryBuilder scanned(Reading<RegistryScanning> scanning) {
        return copy(built.access(), scanning, built.signing(), built.repositories());
    }

    public RegistryBuilder repositories(Reading<List<String>> repositories) {
        return copy(built.access(), built.scanning(), built.signing(), repositories);
    }

    public RegistryBuilder repositories(String... names) {
        return repositories(new Reading.Known<>(List.of(names)));
    }

    private RegistryBuilder access(AccessSettings access) {
        return copy(access, built.scanning(), built.signing(), built.repositories());
    }

    private RegistryBuilder copy(
            AccessSettings access,
            Reading<RegistryScanning> scanning,
            Reading<List<SigningRule>> signing,
            Reading<List<String>> repositories) {
        return new RegistryBuilder(new RegistrySnapshot(
                built.account(), built.region(), built.readAt(), access, scanning, signing, repositories));
    }
}

package dev.ecrauditor.iac.generated;

import dev.ecrauditor.iac.Templates;
import dev.ecrauditor.key.EncryptedRepositories;
import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.registry.CreationTemplate;
import dev.ecrauditor.registry.PullThroughCacheRule;
import dev.ecrauditor.registry.RegistryScanning;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.registry.RegistrySnapshot.AccessSettings;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.EffectiveScanning.Decider;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.KeyDetails;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.ScanningRule;
import dev.ecrauditor.repository.ScopedRegistryPolicy;
import dev.ecrauditor.repository.TagMutability;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A generated registry as AWS describes it a day after its deployment. */
record EstateState(Estate estate) {

    private static final String ROOT_ONLY = """
            {"Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
             "Action": "kms:*", "Resource": "*"}}""";

    RepositorySnapshot repository(Estate.Repository repository) {
        return new RepositorySnapshot(
                arn(repository),
                new RepositorySnapshot.Creation(Templates.NOW.minus(Duration.ofDays(1)), Origin.CALLER),
                Templates.NOW,
                encryption(repository),
                repository.policy().isEmpty()
                        ? new Reading.Absent<>()
                        : new Reading.Known<>(RepositoryPolicy.of(repository.policy())),
                new RepositorySnapshot.ScanSettings(repository.scans(), new Reading.Known<>(scanning(repository))),
                new RepositorySnapshot.ImageSettings(
                        new TagMutability(repository.mutability(), repository.filters()),
                        repository.hasLifecyclePolicy() ? new Reading.Known<>("{}") : new Reading.Absent<>()),
                registry().context());
    }

    private static RepositoryArn arn(Estate.Repository repository) {
        return new RepositoryArn("aws", Estate.REGION, Estate.OWNER, repository.name());
    }

    private static Encryption encryption(Estate.Repository repository) {
        if (!repository.encryption().startsWith("KMS")) {
            return new Encryption("AES256", Optional.empty(), new Reading.Absent<>());
        }
        String arn = repository.key().length() > 1 ? repository.key() : keyArn("0" + repository.key());
        return new Encryption(
                repository.encryption(),
                Optional.of(arn),
                new Reading.Known<>(new KeySnapshot(arn, repository.key().isEmpty() ? "AWS" : "CUSTOMER", "Enabled")));
    }

    private static String keyArn(String number) {
        return "arn:aws:kms:us-east-1:" + Estate.OWNER + ":key/" + "0".repeat(30) + number;
    }

    /** By ECR's documentation, apart from the code of the check. */
    private EffectiveScanning scanning(Estate.Repository repository) {
        if (estate.scanType().isEmpty()
                || (estate.scanType().equals("BASIC") && estate.scanRules().isEmpty())) {
            return new EffectiveScanning(
                    repository.scans(),
                    repository.scans() ? "SCAN_ON_PUSH" : "MANUAL",
                    "BASIC",
                    Decider.REPOSITORY_FLAG);
        }
        String frequency = "MANUAL";
        for (Estate.ScanRule rule : estate.scanRules()) {
            boolean matches = rule.filter().contains("*")
                    ? repository.name().matches(rule.filter().replace("*", ".*"))
                    : repository.name().contains(rule.filter());
            boolean isBetter = rule.frequency().equals("CONTINUOUS_SCAN")
                    || (rule.frequency().equals("SCAN_ON_PUSH") && frequency.equals("MANUAL"));
            frequency = matches && isBetter ? rule.frequency() : frequency;
        }
        return new EffectiveScanning(
                !frequency.equals("MANUAL"), frequency, estate.scanType(), Decider.REGISTRY_RULES, scanRules());
    }

    private List<ScanningRule> scanRules() {
        return estate.scanRules().stream()
                .map(rule ->
                        new ScanningRule(rule.frequency(), List.of(new ScanningRule.Filter(rule.filter(), "WILDCARD"))))
                .toList();
    }

    RegistrySnapshot registry() {
        return new RegistrySnapshot(
                Estate.OWNER,
                Estate.REGION,
                Templates.NOW,
                new AccessSettings(
                        new ScopedRegistryPolicy(
                                estate.policy().isEmpty()
                                        ? new Reading.Absent<>()
                                        : new Reading.Known<>(RegistryPolicy.of(estate.policy())),
                                new Reading.Known<>(estate.scope())),
                        new Reading.Known<>(estate.replication().stream()
                                .map(EstateState::copy)
                                .toList()),
                        new Reading.Known<>(estate.templates().stream()
                                .map(EstateState::template)
                                .toList()),
                        new Reading.Known<>(estate.caches().stream()
                                .map(cache -> new PullThroughCacheRule(cache.prefix(), cache.url(), Optional.empty()))
                                .toList())),
                new Reading.Known<>(
                        new RegistryScanning(estate.scanType().isEmpty() ? "BASIC" : estate.scanType(), scanRules())),
                new Reading.Known<>(List.of()),
                new Reading.Known<>(estate.repositories().stream()
                        .map(Estate.Repository::name)
                        .sorted()
                        .toList()));
    }

    private static ReplicationRule copy(Estate.Copy copy) {
        return new ReplicationRule(
                List.of(new ReplicationRule.Destination(copy.account(), copy.region())),
                copy.prefix().isEmpty()
                        ? List.of()
                        : List.of(new ReplicationRule.Filter(copy.prefix(), "PREFIX_MATCH")));
    }

    private static CreationTemplate template(Estate.Template template) {
        return new CreationTemplate(
                template.prefix(),
                Set.of(template.purpose()),
                new Encryption(
                        template.key().equals("NONE") ? "AES256" : "KMS",
                        Optional.of(template.key()).filter(key -> key.length() > 4),
                        new Reading.Absent<>()),
                new TagMutability(template.mutability(), List.of()),
                template.policy().isEmpty() ? Optional.empty() : Optional.of(RepositoryPolicy.of(template.policy())));
    }

    EncryptionKey key(int number) {
        Estate.Key key = estate.keys().get(number);
        String arn = keyArn("0" + number);
        KeyDetails details =
                new KeyDetails(key.spec(), "AWS_KMS", Optional.empty(), Optional.empty(), Optional.empty());
        return new EncryptionKey(
                KeyArn.parse(arn).orElseThrow(),
                new Reading.Known<>(
                        new KeySnapshot(arn, "CUSTOMER", key.isEnabled() ? "Enabled" : "Disabled", details)),
                new Reading.Known<>(key.rotates()),
                new Reading.Known<>(key.policy().isEmpty() ? ROOT_ONLY : key.policy()),
                new Reading.Absent<>(),
                new EncryptedRepositories(
                        Estate.OWNER,
                        estate.repositories().stream()
                                .filter(repository -> repository.key().equals(Integer.toString(number)))
                                .map(EstateState::arn)
                                .toList()),
                Templates.NOW);
    }
}

package dev.ecrauditor.cli.audit;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.key.KmsEncryptionKeyReader;
import dev.ecrauditor.aws.registry.EcrRegistryContextSource;
import dev.ecrauditor.aws.registry.SigningReads;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.cli.audit.report.AuditResults;
import dev.ecrauditor.cli.audit.report.Evaluated;
import dev.ecrauditor.cli.terminal.FaultLine;
import dev.ecrauditor.registry.RegistryContextReader;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot.RegistryContext;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.KeyRule;
import dev.ecrauditor.rule.RuleRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Evaluates repositories named on the command line, and the keys that encrypt them. Not the registry, and not the grants
 * on the keys: those concern every repository on the key.
 */
final class NamedRepositories {

    private final EcrRepositoryReader reader;
    private final KmsEncryptionKeyReader keys;
    private final RuleRegistry rules;
    private final RepositorySelection selection;
    private final Instant started;

    NamedRepositories(AwsClients clients, RuleRegistry every, RepositorySelection selection) {
        Clock clock = Clock.systemUTC();
        AccountCredentials own = new AccountCredentials(clients, Optional.empty(), clock);
        this.rules = every.without(ofGrants(every));
        SigningReads signing = rules.evaluates(Setting.SIGNING) ? SigningReads.YES : SigningReads.NO;
        RegistryContextReader registries =
                new RegistryContextReader(new Reported(new EcrRegistryContextSource(clients, own, signing)), clock);
        this.reader = new EcrRepositoryReader(clients, own, clock, registries).reading(rules::evaluates);
        this.started = clock.instant();
        this.keys = new KmsEncryptionKeyReader(clients, own, clock);
        this.selection = selection;
    }

    private static Set<String> ofGrants(RuleRegistry rules) {
        return rules.rules().stream()
                .filter(rule -> rule instanceof KeyRule ofKey && ofKey.needsGrants())
                .map(rule -> rule.metadata().id())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The settings of the registry; without them the rules evaluate the repository alone. */
    private final class Reported implements RegistryContextReader.Source {

        private final RegistryContextReader.Source source;

        Reported(RegistryContextReader.Source source) {
            this.source = source;
        }

        @Override
        public RegistryContext read(String account, String region) {
            return reported(region, () -> source.read(account, region), RegistryContext.NOT_READ);
        }

        @Override
        public Reading<List<String>> cachePrefixes(String account, String region) {
            return reported(
                    region, () -> source.cachePrefixes(account, region), RegistryContext.NOT_READ.cachePrefixes());
        }

        /** A fault is reported, so that the exit status says that something is missing. */
        private <T> T reported(String region, Supplier<T> facts, T notRead) {
            try {
                return facts.get();
            } catch (RuntimeException fault) {
                selection.reportUnread("the settings of the registry in " + region, FaultLine.of(fault));
                return notRead;
            }
        }
    }

    void audit(List<RepositoryArn> repositories, AuditResults results) {
        EvaluatedKeys ofRepositories = new EvaluatedKeys(keys, rules);
        for (RepositoryArn repository : repositories) {
            selection
                    .known(repository.toString(), reader.read(repository, started))
                    .ifPresent(snapshot -> {
                        ofRepositories.add(snapshot);
                        results.evaluated(Evaluated.of(snapshot, rules));
                    });
        }
        ofRepositories.evaluate(
                results::evaluated, (key, fault) -> selection.reportUnread("the key " + key, FaultLine.of(fault)));
    }
}

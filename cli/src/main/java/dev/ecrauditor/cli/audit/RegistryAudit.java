package dev.ecrauditor.cli.audit;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.key.KeyDescriptions;
import dev.ecrauditor.aws.key.KmsEncryptionKeyReader;
import dev.ecrauditor.aws.key.KmsKeyReader;
import dev.ecrauditor.aws.registry.EcrRegistryReader;
import dev.ecrauditor.aws.registry.EcrRegistryWalk;
import dev.ecrauditor.aws.registry.SigningReads;
import dev.ecrauditor.cli.audit.report.AuditResults;
import dev.ecrauditor.cli.audit.report.Evaluated;
import dev.ecrauditor.cli.terminal.OutputClosedException;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RegistryRule;
import dev.ecrauditor.rule.RuleRegistry;
import java.time.Clock;
import java.util.List;

/**
 * Evaluates registries: the registry itself, its repositories as they are read, then the keys that encrypt them. What
 * cannot be read does not stop the rest.
 */
final class RegistryAudit {

    private final EcrRegistryReader registries;
    private final EcrRegistryWalk repositories;
    private final KmsKeyReader descriptions;
    private final KmsEncryptionKeyReader keys;
    private final RuleRegistry rules;

    /** Takes the progress. */
    interface Steps {

        /** Takes how many repositories of a Region have been evaluated, of how many. */
        void at(String region, int done, int all);
    }

    RegistryAudit(AwsClients clients, AccountCredentials credentials, RuleRegistry rules) {
        Clock clock = Clock.systemUTC();
        SigningReads signing = rules.evaluates(Setting.SIGNING) ? SigningReads.YES : SigningReads.NO;
        this.registries = new EcrRegistryReader(clients, credentials, clock, signing);
        this.repositories = new EcrRegistryWalk(clients, credentials, clock, rules::evaluates);
        this.descriptions = new KmsKeyReader(clients, credentials);
        this.keys = new KmsEncryptionKeyReader(clients, credentials, clock);
        this.rules = rules;
    }

    /** False if the account's role cannot be assumed: then it cannot be in another Region either. */
    boolean audit(CoverageRows coverage, String region, AuditResults results, Steps steps) {
        try {
            Reading<RegistrySnapshot> reading =
                    registries.read(coverage.account().id(), region);
            if (reading instanceof Reading.Unreadable<RegistrySnapshot> refused) {
                DeniedCall call = DeniedCall.of(refused);
                results.notRead(coverage.denied(call, region));
                return !CoverageRows.isOfRole(call);
            }
            if (reading instanceof Reading.Known<RegistrySnapshot> known) {
                evaluate(known.value(), new Visit(coverage, results, steps));
            }
        } catch (OutputClosedException closed) {
            throw closed;
        } catch (RuntimeException fault) { // one Region must not stop the others
            results.notRead(coverage.failed(region, fault));
        }
        return true;
    }

    private void evaluate(RegistrySnapshot registry, Visit visit) {
        if (registry.repositories() instanceof Reading.Unreadable<List<String>> refused) {
            DeniedCall call = DeniedCall.of(refused);
            visit.results.notRead(visit.coverage.denied(call, registry.region()));
            if (!call.isOfClosedRegion()) {
                evaluateRegistry(registry, visit.results);
            }
            return;
        }
        evaluateRegistry(registry, visit.results);
        if (registry.repositories() instanceof Reading.Known<List<String>> names
                && !names.value().isEmpty()) {
            visit.walk(registry, names.value().size());
        }
    }

    private void evaluateRegistry(RegistrySnapshot registry, AuditResults results) {
        if (rules.rules().stream().anyMatch(RegistryRule.class::isInstance)) {
            results.evaluated(Evaluated.of(registry, rules));
        }
    }

    /** Evaluates the repositories of one registry in turn. */
    private final class Visit implements EcrRegistryWalk.RepositoryConsumer {

        private final CoverageRows coverage;
        private final AuditResults results;
        private final Steps steps;
        private final KeyDescriptions known;
        private final EvaluatedKeys ofRepositories;
        private int done;
        private int all;

        Visit(CoverageRows coverage, AuditResults results, Steps steps) {
            this.coverage = coverage;
            this.results = results;
            this.steps = steps;
            this.known = new KeyDescriptions(descriptions, coverage.account().id());
            this.ofRepositories = new EvaluatedKeys(keys.using(known), rules);
        }

        void walk(RegistrySnapshot registry, int number) {
            all = number;
            steps.at(registry.region(), 0, all);
            repositories.walk(registry, known, this);
            ofRepositories.evaluate(
                    results::evaluated,
                    (key, fault) -> results.notRead(coverage.failedKey(registry.region(), key.toString(), fault)));
        }

        @Override
        public void read(RepositoryArn repository, Reading<RepositorySnapshot> reading) {
            if (reading instanceof Reading.Known<RepositorySnapshot> snapshot) {
                ofRepositories.add(snapshot.value());
                results.evaluated(Evaluated.of(snapshot.value(), rules));
            } else if (reading instanceof Reading.Unreadable<RepositorySnapshot> unreadable) {
                results.notRead(coverage.denied(DeniedCall.of(unreadable), repository));
            } // absent: deleted since it was listed
            step(repository);
        }

        @Override
        public void failed(RepositoryArn repository, RuntimeException fault) {
            results.notRead(coverage.failed(repository, fault));
            step(repository);
        }

        /** A repository created since the number was read makes it higher. */
        private void step(RepositoryArn repository) {
            done++;
            steps.at(repository.region(), done, Math.max(done, all));
        }
    }
}

package dev.ecrauditor.aws.registry;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.key.KeyDescriptions;
import dev.ecrauditor.aws.repository.EffectiveScanningReader;
import dev.ecrauditor.aws.repository.RepositoryPages;
import dev.ecrauditor.aws.repository.RepositorySnapshots;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.RepositorySnapshot.RegistryContext;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.repository.TagMutability;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/**
 * Reads every repository of a registry in AWS's order, one page of DescribeRepositories after another: GetRepositoryPolicy
 * for each repository, several at once, DescribeKey once for each key, and where the registry has scanning rules
 * BatchGetRepositoryScanningConfiguration once for 25 repositories. No more than a page is held.
 */
public final class EcrRegistryWalk {

    /** So many repositories are read at once; a retry strategy shared by all of them slows down where AWS throttles. */
    private static final int WORKERS = 24;

    /** So many are read ahead of the one that is taken next. */
    private static final int AHEAD = 96;

    /** After so many repositories in a row that AWS did not answer for, the others would only wait as long. */
    static final int MOST_FAULTS_IN_A_ROW = 10;

    private final AwsClients clients;
    private final AccountCredentials credentials;
    private final RepositorySnapshots snapshots;

    /** Takes the repositories one after another. */
    public interface RepositoryConsumer {

        /** Takes a repository; absent where it was deleted since it was listed. */
        void read(RepositoryArn repository, Reading<RepositorySnapshot> reading);

        /** Takes a repository that AWS did not answer for, after every retry of the client. */
        void failed(RepositoryArn repository, RuntimeException fault);
    }

    /**
     * @param isNeeded whether a rule that is on evaluates a setting, as the lifecycle policy needs a call for each
     *     repository
     */
    public EcrRegistryWalk(
            AwsClients clients, AccountCredentials credentials, Clock clock, Predicate<Setting> isNeeded) {
        this.clients = clients;
        this.credentials = credentials;
        this.snapshots = new RepositorySnapshots(clients, credentials, clock, isNeeded);
    }

    /**
     * Reads the repositories.
     *
     * @param registry its settings, read shortly before
     * @param keys describes their keys
     * @throws RuntimeException when AWS does not answer now for a page, or for several repositories in a row
     */
    public void walk(RegistrySnapshot registry, KeyDescriptions keys, RepositoryConsumer visitor) {
        ScanningAnswers scanning =
                new ScanningAnswers(new EffectiveScanningReader(clients, credentials), registry.scanning());
        try (Pages pages = new Pages(registry, scanning, keys, visitor)) {
            new RepositoryPages(clients, credentials).read(registry.account(), registry.region(), pages::visit);
            pages.finish();
        }
    }

    private record Facts(ScanningAnswers.Group answers, KeyDescriptions keys, RegistryContext context)
            implements RepositorySnapshots.SharedFacts {

        @Override
        public Reading<KeySnapshot> key(RepositoryArn repository, String keyArn) {
            return keys.of(repository.region(), keyArn);
        }

        @Override
        public Reading<EffectiveScanning> scanning(RepositoryArn repository, boolean scanOnPush) {
            return answers.of(repository, scanOnPush);
        }

        @Override
        public RegistryContext registry(RepositoryArn repository, TagMutability tags) {
            return context;
        }
    }

    /** Visits the repositories of one page after another, in their order; several are read at once. */
    private final class Pages implements AutoCloseable {

        private final RegistrySnapshot registry;
        private final ScanningAnswers scanning;
        private final KeyDescriptions keys;
        private final RepositoryConsumer visitor;
        private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        private final Deque<Pending> pending = new ArrayDeque<>();
        private int faultsInARow;

        Pages(RegistrySnapshot registry, ScanningAnswers scanning, KeyDescriptions keys, RepositoryConsumer visitor) {
            this.registry = registry;
            this.scanning = scanning;
            this.keys = keys;
            this.visitor = visitor;
        }

        private record Listed(RepositoryArn arn, Repository described) {}

        private record Pending(RepositoryArn arn, Future<Reading<RepositorySnapshot>> reading) {}

        void visit(List<Repository> page) {
            List<Listed> group = new ArrayList<>(EffectiveScanningReader.MOST_TOGETHER);
            for (Repository described : page) {
                RepositoryArn.parse(RegistryCalls.text(described.repositoryArn()))
                        .ifPresent(arn -> group.add(new Listed(arn, described)));
                if (group.size() == EffectiveScanningReader.MOST_TOGETHER) {
                    visitGroup(group);
                    group.clear();
                }
            }
            visitGroup(group);
        }

        private void visitGroup(List<Listed> group) {
            Facts facts = new Facts(scanning.ask(group.stream().map(Listed::arn).toList()), keys, registry.context());
            for (Listed listed : group) {
                pending.add(new Pending(listed.arn(), workers.submit(() -> read(listed, facts))));
                while (pending.size() > AHEAD) {
                    take(pending.remove());
                }
            }
        }

        /** Takes what was not taken yet. */
        void finish() {
            while (!pending.isEmpty()) {
                take(pending.remove());
            }
        }

        private void take(Pending next) {
            Reading<RepositorySnapshot> reading;
            try {
                reading = await(next.reading());
            } catch (RuntimeException fault) { // one repository must not stop the others
                faultsInARow++;
                if (faultsInARow > MOST_FAULTS_IN_A_ROW) {
                    throw fault;
                }
                visitor.failed(next.arn(), fault);
                return;
            }
            faultsInARow = 0;
            visitor.read(next.arn(), reading);
        }

        private Reading<RepositorySnapshot> read(Listed listed, Facts facts) {
            try {
                return new Reading.Known<>(snapshots.of(listed.arn(), listed.described(), facts));
            } catch (RepositoryNotFoundException gone) {
                return new Reading.Absent<>();
            }
        }

        @Override
        public void close() {
            workers.shutdownNow();
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException fault) {
            if (fault.getCause() instanceof RuntimeException ofTheCall) {
                throw ofTheCall;
            }
            throw new IllegalStateException(fault.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the reading of the repositories was interrupted", stopping);
        }
    }
}

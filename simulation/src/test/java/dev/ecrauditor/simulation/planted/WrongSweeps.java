package dev.ecrauditor.simulation.planted;

import dev.ecrauditor.audit.AuditOutcome;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.SweepStore;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.repository.NameWindow;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryLister;
import dev.ecrauditor.repository.RepositoryReader;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.simulation.design.Ports;
import dev.ecrauditor.simulation.design.ProductionDesign;
import dev.ecrauditor.simulation.world.Registry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plausible but wrong sweeps. */
final class WrongSweeps {

    private WrongSweeps() {}

    /** Evaluates only listed repositories. */
    static final class ForgetsWhatVanished extends ProductionDesign {
        @Override
        public Sweeper sweep(Ports ports) {
            SweepStore sweeps = new ForwardingSweepStore(ports.sweeping().sweeps()) {
                @Override
                public List<RepositoryArn> known(Subject.Coverage coverage, NameWindow window) {
                    return List.of();
                }
            };
            return super.sweep(ports.withSweeping(ports.sweeping().withSweeps(sweeps)));
        }
    }

    /** Treats a missing page of the list as its end. */
    static final class NoAnswerIsTheEndOfTheList extends ProductionDesign {
        @Override
        public Sweeper sweep(Ports ports) {
            RepositoryLister real = ports.sweeping().lister();
            return super.sweep(ports.withSweeping(ports.sweeping().withLister((account, region, window) -> {
                try {
                    return real.list(account, region, window);
                } catch (RuntimeException noAnswer) {
                    return new Reading.Known<>(List.of());
                }
            })));
        }
    }

    /** Ends at a window although others follow. */
    static final class EndsAtItsFirstWindow extends ProductionDesign {
        @Override
        public Sweeper sweep(Ports ports) {
            RepositoryLister real = ports.sweeping().lister();
            return super.sweep(ports.withSweeping(ports.sweeping()
                    .withLister((account, region, window) ->
                            real.list(account, region, new NameWindow(window.after(), window.most() - 1)))));
        }
    }

    /** Treats a denied list as an empty one. */
    static final class RefusedIsEmpty extends ProductionDesign {
        @Override
        public Sweeper sweep(Ports ports) {
            RepositoryLister real = ports.sweeping().lister();
            return super.sweep(ports.withSweeping(ports.sweeping()
                    .withLister((account, region, window) ->
                            real.list(account, region, window) instanceof Reading.Known<List<RepositoryArn>> known
                                    ? known
                                    : new Reading.Known<>(List.of()))));
        }
    }

    /** Treats a repository without a response as deleted. */
    static final class NoAnswerIsVanished extends ProductionDesign {
        @Override
        public Sweeper sweep(Ports ports) {
            return super.sweep(ports.withReader(arn -> {
                try {
                    return ports.reader().read(arn);
                } catch (RuntimeException noAnswer) {
                    return new Reading.Absent<>();
                }
            }));
        }
    }

    /** Uses what was listed, also where the repository has been evaluated since. */
    static final class ListedForEver extends ProductionDesign {
        @Override
        public Sweeper sweep(Ports ports) {
            return super.sweep(ports.withReader(new RepositoryReader() {
                @Override
                public Reading<RepositorySnapshot> read(RepositoryArn arn) {
                    return ports.reader().read(arn);
                }

                @Override
                public Optional<RepositorySnapshot> readListed(RepositoryArn arn, Instant since) {
                    return ports.reader().readListed(arn, Instant.MIN.plusSeconds(1));
                }
            }));
        }
    }

    /** Uses what its instance remembers of the registry for a minute, whatever was evaluated since. */
    static final class RegistryOfTheLastMinute extends ProductionDesign {
        @Override
        public Audit audit(Ports ports) {
            return super.audit(ports.withReader(remembering(ports)));
        }

        @Override
        public Sweeper sweep(Ports ports) {
            return super.sweep(ports.withReader(remembering(ports)));
        }

        private static RepositoryReader remembering(Ports ports) {
            return new RepositoryReader() {
                @Override
                public Reading<RepositorySnapshot> read(RepositoryArn arn) {
                    return ports.reader().read(arn);
                }

                @Override
                public Reading<RepositorySnapshot> read(RepositoryArn arn, Instant since) {
                    return ports.reader().read(arn, Instant.MIN.plusSeconds(1));
                }
            };
        }
    }

    /** Treats a repository that is not in the list as deleted, without reading it. */
    static final class NotListedIsVanished extends ProductionDesign {
        @Override
        public Sweeper sweep(Ports ports) {
            RepositoryLister real = ports.sweeping().lister();
            Set<RepositoryArn> listed = new HashSet<>();
            return super.sweep(ports.withReader(
                            arn -> listed.contains(arn) ? ports.reader().read(arn) : new Reading.Absent<>())
                    .withSweeping(ports.sweeping().withLister((account, region, window) -> {
                        Reading<List<RepositoryArn>> list = real.list(account, region, window);
                        if (list instanceof Reading.Known<List<RepositoryArn>> known) {
                            listed.addAll(known.value());
                        }
                        return list;
                    })));
        }
    }

    /** Treats every sweep as the first one. */
    static final class EverySweepIsTheFirst extends ProductionDesign {
        @Override
        public Sweeper sweep(Ports ports) {
            SweepStore sweeps = new ForwardingSweepStore(ports.sweeping().sweeps()) {
                @Override
                public SweepProgress progress(Subject.Coverage coverage) {
                    SweepProgress real = super.progress(coverage);
                    return real.isRunning()
                            ? real
                            : new SweepProgress(
                                    coverage,
                                    real.version(),
                                    new SweepProgress.LatestSweep(
                                            Optional.empty(), "", real.evaluatedBy(), Optional.empty(), 0),
                                    Optional.empty());
                }
            };
            return super.sweep(ports.withSweeping(ports.sweeping().withSweeps(sweeps)));
        }
    }

    /** Stores the cursor before the evaluation. */
    static final class CursorBeforeTheEvaluation extends ProductionDesign {
        @Override
        public Sweeper sweep(Ports ports) {
            return () -> {
                RepositoryAudit audit = repositoryAudit(ports);
                SweepStore sweeps = ports.sweeping().sweeps();
                SweepProgress before = sweeps.progress(Registry.PLACE);
                SweepProgress progress = before.isRunning()
                        ? before
                        : saved(
                                sweeps,
                                before.begin(
                                        ports.clock().instant(),
                                        ports.fingerprint().mark(),
                                        Optional.empty()));
                for (RepositoryArn arn : left(ports, progress.cursor())) {
                    progress = saved(sweeps, progress.at(arn.name(), 0));
                    progress = progress.at(arn.name(), notSeen(audit, arn));
                    saved(sweeps, progress);
                }
                saved(sweeps, progress.complete(ports.clock().instant()));
            };
        }

        private static List<RepositoryArn> left(Ports ports, String cursor) {
            Reading<List<RepositoryArn>> list =
                    ports.sweeping().lister().list(Registry.PLACE.account(), Registry.PLACE.region());
            if (!(list instanceof Reading.Known<List<RepositoryArn>> known)) {
                throw new IllegalStateException("refused");
            }
            List<RepositoryArn> all = new ArrayList<>(known.value());
            all.addAll(ports.sweeping().sweeps().known(Registry.PLACE));
            return all.stream()
                    .distinct()
                    .filter(arn -> arn.name().compareTo(cursor) > 0)
                    .sorted(Comparator.comparing(RepositoryArn::name))
                    .toList();
        }

        private static int notSeen(RepositoryAudit audit, RepositoryArn arn) {
            try {
                return audit.sweep(arn, Optional.empty(), Instant.EPOCH) instanceof AuditOutcome.CoverageLost ? 1 : 0;
            } catch (RuntimeException notNow) {
                return 1;
            }
        }

        private static SweepProgress saved(SweepStore sweeps, SweepProgress next) {
            if (!sweeps.save(next)) {
                throw new IllegalStateException("another sweep is under way");
            }
            return next;
        }
    }
}

package dev.ecrauditor.audit.sweep;

import dev.ecrauditor.audit.AuditOutcome;
import dev.ecrauditor.audit.CoverageAudit;
import dev.ecrauditor.audit.EventLog;
import dev.ecrauditor.audit.Isolated;
import dev.ecrauditor.audit.RetryableAuditException;
import dev.ecrauditor.delivery.SilenceCheck;
import dev.ecrauditor.finding.store.SweepStore;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates the repositories in one window of a sweep, one after another, and saves how far it is. A repository that
 * cannot be evaluated stops no other.
 */
final class SweepWalk {

    private static final int CURSOR_EVERY = 25;

    private static final SweepProgress.Limits UNANNOUNCED =
            new SweepProgress.Limits(SilenceCheck.WINDOW, SilenceCheck.CHANGES);

    private final Sweep.Parts parts;
    private final CoverageAudit coverage;
    private final Context context;
    private int failed;
    private int unannounced;

    /** The time that is left, and where the walk is logged. */
    record Context(SweepPace pace, EventLog log) {}

    SweepWalk(Sweep.Parts parts, CoverageAudit coverage, Context context) {
        this.parts = parts;
        this.coverage = coverage;
        this.context = context;
    }

    /**
     * Counts failed repositories for an alarm: a repository that always fails has no finding that shows it.
     *
     * @param left the repositories in the window
     * @param isLast whether no window follows
     * @return empty where the next window is to be evaluated, and there is time for it
     */
    Optional<Sweep.Outcome> walk(SweepProgress start, List<RepositoryArn> left, boolean isLast) {
        try {
            return evaluateAll(start, left, isLast);
        } finally {
            context.log()
                    .write(new JsonObject()
                            .put("did", "swept")
                            .put("place", start.coverage().toString())
                            .put("repositoriesFailed", failed)
                            .build());
        }
    }

    private Optional<Sweep.Outcome> evaluateAll(SweepProgress start, List<RepositoryArn> left, boolean isLast) {
        SweepProgress progress = start;
        int unread = 0;
        List<RepositoryArn> done = new ArrayList<>();
        for (RepositoryArn repository : left) {
            if (!context.pace().awaitPermit()) {
                saved(counted(progress.at(last(done, progress), unread)));
                return Optional.of(Sweep.Outcome.CONTINUES);
            }
            unread += evaluate(repository, progress);
            done.add(repository);
            if (done.size() % CURSOR_EVERY == 0) {
                progress = saved(counted(progress.at(repository.name(), unread)));
                unread = 0;
            }
        }
        progress = saved(counted(progress.at(last(done, progress), unread)));
        if (!isLast) {
            return context.pace().awaitPermit() ? Optional.empty() : Optional.of(Sweep.Outcome.CONTINUES);
        }
        if (!evaluateKeys(progress)) {
            return Optional.of(Sweep.Outcome.CONTINUES);
        }
        if (progress.notEvaluated() == 0) {
            coverage.resolveAfterFullRead(
                    progress.coverage(), progress.startedAt().orElseThrow());
        }
        saved(progress.complete(parts.clock().instant()));
        return Optional.of(Sweep.Outcome.COMPLETE);
    }

    /**
     * Evaluates the keys once all repositories are known: a key's alert names them.
     *
     * @return false when time ran out
     */
    private boolean evaluateKeys(SweepProgress progress) {
        Instant began = progress.startedAt().orElseThrow();
        for (KeyArn key : parts.subjects().keysLeft(progress.coverage(), began)) {
            if (!context.pace().awaitPermit()) {
                return false;
            }
            Isolated.run(() -> parts.subjects().evaluateKey(key, progress.reason()))
                    .ifPresent(notNow -> {
                        failed++;
                        context.log()
                                .write(new JsonObject()
                                        .put("level", "ERROR")
                                        .put("did", "not swept, left to the next sweep")
                                        .put("key", key.toString())
                                        .put("fault", notNow.toString())
                                        .build());
                    });
        }
        return true;
    }

    /** With the changes that no event announced, since the progress was last saved. */
    private SweepProgress counted(SweepProgress progress) {
        int more = unannounced;
        unannounced = 0;
        return progress.withUnannounced(more, parts.clock().instant(), UNANNOUNCED);
    }

    /**
     * Evaluates one repository. After a failure its next event or the next sweep evaluates it.
     *
     * @return 1 when the repository could not be read, for whatever reason; otherwise 0
     */
    private int evaluate(RepositoryArn repository, SweepProgress progress) {
        Instant began = progress.startedAt().orElseThrow();
        return Isolated.call(() -> count(parts.audit().sweep(repository, progress.reason(), began)), notNow -> {
            failed++;
            context.log()
                    .write(new JsonObject()
                            .put("level", "ERROR")
                            .put("did", "not swept, left to the next sweep")
                            .put("repository", repository.toString())
                            .put("fault", notNow.toString())
                            .build());
            return 1;
        });
    }

    private int count(AuditOutcome outcome) {
        if (outcome instanceof AuditOutcome.Alerted alerted && alerted.isUnannounced()) {
            unannounced++;
        }
        return outcome instanceof AuditOutcome.CoverageLost ? 1 : 0;
    }

    private static String last(List<RepositoryArn> done, SweepProgress progress) {
        return done.isEmpty() ? progress.cursor() : done.get(done.size() - 1).name();
    }

    private SweepProgress saved(SweepProgress next) {
        return saved(parts.sweeps(), next);
    }

    static SweepProgress saved(SweepStore sweeps, SweepProgress next) {
        if (!sweeps.save(next)) {
            throw new RetryableAuditException("another sweep of " + next.coverage() + " is under way");
        }
        return next;
    }
}

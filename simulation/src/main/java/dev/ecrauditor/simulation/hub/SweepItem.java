package dev.ecrauditor.simulation.hub;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.SweepStore;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.repository.NameWindow;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.simulation.engine.Call;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.engine.Port;
import dev.ecrauditor.simulation.world.Observer;
import dev.ecrauditor.simulation.world.Table;
import dev.ecrauditor.simulation.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * The sweep store in the calls that its DynamoDB adapter makes: one item, and a query for the records beside it, page
 * by page.
 */
final class SweepItem implements SweepStore {

    private static final int PAGE = 4;

    private final Invocation invocation;
    private final Table table;
    private final Observer observer;

    SweepItem(Invocation invocation, World world) {
        this.invocation = invocation;
        this.table = world.table();
        this.observer = world.observer();
    }

    @Override
    public SweepProgress progress(Subject.Coverage coverage) {
        return invocation.call(new Call<>(Port.TABLE_GET, "sweep", () -> table.sweep(coverage)));
    }

    @Override
    public boolean save(SweepProgress next) {
        return invocation.call(new Call<>(Port.TABLE_PUT, new Written(next), () -> put(next)));
    }

    @Override
    public List<RepositoryArn> known(Subject.Coverage coverage, NameWindow window) {
        List<RepositoryArn> known = new ArrayList<>();
        String after = window.after();
        while (true) {
            String from = after;
            Page page = invocation.call(
                    new Call<>(Port.TABLE_QUERY, "repositories after '" + from + "'", () -> page(from)));
            known.addAll(page.known());
            if (page.read().size() < PAGE || known.size() >= window.most()) {
                return window.select(known.stream());
            }
            after = page.read().get(PAGE - 1).name();
        }
    }

    /** The items that a query has read, and those that pass its filter. */
    private record Page(List<RepositoryArn> read, List<RepositoryArn> known) {}

    private Page page(String after) {
        List<RepositoryArn> read = table.page(after, PAGE);
        return new Page(read, read.stream().filter(this::isNotKnownToBeDeleted).toList());
    }

    private boolean isNotKnownToBeDeleted(RepositoryArn arn) {
        Subject subject = Subject.of(arn);
        return table.isDamaged(subject)
                || table.item(subject).flatMap(SubjectRecord::deletedAt).isEmpty();
    }

    private boolean put(SweepProgress next) {
        SweepProgress before = table.sweep(next.coverage());
        boolean stored = table.put(next);
        if (stored) {
            observer.progressed(before, next);
        }
        return stored;
    }

    /** A progress as the trace shows it. */
    private record Written(SweepProgress progress) {
        @Override
        public String toString() {
            return "sweep version " + progress.version() + ", "
                    + (progress.isRunning() ? "done up to '" + progress.cursor() + "'" : "complete") + ", not read "
                    + progress.notEvaluated();
        }
    }
}

package dev.ecrauditor.simulation.hub;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryLister;
import dev.ecrauditor.simulation.engine.Call;
import dev.ecrauditor.simulation.engine.Fault;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.engine.Port;
import dev.ecrauditor.simulation.world.World;
import java.util.ArrayList;
import java.util.List;

/** Lists ECR as the adapter does, one call for each page; every page can be as old as any response of ECR. */
final class Lister implements RepositoryLister {

    /** Small, so that few repositories need several pages. */
    private static final int PAGE = 3;

    private final Invocation invocation;
    private final World world;

    Lister(Invocation invocation, World world) {
        this.invocation = invocation;
        this.world = world;
    }

    @Override
    public Reading<List<RepositoryArn>> list(String account, String region) {
        List<RepositoryArn> all = new ArrayList<>();
        List<RepositoryArn> page;
        do {
            String after = all.isEmpty() ? "" : all.get(all.size() - 1).name();
            Reading<List<RepositoryArn>> answer =
                    invocation.call(new Call<>(Port.ECR_LIST, "after '" + after + "'", () -> page(after)));
            if (!(answer instanceof Reading.Known<List<RepositoryArn>> known)) {
                return answer;
            }
            page = known.value();
            all.addAll(page);
        } while (page.size() == PAGE);
        return new Reading.Known<>(List.copyOf(all));
    }

    private Reading<List<RepositoryArn>> page(String after) {
        if (world.registry().refuses()) {
            return new Reading.Unreadable<>("ecr:DescribeRepositories", "ECR denies listing the repositories");
        }
        long staleness =
                world.faults().happens(Fault.STALE_READ) ? world.faults().upTo(Reader.STALENESS) : 0;
        return new Reading.Known<>(
                world.registry().page(after, PAGE, world.timeline().now() - staleness));
    }
}

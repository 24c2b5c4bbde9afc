package dev.ecrauditor.simulation.hub;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryLister;
import dev.ecrauditor.simulation.engine.Call;
import dev.ecrauditor.simulation.engine.Fault;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.engine.Port;
import dev.ecrauditor.simulation.world.RepositoryState;
import dev.ecrauditor.simulation.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lists ECR as the adapter does, one call for each page; every page can be as old as any response of ECR. */
final class Lister implements RepositoryLister {

    /** Small, so that few repositories need several pages. */
    private static final int PAGE = 3;

    private final Invocation invocation;
    private final World world;
    private final Listed listed;

    Lister(Invocation invocation, World world, Listed listed) {
        this.invocation = invocation;
        this.world = world;
        this.listed = listed;
    }

    @Override
    public Reading<List<RepositoryArn>> list(String account, String region) {
        Instant asked = invocation.instant();
        long time = world.timeline().now();
        Map<RepositoryArn, RepositoryState> described = new HashMap<>();
        List<RepositoryArn> all = new ArrayList<>();
        List<RepositoryArn> page;
        do {
            String after = all.isEmpty() ? "" : all.get(all.size() - 1).name();
            Reading<List<RepositoryArn>> answer =
                    invocation.call(new Call<>(Port.ECR_LIST, "after '" + after + "'", () -> page(after, described)));
            if (!(answer instanceof Reading.Known<List<RepositoryArn>> known)) {
                return answer;
            }
            page = known.value();
            all.addAll(page);
        } while (page.size() == PAGE);
        listed.remember(asked, time, described);
        return new Reading.Known<>(List.copyOf(all));
    }

    private Reading<List<RepositoryArn>> page(String after, Map<RepositoryArn, RepositoryState> described) {
        if (world.registry().refuses()) {
            return new Reading.Unreadable<>("ecr:DescribeRepositories", "ECR denies listing the repositories");
        }
        long staleness =
                world.faults().happens(Fault.STALE_READ) ? world.faults().upTo(Reader.STALENESS) : 0;
        long time = world.timeline().now() - staleness;
        List<RepositoryArn> page = world.registry().page(after, PAGE, time);
        page.forEach(arn -> world.registry().at(arn, time).ifPresent(state -> described.put(arn, state)));
        return new Reading.Known<>(page);
    }
}

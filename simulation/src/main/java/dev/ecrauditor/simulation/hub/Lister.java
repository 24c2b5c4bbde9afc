package dev.ecrauditor.simulation.hub;

import dev.ecrauditor.repository.NameWindow;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryLister;
import dev.ecrauditor.simulation.engine.Call;
import dev.ecrauditor.simulation.engine.Fault;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.engine.Port;
import dev.ecrauditor.simulation.world.RepositoryState;
import dev.ecrauditor.simulation.world.World;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
    public Reading<List<RepositoryArn>> list(String account, String region, NameWindow window) {
        Listed.Asked asked = new Listed.Asked(invocation.instant(), invocation.time());
        Map<RepositoryArn, RepositoryState> all = new LinkedHashMap<>();
        String after = "";
        Map<RepositoryArn, RepositoryState> page;
        do {
            Reading<Map<RepositoryArn, RepositoryState>> answer = answer(after);
            if (!(answer instanceof Reading.Known<Map<RepositoryArn, RepositoryState>> known)) {
                return new Reading.Unreadable<>("ecr:DescribeRepositories", "ECR denies listing the repositories");
            }
            page = known.value();
            all.putAll(page);
            after = page.keySet().stream()
                    .map(RepositoryArn::name)
                    .max(Comparator.naturalOrder())
                    .orElse("");
        } while (page.size() == PAGE);
        List<RepositoryArn> repositories = window.select(all.keySet().stream());
        all.keySet().retainAll(repositories);
        listed.remember(asked, all);
        return new Reading.Known<>(repositories);
    }

    private Reading<Map<RepositoryArn, RepositoryState>> answer(String after) {
        return invocation.call(new Call<>(Port.ECR_LIST, "after '" + after + "'", () -> page(after)));
    }

    private Reading<Map<RepositoryArn, RepositoryState>> page(String after) {
        if (world.registry().refuses()) {
            return new Reading.Unreadable<>("ecr:DescribeRepositories", "ECR denies listing the repositories");
        }
        long staleness =
                world.faults().happens(Fault.STALE_READ) ? world.faults().upTo(Reader.STALENESS) : 0;
        long time = world.timeline().now() - staleness;
        Map<RepositoryArn, RepositoryState> described = new LinkedHashMap<>();
        world.registry()
                .page(after, PAGE, time)
                .forEach(
                        arn -> described.put(arn, world.registry().at(arn, time).orElseThrow()));
        return new Reading.Known<>(described);
    }
}

package dev.ecrauditor.simulation.world;

import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.simulation.engine.Timeline;
import java.util.HashMap;
import java.util.Map;

/** Which repositories their owners have tagged, so that remediation leaves them alone, and since when. */
public final class Vetoes {

    private final Timeline timeline;
    private final Map<RepositoryArn, Long> since = new HashMap<>();

    Vetoes(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Its owner tags it now; nobody hears of that. */
    public void tag(RepositoryArn repository) {
        since.putIfAbsent(repository, timeline.now());
    }

    /** Whether it was tagged then. */
    public boolean isTagged(RepositoryArn repository, long time) {
        return since.getOrDefault(repository, Long.MAX_VALUE) <= time;
    }
}

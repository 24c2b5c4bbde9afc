package dev.ecrauditor.simulation.world;

import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.simulation.engine.Timeline;
import java.util.HashMap;
import java.util.Map;

/** The repositories that their owners have excluded from remediation by a tag, and since when. */
public final class Vetoes {

    private final Timeline timeline;
    private final Map<RepositoryArn, Long> since = new HashMap<>();

    Vetoes(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Its owner tags it now, without an event. */
    public void tag(RepositoryArn repository) {
        since.putIfAbsent(repository, timeline.now());
    }

    /** Whether it was tagged at that time. */
    public boolean isTagged(RepositoryArn repository, long time) {
        return since.getOrDefault(repository, Long.MAX_VALUE) <= time;
    }
}

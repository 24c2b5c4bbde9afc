package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.record.Invariant;
import dev.ecrauditor.simulation.record.Publications;
import dev.ecrauditor.simulation.record.Violations;
import java.util.function.LongSupplier;

/**
 * {@link Invariant#PROMPT}; an alert for a digest may wait, and an alert may have waited for many messages published in
 * between.
 */
final class PublishedPromptly implements Check {

    private static final long BOUND = 30 * Timeline.SECOND;

    /** The limit for an alert that waits neither for its own actor nor for another's. */
    private static final long AT_ONCE = 3 * Timeline.SECOND;

    /** What the publication of one message before it takes. */
    private static final long EACH = Timeline.SECOND / 4;

    private static final int FEW = 10;

    /** How long a fault can have effects. */
    private static final long AFTERMATH = 2 * Timeline.MINUTE;

    private final Publications publications;
    private final Violations violations;
    private final LongSupplier lastFault;

    PublishedPromptly(Publications publications, Violations violations, LongSupplier lastFault) {
        this.publications = publications;
        this.violations = violations;
        this.lastFault = lastFault;
    }

    @Override
    public void published(Invocation by, AlertMessage message) {
        for (String alertId : Publications.alertIds(message)) {
            publications
                    .line(alertId)
                    .filter(line -> line.times() == 1 && !line.isForDigest())
                    .ifPresent(line -> {
                        long waited = violations.now() - line.storedAt();
                        long ahead = publications.publishedCount() - line.publishedBefore();
                        if (waited > (line.isAtOnce() ? AT_ONCE : BOUND) + ahead * EACH
                                && lastFault.getAsLong() < line.storedAt() - AFTERMATH
                                && ahead <= FEW) {
                            violations.add(
                                    Invariant.PROMPT,
                                    alertId + " was published " + waited / Timeline.SECOND + " s after it was stored");
                        }
                    });
        }
    }
}

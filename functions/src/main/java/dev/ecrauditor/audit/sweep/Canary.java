package dev.ecrauditor.audit.sweep;

import dev.ecrauditor.delivery.CanaryCheck;
import dev.ecrauditor.delivery.CanaryTagger;
import dev.ecrauditor.delivery.CheckResult;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.EventArrivals;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes a tag on the canary repository each hour, and checks whether the event of the one before has arrived. */
public final class Canary implements Supplier<Optional<CheckResult>> {

    private final RepositoryArn repository;
    private final CanaryTagger tagger;
    private final CanaryCheck check;
    private final Stores stores;
    private final Clock clock;

    /** When tags were written, and when those were written whose events have arrived. */
    public record Stores(EventArrivals written, EventArrivals arrived) {}

    public Canary(RepositoryArn repository, CanaryTagger tagger, CanaryCheck check, Stores stores, Clock clock) {
        this.repository = repository;
        this.tagger = tagger;
        this.check = check;
        this.stores = stores;
        this.clock = clock;
    }

    /** The result of the tag before, or of the one that could not be written. */
    @Override
    public Optional<CheckResult> get() {
        Subject.Coverage hub = new Subject.Coverage(repository.account(), repository.region());
        Instant now = clock.instant();
        CanaryCheck.Known known = new CanaryCheck.Known(
                stores.written().latest(hub), stores.arrived().latest(hub));
        Optional<CheckResult> result = check.check(known, now);
        if (!known.isDue(now)) {
            return result;
        }
        Reading<Instant> tag = tagger.tag(repository, now);
        if (tag instanceof Reading.Known<Instant>) {
            stores.written().arrived(hub, now);
            return result;
        }
        return check.notWritten(tag, known);
    }
}

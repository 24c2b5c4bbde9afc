package dev.ecrauditor.audit.sweep;

import dev.ecrauditor.audit.delivery.DeliveryAudit;
import dev.ecrauditor.delivery.AccountRegion;
import dev.ecrauditor.delivery.CheckResult;
import dev.ecrauditor.delivery.EventDelivery;
import dev.ecrauditor.delivery.EventDeliveryReader;
import dev.ecrauditor.delivery.EventRule;
import dev.ecrauditor.delivery.ForwardingCheck;
import dev.ecrauditor.delivery.SilenceCheck;
import dev.ecrauditor.delivery.TrailCheck;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.store.EventArrivals;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.repository.Reading;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the forwarding rule and the trails of an account and Region, and whether its events arrive. */
public final class DeliveryChecks implements SweepBeginning.Checks {

    private final EventDeliveryReader reader;
    private final ForwardingCheck forwarding;
    private final EventArrivals arrivals;
    private final DeliveryAudit audit;
    private final Clock clock;

    /** The ports and the expected rule. */
    public record Parts(
            EventDeliveryReader reader,
            ForwardingCheck forwarding,
            EventArrivals arrivals,
            DeliveryAudit audit,
            Clock clock) {}

    public DeliveryChecks(Parts parts) {
        this.reader = parts.reader();
        this.forwarding = parts.forwarding();
        this.arrivals = parts.arrivals();
        this.audit = parts.audit();
        this.clock = parts.clock();
    }

    @Override
    public SweepProgress check(SweepProgress before, Optional<EvaluationReason> reason) {
        AccountRegion place =
                new AccountRegion(before.coverage().account(), before.coverage().region());
        SilenceCheck.Known known = new SilenceCheck.Known(
                before.unannounced().changes(), before.unannounced().since(), arrivals.latest(before.coverage()));
        boolean isFirst = before.completedAt().isEmpty();
        audit.record(before.coverage(), reason, () -> results(place, known, isFirst));
        return known.isAnnounced() ? before.with(SweepProgress.Unannounced.NONE) : before;
    }

    /** A StackSet creates the rule of an account after its read role: at the first sweep it may still be missing. */
    private List<CheckResult> results(AccountRegion place, SilenceCheck.Known known, boolean isFirst) {
        EventDelivery delivery = reader.read(place);
        List<CheckResult> results = new ArrayList<>();
        if (!isFirst || !(delivery.rule() instanceof Reading.Absent<EventRule>)) {
            results.add(forwarding.check(place, delivery.rule()));
        }
        results.add(TrailCheck.check(place, delivery.trails()));
        results.add(SilenceCheck.check(place, known, forwarding.expected(), clock.instant()));
        return results;
    }
}

package dev.ecrauditor.finding.quiet;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.settings.QuietActor;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves the alerts that quiet actors certainly caused to one digest a day. All others, and every severity from HIGH on,
 * are published at once.
 */
public final class QuietAlerts {

    private static final Set<AlertStatus> OPEN =
            EnumSet.of(AlertStatus.OPENED, AlertStatus.CHANGED, AlertStatus.REOPENED);

    private static final Set<AlertStatus> GOOD =
            EnumSet.of(AlertStatus.RESOLVED, AlertStatus.REMEDIATED, AlertStatus.REMEDIATION_PLANNED);

    private QuietAlerts() {}

    /**
     * The new alerts, of which those of quiet actors wait for the next day by UTC.
     *
     * @param actors of the settings
     */
    public static List<AlertFacts> defer(List<AlertFacts> alerts, List<QuietActor> actors) {
        return alerts.stream()
                .map(facts -> isDeferred(facts, actors)
                        ? facts.toBuilder()
                                .reason(Optional.of(EvaluationReason.QUIET_ACTOR))
                                .dueAt(Optional.of(nextDay(facts.at())))
                                .build()
                        : facts)
                .toList();
    }

    /**
     * The alerts to publish now. What waits is left out, together with later good news about the same finding. Other
     * later news about it, such as a change by somebody else, ends the wait: then all of it is published in its order.
     * What has waited is due since the end of the wait.
     *
     * @param alerts of one outbox, in its order
     */
    public static List<AlertFacts> due(List<AlertFacts> alerts, Instant now) {
        Map<String, Integer> lastNews = new HashMap<>();
        for (int i = 0; i < alerts.size(); i++) {
            if (!isQuiet(alerts.get(i)) && !isGoodNews(alerts.get(i))) {
                lastNews.put(alerts.get(i).findingId(), i);
            }
        }
        Map<String, Wait> waits = new HashMap<>();
        List<AlertFacts> due = new ArrayList<>();
        for (int i = 0; i < alerts.size(); i++) {
            AlertFacts facts = alerts.get(i);
            int news = lastNews.getOrDefault(facts.findingId(), -1);
            if (isQuiet(facts)) {
                waits.put(
                        facts.findingId(),
                        news > i
                                ? Wait.endedBy(alerts.get(news))
                                : new Wait(facts.reason(), facts.dueAt().orElse(facts.at())));
            }
            Optional<Wait> wait = Optional.ofNullable(waits.get(facts.findingId()))
                    .filter(known -> isQuiet(facts) || isGoodNews(facts));
            if (wait.isEmpty()) {
                due.add(facts);
            } else if (!wait.get().lasts(now)) {
                due.add(wait.get().over(facts));
            }
        }
        return due;
    }

    /** Whether good news of an outbox wait with an alert before them. */
    public static boolean waits(List<AlertFacts> outbox, AlertFacts alert, Instant now) {
        return isGoodNews(alert)
                && due(outbox, now).stream().noneMatch(one -> one.id().equals(alert.id()));
    }

    /**
     * How long the alerts of a finding wait.
     *
     * @param reason why they are published in a digest, if so
     */
    private record Wait(Optional<EvaluationReason> reason, Instant until) {

        static Wait endedBy(AlertFacts news) {
            return new Wait(Optional.empty(), news.at());
        }

        boolean lasts(Instant now) {
            return reason.isPresent() && now.isBefore(until);
        }

        /** Good news of another digest keep its reason, and those after the wait are due when they come. */
        AlertFacts over(AlertFacts facts) {
            if (!isQuiet(facts) && !facts.at().isBefore(until)) {
                return facts;
            }
            Optional<EvaluationReason> kept =
                    isQuiet(facts) ? reason : facts.reason().or(() -> reason);
            return facts.toBuilder().reason(kept).dueAt(Optional.of(until)).build();
        }
    }

    private static boolean isQuiet(AlertFacts facts) {
        return facts.reason().equals(Optional.of(EvaluationReason.QUIET_ACTOR));
    }

    private static boolean isGoodNews(AlertFacts facts) {
        return GOOD.contains(facts.status()) && isLow(facts);
    }

    private static boolean isLow(AlertFacts facts) {
        return facts.severity().compareTo(Severity.MEDIUM) <= 0;
    }

    private static boolean isDeferred(AlertFacts facts, List<QuietActor> actors) {
        return facts.reason().isEmpty()
                && OPEN.contains(facts.status())
                && isLow(facts)
                && facts.finding().kind() == FindingKey.Kind.VIOLATION
                && facts.setBy()
                        .map(EventSummary::actor)
                        .flatMap(RoleSession::of)
                        .filter(session -> actors.stream()
                                .anyMatch(actor ->
                                        actor.rules().contains(facts.finding().ruleId())
                                                && actor.roles().stream().anyMatch(session::isOf)))
                        .isPresent();
    }

    private static Instant nextDay(Instant at) {
        return at.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}

package dev.ecrauditor.simulation.record;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.simulation.engine.Call;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.world.Observer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Records which alerts are owed, which were published, and which a fault may have published again. The stored findings
 * decide what is owed, not the outbox. Three cases use the outbox: a policy that was withdrawn before an evaluation is in
 * no finding, and of a finding that flaps or is waived not every transition is published.
 */
public final class Publications implements Observer {

    private final Violations violations;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Map<String, Integer> unexpected = new LinkedHashMap<>();
    private final Map<Invocation, Set<String>> notRemoved = new LinkedHashMap<>();
    private long publishedCount;

    /** One alert id. */
    public static final class Line {
        private final Subject subject;
        private final String findingId;
        private final int number;
        private final String suffix;
        private final long storedAt;
        private final long publishedBefore;
        private boolean forDigest;
        private boolean atOnce;
        private int times;
        private int explained;

        private Line(
                Subject subject, String findingId, int number, String suffix, long storedAt, long publishedBefore) {
            this.subject = subject;
            this.findingId = findingId;
            this.number = number;
            this.suffix = suffix;
            this.storedAt = storedAt;
            this.publishedBefore = publishedBefore;
        }

        public String alertId() {
            return findingId + "#" + number + suffix;
        }

        /** The alert that must be published before it: the previous transition, or the one whose actor it adds. */
        public String previousAlertId() {
            return findingId + "#" + (suffix.isEmpty() ? number - 1 : number);
        }

        public Subject subject() {
            return subject;
        }

        int number() {
            return number;
        }

        public long storedAt() {
            return storedAt;
        }

        /** How many messages had been published when it was stored. */
        public long publishedBefore() {
            return publishedBefore;
        }

        /** True if it must not wait: its actor is known and it is critical, or nothing stored with it waits. */
        public boolean isAtOnce() {
            return atOnce;
        }

        /** True if it waits for a digest, with or behind an alert of a sweep. */
        public boolean isForDigest() {
            return forDigest;
        }

        public int times() {
            return times;
        }

        public int explained() {
            return explained;
        }
    }

    public Publications(Violations violations) {
        this.violations = violations;
    }

    /** How many messages were published. */
    public long publishedCount() {
        return publishedCount;
    }

    /** How many alert ids are expected. */
    public int expected() {
        return lines.size();
    }

    /** How many alert ids were published more than once. */
    public long publishedAgain() {
        return lines.values().stream().filter(line -> line.times > 1).count();
    }

    /** The alert ids that were published and are not owed. */
    public Set<String> unexpected() {
        return unexpected.keySet();
    }

    public Collection<Line> lines() {
        return lines.values();
    }

    public Optional<Line> line(String alertId) {
        return Optional.ofNullable(lines.get(alertId));
    }

    @Override
    public void stored(Invocation by, Optional<SubjectRecord> before, SubjectRecord after) {
        Map<FindingKey, FindingState> known =
                before.map(SubjectRecord::findings).orElse(Map.of());
        boolean anew = before.flatMap(SubjectRecord::incarnation)
                .map(one -> !after.incarnation().equals(Optional.of(one)))
                .orElse(false);
        if (anew) {
            Instant gone = before.flatMap(SubjectRecord::incarnation).orElseThrow();
            known.forEach((key, state) -> {
                String findingId = key.findingId(after, gone);
                int next = state.number() + 1;
                boolean isReported = state.open() && !state.isSilent();
                if (isReported || isIn(after.outbox(), findingId + "#" + next)) {
                    expect(after.subject(), findingId, next);
                }
            });
        }
        after.outbox().stream()
                .filter(entry -> entry instanceof AlertFacts facts && facts.status() == AlertStatus.TRANSIENT)
                .forEach(entry -> expect(
                        after.subject(), entry.id().substring(0, entry.id().indexOf('#')), 1));
        after.outbox().stream()
                .filter(entry -> entry instanceof AlertFacts facts && facts.status() == AlertStatus.ATTRIBUTED)
                .forEach(entry -> expectAttribution(after.subject(), entry.id()));
        after.findings().forEach((key, state) -> {
            Optional<FindingState> last = anew ? Optional.empty() : Optional.ofNullable(known.get(key));
            int lastNumber = last.map(FindingState::number).orElse(0);
            boolean quiet = isWaived(last, state)
                    || (state.flapHistory().flapping()
                            && last.map(one -> one.flapHistory().flapping()).orElse(false));
            // A record of a repository that was never evaluated has no incarnation and no findings.
            String findingId = key.findingId(after, after.incarnation().orElse(Instant.EPOCH));
            for (int number = lastNumber + 1; number <= state.number(); number++) {
                if (!quiet || isIn(after.outbox(), findingId + "#" + number)) {
                    expect(after.subject(), findingId, number);
                }
            }
        });
        waitForDigest(after);
        goAtOnce(after);
    }

    /** What a waiver covers is not published, and neither is its end. */
    private static boolean isWaived(Optional<FindingState> last, FindingState state) {
        return state.isWaived()
                || (!state.open() && last.filter(FindingState::isWaived).isPresent());
    }

    private void goAtOnce(SubjectRecord after) {
        boolean somethingWaits = after.outbox().stream()
                .anyMatch(entry ->
                        entry instanceof AlertFacts facts && facts.dueAt().isPresent());
        for (OutboxEntry entry : after.outbox()) {
            if (entry instanceof AlertFacts facts && facts.position().version() == after.version()) {
                boolean mayNotWait =
                        !somethingWaits || (facts.severity() == Severity.CRITICAL && facts.actorIsCertain());
                line(facts.id()).ifPresent(line -> line.atOnce = mayNotWait);
            }
        }
    }

    private void waitForDigest(SubjectRecord after) {
        Set<String> findings = new HashSet<>();
        for (OutboxEntry entry : after.outbox()) {
            if (entry instanceof AlertFacts facts
                    && (facts.reason().isPresent() || findings.contains(facts.findingId()))) {
                findings.add(facts.findingId());
                line(facts.id()).ifPresent(line -> line.forDigest = true);
            }
        }
    }

    @Override
    public void published(Invocation by, AlertMessage message) {
        publishedCount++;
        for (String alertId : alertIds(message)) {
            line(alertId).ifPresentOrElse(line -> line.times++, () -> unexpected.merge(alertId, 1, Integer::sum));
            notRemoved.computeIfAbsent(by, none -> new LinkedHashSet<>()).add(alertId);
        }
    }

    @Override
    public void removed(Invocation by, String entryId) {
        Optional.ofNullable(notRemoved.get(by)).ifPresent(doubtful -> doubtful.remove(entryId));
    }

    /** A fault can repeat the alerts that its invocation published and did not remove, and those of the call itself. */
    @Override
    public void struck(Invocation by, Call<?> call) {
        Set<String> doubtful = new LinkedHashSet<>(notRemoved.getOrDefault(by, Set.of()));
        doubtful.addAll(call.alertIds());
        doubtful.forEach(alertId -> line(alertId).ifPresent(line -> line.explained++));
    }

    public static List<String> alertIds(AlertMessage message) {
        return message.lists().getOrDefault("alertIds", List.of());
    }

    private static boolean isIn(List<OutboxEntry> outbox, String alertId) {
        return outbox.stream().map(OutboxEntry::id).anyMatch(alertId::equals);
    }

    private void expect(Subject subject, String findingId, int number) {
        expect(new Line(subject, findingId, number, "", violations.now(), publishedCount));
    }

    private void expectAttribution(Subject subject, String entryId) {
        int hash = entryId.indexOf('#');
        int end = entryId.length() - AlertFacts.ATTRIBUTED.length();
        int number = Integer.parseInt(entryId.substring(hash + 1, end));
        expect(new Line(
                subject, entryId.substring(0, hash), number, AlertFacts.ATTRIBUTED, violations.now(), publishedCount));
    }

    private void expect(Line line) {
        if (lines.putIfAbsent(line.alertId(), line) == null) {
            line.times = Optional.ofNullable(unexpected.remove(line.alertId())).orElse(0);
        }
    }
}

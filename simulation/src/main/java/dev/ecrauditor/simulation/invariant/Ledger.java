package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.finding.FindingKey;
import dev.ecrauditor.finding.FindingState;
import dev.ecrauditor.finding.Subject;
import dev.ecrauditor.finding.SubjectRecord;
import dev.ecrauditor.simulation.engine.Call;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.world.Observer;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the books on alerts: which are owed, by the findings that were stored and not by the outbox; which were told; and which may
 * have been told again because of a fault.
 */
public final class Ledger implements Observer {

    private final Violations violations;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Map<String, Integer> notOwed = new LinkedHashMap<>();
    private final Map<Invocation, Set<String>> notRemoved = new LinkedHashMap<>();
    private long told;

    /** One alert id. */
    static final class Line {
        private final Subject subject;
        private final String findingId;
        private final int number;
        private final long storedAt;
        private final long toldBefore;
        private int times;
        private int explained;

        private Line(Subject subject, String findingId, int number, long storedAt, long toldBefore) {
            this.subject = subject;
            this.findingId = findingId;
            this.number = number;
            this.storedAt = storedAt;
            this.toldBefore = toldBefore;
        }

        String alertId() {
            return findingId + "#" + number;
        }

        String previousAlertId() {
            return findingId + "#" + (number - 1);
        }

        Subject subject() {
            return subject;
        }

        int number() {
            return number;
        }

        long storedAt() {
            return storedAt;
        }

        /** How many messages had been told when it was stored. */
        long toldBefore() {
            return toldBefore;
        }

        int times() {
            return times;
        }

        int explained() {
            return explained;
        }
    }

    public Ledger(Violations violations) {
        this.violations = violations;
    }

    /** How many messages were told. */
    public long told() {
        return told;
    }

    /** How many alert ids are owed. */
    public int owed() {
        return lines.size();
    }

    /** How many alert ids were told more than once. */
    public long toldAgain() {
        return lines.values().stream().filter(line -> line.times > 1).count();
    }

    /** What was told and is not owed. */
    Set<String> notOwed() {
        return notOwed.keySet();
    }

    Collection<Line> lines() {
        return lines.values();
    }

    Optional<Line> line(String alertId) {
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
                if (state.open()) {
                    owes(after.subject(), key.findingId(after.subject().repository(), gone), state.number() + 1);
                }
            });
        }
        after.findings().forEach((key, state) -> {
            int last = anew || !known.containsKey(key) ? 0 : known.get(key).number();
            if (state.number() > last) {
                // A record of a repository that was never seen has no incarnation, and no findings.
                String findingId = key.findingId(
                        after.subject().repository(), after.incarnation().orElse(Instant.EPOCH));
                for (int number = last + 1; number <= state.number(); number++) {
                    owes(after.subject(), findingId, number);
                }
            }
        });
    }

    @Override
    public void published(Invocation by, AlertMessage message) {
        told++;
        for (String alertId : alertIds(message)) {
            line(alertId).ifPresentOrElse(line -> line.times++, () -> notOwed.merge(alertId, 1, Integer::sum));
            notRemoved.computeIfAbsent(by, none -> new LinkedHashSet<>()).add(alertId);
        }
    }

    @Override
    public void removed(Invocation by, String entryId) {
        Optional.ofNullable(notRemoved.get(by)).ifPresent(doubtful -> doubtful.remove(entryId));
    }

    /** What was told and not removed by an invocation when a fault strikes it may be told again, as may what the call itself is about. */
    @Override
    public void struck(Invocation by, Call<?> call) {
        Set<String> doubtful = new LinkedHashSet<>(notRemoved.getOrDefault(by, Set.of()));
        doubtful.addAll(call.alertIds());
        doubtful.forEach(alertId -> line(alertId).ifPresent(line -> line.explained++));
    }

    static List<String> alertIds(AlertMessage message) {
        return message.lists().getOrDefault("alertIds", List.of());
    }

    private void owes(Subject subject, String findingId, int number) {
        Line line = new Line(subject, findingId, number, violations.now(), told);
        if (lines.putIfAbsent(line.alertId(), line) == null) {
            line.times = Optional.ofNullable(notOwed.remove(line.alertId())).orElse(0);
        }
    }
}

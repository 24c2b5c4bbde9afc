package dev.ecrauditor.simulation.planted;

import dev.ecrauditor.audit.ReevaluationQueue;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.event.DelayedDrainRequest;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.FindingState.TransitionHistory;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.PendingAttribution;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.simulation.design.Ports;
import dev.ecrauditor.simulation.design.ProductionDesign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Plausible but wrong ways to attribute an alert later and to wait for an actor. */
final class WrongAttributions {

    private WrongAttributions() {}

    /** Names the actor that set the same value at any time. */
    static final class WithoutTheWindow extends ProductionDesign {
        @Override
        public Audit audit(Ports ports) {
            return super.audit(ports.withStore(loading(
                    ports.store(),
                    pending -> new PendingAttribution(
                            pending.number(), pending.setting(), pending.valueHash(), Optional.empty(), Instant.MAX))));
        }
    }

    /** Names the actor of any call in time, whatever value was read. */
    static final class ByTimeOnly extends ProductionDesign {
        @Override
        public Audit audit(Ports ports) {
            return trigger -> super.audit(ports.withStore(loading(
                            ports.store(),
                            pending -> trigger instanceof RepositoryChange change
                                    ? withValue(pending, valueSetBy(change, pending))
                                    : pending)))
                    .audit(trigger);
        }

        private static PendingAttribution withValue(PendingAttribution pending, String hash) {
            return new PendingAttribution(pending.number(), pending.setting(), hash, pending.after(), pending.before());
        }

        private static String valueSetBy(RepositoryChange change, PendingAttribution pending) {
            String[] set = {pending.valueHash()};
            change.hasSet(
                    pending.setting(),
                    value -> {
                        set[0] = FindingKey.sha256(value).substring(0, 32);
                        return true;
                    },
                    change.time());
            return set[0];
        }
    }

    /** Does not store that an actor was named. */
    static final class Again extends ProductionDesign {
        @Override
        public Audit audit(Ports ports) {
            return super.audit(ports.withStore(saving(ports.store(), (before, next) -> {
                Map<FindingKey, FindingState> findings = new LinkedHashMap<>(next.findings());
                findings.replaceAll(
                        (key, state) -> Optional.ofNullable(before.findings().get(key))
                                .filter(known -> state.open() && known.number() == state.number())
                                .map(known -> with(state, known.pending()))
                                .orElse(state));
                return withFindings(next, findings);
            })));
        }
    }

    /** Ignores an event that arrives later. */
    static final class Dropped extends ProductionDesign {
        @Override
        public Audit audit(Ports ports) {
            return super.audit(ports.withStore(new ForwardingFindingStore(ports.store()) {
                @Override
                public Optional<SubjectRecord> load(Subject subject) {
                    return super.load(subject).map(record -> withFindings(record, without(record.findings())));
                }
            }));
        }

        private static Map<FindingKey, FindingState> without(Map<FindingKey, FindingState> findings) {
            Map<FindingKey, FindingState> none = new LinkedHashMap<>(findings);
            none.replaceAll((key, state) -> with(state, List.of()));
            return none;
        }
    }

    /** Writes the actor into the alert that is still in the outbox, which may be in publication. */
    static final class IntoTheUnsentAlert extends ProductionDesign {
        @Override
        public Audit audit(Ports ports) {
            return super.audit(ports.withStore(saving(ports.store(), (before, next) -> {
                Map<String, OutboxEntry> outbox = new LinkedHashMap<>();
                for (OutboxEntry entry : next.outbox()) {
                    if (entry instanceof AlertFacts facts
                            && facts.status() == AlertStatus.ATTRIBUTED
                            && outbox.get(alertId(facts)) instanceof AlertFacts alert) {
                        outbox.put(alert.id(), named(alert, facts));
                    } else {
                        outbox.put(entry.id(), entry);
                    }
                }
                return PlantedRecords.withOutbox(next, new ArrayList<>(outbox.values()));
            })));
        }

        private static String alertId(AlertFacts facts) {
            return facts.id().substring(0, facts.id().length() - AlertFacts.ATTRIBUTED.length());
        }

        private static AlertFacts named(AlertFacts alert, AlertFacts attribution) {
            return alert.toBuilder()
                    .setBy(attribution.setBy())
                    .dueAt(Optional.empty())
                    .attributes(List.of())
                    .build();
        }
    }

    /** Publishes nothing while any alert waits for its actor. */
    static final class EveryAlertWaits extends ProductionDesign {
        @Override
        public Drain drain(Ports ports) {
            Drain real = super.drain(ports);
            return named -> {
                Instant now = ports.clock().instant();
                boolean somethingWaits = ports.context().table().due(100).stream()
                        .anyMatch(record -> record.outbox().stream()
                                .anyMatch(entry -> entry instanceof AlertFacts facts && facts.isHeld(now)));
                if (!somethingWaits) {
                    real.drain(named);
                }
            };
        }
    }

    /** Skips an alert that waits and publishes the alerts after it. */
    static final class OvertakesWhatWaits extends ProductionDesign {
        @Override
        public Drain drain(Ports ports) {
            return super.drain(ports.withStore(new ForwardingFindingStore(ports.store()) {
                @Override
                public Optional<SubjectRecord> load(Subject subject) {
                    Instant now = ports.clock().instant();
                    return super.load(subject)
                            .map(record -> PlantedRecords.withOutbox(
                                    record,
                                    record.outbox().stream()
                                            .filter(entry -> !(entry instanceof AlertFacts facts && facts.isHeld(now)))
                                            .toList()));
                }
            }));
        }
    }

    /** Lets alerts wait and requests no drain for when they are due. */
    static final class NoDrainWhenDue extends ProductionDesign {
        @Override
        public RepositoryAudit repositoryAudit(Ports ports) {
            return new RepositoryAudit(new RepositoryAudit.Parts(
                    ports.reader(),
                    ports.rules(),
                    new Transition(ports.settings(), REMEDIATION_ROLE, Optional.of(ports.fingerprint())),
                    ports.store(),
                    ports.drainRequest(),
                    new ReevaluationQueue() {
                        @Override
                        public void scheduleReevaluation(Reevaluation evaluation, Duration delay) {
                            ports.reevaluations().scheduleReevaluation(evaluation, delay);
                        }

                        @Override
                        public boolean canDrainLater() {
                            return true;
                        }

                        @Override
                        public void drainLater(DelayedDrainRequest request, Duration delay) {
                            // The schedule will find it.
                        }
                    },
                    ports.clock()));
        }
    }

    private static ForwardingFindingStore loading(FindingStore store, UnaryOperator<PendingAttribution> change) {
        return new ForwardingFindingStore(store) {
            @Override
            public Optional<SubjectRecord> load(Subject subject) {
                return super.load(subject).map(record -> {
                    Map<FindingKey, FindingState> findings = new LinkedHashMap<>(record.findings());
                    findings.replaceAll((key, state) ->
                            with(state, state.pending().stream().map(change).toList()));
                    return withFindings(record, findings);
                });
            }
        };
    }

    private static ForwardingFindingStore saving(FindingStore store, BinaryOperator<SubjectRecord> change) {
        return new ForwardingFindingStore(store) {
            private final Map<Subject, SubjectRecord> loaded = new HashMap<>();

            @Override
            public Optional<SubjectRecord> load(Subject subject) {
                Optional<SubjectRecord> record = super.load(subject);
                loaded.put(subject, record.orElseGet(() -> SubjectRecord.notEvaluated(subject)));
                return record;
            }

            @Override
            public boolean save(SubjectRecord next) {
                return super.save(change.apply(
                        loaded.getOrDefault(next.subject(), SubjectRecord.notEvaluated(next.subject())), next));
            }
        };
    }

    private static FindingState with(FindingState state, List<PendingAttribution> pending) {
        return new FindingState(
                state.open(),
                state.openedAt(),
                state.lastEvaluated(),
                state.severity(),
                state.evidenceHash(),
                new TransitionHistory(
                        state.number(),
                        state.flapHistory(),
                        pending,
                        state.history().toldAt()));
    }

    private static SubjectRecord withFindings(SubjectRecord record, Map<FindingKey, FindingState> findings) {
        return record.toBuilder().findings(findings).build();
    }
}

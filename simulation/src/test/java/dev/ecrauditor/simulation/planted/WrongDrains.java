package dev.ecrauditor.simulation.planted;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.simulation.design.Ports;
import dev.ecrauditor.simulation.design.ProductionDesign;
import dev.ecrauditor.simulation.engine.Call;
import dev.ecrauditor.simulation.engine.Port;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Plausible but wrong drains. */
final class WrongDrains {

    private WrongDrains() {}

    /** A removal that does not change the version. */
    static final class RemovalWithoutVersion extends ProductionDesign {
        @Override
        public Drain drain(Ports ports) {
            return super.drain(
                    removing(ports, entryIds -> record -> version(record.withoutSent(entryIds), record.version())));
        }

        private static SubjectRecord version(SubjectRecord record, long version) {
            return record.toBuilder().version(version).build();
        }
    }

    /** A removal of everything that is in the outbox by then. */
    static final class RemoveTheWholeOutbox extends ProductionDesign {
        @Override
        public Drain drain(Ports ports) {
            return super.drain(removing(
                    ports,
                    entryIds -> record -> record.withoutSent(
                            record.outbox().stream().map(OutboxEntry::id).collect(Collectors.toSet()))));
        }
    }

    /** Uses the item of the index as the record. */
    static final class TrustTheIndex extends ProductionDesign {
        @Override
        public Drain drain(Ports ports) {
            return super.drain(ports.withStore(new ForwardingFindingStore(ports.store()) {
                @Override
                public Optional<SubjectRecord> load(Subject subject) {
                    return ports.context()
                            .invocation()
                            .call(new Call<>(
                                    Port.TABLE_QUERY,
                                    "outbox",
                                    () -> ports.context().table().due(100).stream()
                                            .filter(record -> record.subject().equals(subject))
                                            .findFirst()));
                }
            }));
        }
    }

    /** Continues with the next alert of the subject after a failed publish. */
    static final class ContinueAfterAFailure extends ProductionDesign {
        @Override
        public Drain drain(Ports ports) {
            Set<String> failed = new HashSet<>();
            return super.drain(ports.withStore(new ForwardingFindingStore(ports.store()) {
                        @Override
                        public void removeSent(Subject subject, Set<String> entryIds) {
                            Set<String> sent = new HashSet<>(entryIds);
                            sent.removeAll(failed);
                            super.removeSent(subject, sent);
                        }
                    })
                    .withChannel(message -> {
                        try {
                            ports.channel().publish(message);
                        } catch (RuntimeException notSent) {
                            failed.addAll(message.lists().get("alertIds"));
                        }
                    }));
        }
    }

    /** Publishes in the order of the functions' clocks. */
    static final class OrderByClock extends ProductionDesign {
        @Override
        public Drain drain(Ports ports) {
            return super.drain(ports.withStore(new ForwardingFindingStore(ports.store()) {
                @Override
                public Optional<SubjectRecord> load(Subject subject) {
                    return super.load(subject).map(OrderByClock::byClock);
                }
            }));
        }

        private static SubjectRecord byClock(SubjectRecord record) {
            List<AlertFacts> alerts = record.outbox().stream()
                    .filter(AlertFacts.class::isInstance)
                    .map(AlertFacts.class::cast)
                    .sorted(Comparator.comparing(AlertFacts::at))
                    .toList();
            List<OutboxEntry> outbox = new ArrayList<>(record.outbox().stream()
                    .filter(entry -> !(entry instanceof AlertFacts))
                    .toList());
            for (int i = 0; i < alerts.size(); i++) {
                outbox.add(ordered(alerts.get(i), new OutboxPosition(i, 0)));
            }
            return PlantedRecords.withOutbox(record, outbox);
        }

        private static AlertFacts ordered(AlertFacts facts, OutboxPosition order) {
            return facts.toBuilder().position(order).build();
        }
    }

    /** Treats a publish without a response as successful. */
    static final class TimeoutTakenAsSent extends ProductionDesign {
        @Override
        public Drain drain(Ports ports) {
            return super.drain(ports.withChannel(message -> {
                try {
                    ports.channel().publish(message);
                } catch (RuntimeException noAnswer) {
                    // Assumes that it arrived.
                }
            }));
        }
    }

    /** Publishes as fast as it can. */
    static final class NoPacing extends ProductionDesign {
        @Override
        public Drain drain(Ports ports) {
            return super.drain(ports.withPace(() -> true));
        }
    }

    /** Removes entries by a separate update. */
    private interface Removal {
        UnaryOperator<SubjectRecord> of(Set<String> entryIds);
    }

    private static Ports removing(Ports ports, Removal removal) {
        return ports.withStore(new ForwardingFindingStore(ports.store()) {
            @Override
            public void removeSent(Subject subject, Set<String> entryIds) {
                ports.context()
                        .invocation()
                        .call(new Call<>(
                                Port.TABLE_REMOVE,
                                entryIds,
                                List.copyOf(entryIds),
                                () -> ports.context().table().update(subject, record -> true, removal.of(entryIds))));
            }
        });
    }
}

package dev.ecrauditor.simulation.planted;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryReader;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.simulation.design.Ports;
import dev.ecrauditor.simulation.design.ProductionDesign;
import dev.ecrauditor.simulation.engine.Call;
import dev.ecrauditor.simulation.engine.Port;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plausible but wrong audits. */
final class WrongAudits {

    private WrongAudits() {}

    /** Publishes the violations at every evaluation; stores nothing. */
    static final class PublishWithoutState extends ProductionDesign {
        @Override
        public Audit audit(Ports ports) {
            return trigger -> {
                if (trigger instanceof RepositoryChange change
                        && ports.reader().read(change.repository())
                                instanceof Reading.Known<RepositorySnapshot> known) {
                    ports.rules().evaluate(known.value()).forEach((metadata, verdict) -> {
                        if (verdict instanceof Verdict.Fail fail) {
                            FindingKey key = new FindingKey(metadata.id(), FindingKey.Kind.VIOLATION);
                            PlantedRecords.publish(
                                    ports,
                                    SubjectRecord.notEvaluated(Subject.of(change.repository())),
                                    opened(key, fail, known.value()));
                        }
                    });
                }
            };
        }

        private static AlertFacts opened(FindingKey key, Verdict.Fail fail, RepositorySnapshot read) {
            return AlertFacts.of(
                            key.findingId(Subject.of(read.arn()), read.createdAt()) + "#1", key, AlertStatus.OPENED)
                    .position(new OutboxPosition(1, 0))
                    .severity(fail.severity())
                    .evidence(fail.evidence())
                    .openedAt(read.readAt())
                    .at(read.readAt())
                    .build();
        }
    }

    /** Stores the ids of events and ignores a known one. */
    static final class DeduplicateByEventId extends ProductionDesign {
        private final Set<String> seen = new HashSet<>();

        @Override
        public Audit audit(Ports ports) {
            Audit real = super.audit(ports);
            return trigger -> {
                if (trigger instanceof RepositoryChange change && !isNew(ports, change.eventId())) {
                    return;
                }
                real.audit(trigger);
            };
        }

        private boolean isNew(Ports ports, String eventId) {
            return ports.context().invocation().call(new Call<>(Port.TABLE_PUT, eventId, () -> seen.add(eventId)));
        }
    }

    /** Stores the state, then publishes, without an outbox. */
    static final class WriteThenPublish extends ProductionDesign {
        @Override
        public Audit audit(Ports ports) {
            return super.audit(ports.withStore(new ForwardingFindingStore(ports.store()) {
                @Override
                public boolean save(SubjectRecord next) {
                    boolean saved = super.save(PlantedRecords.withOutbox(next, List.of()));
                    if (saved) {
                        PlantedRecords.newOf(next).forEach(facts -> PlantedRecords.publish(ports, next, facts));
                    }
                    return saved;
                }
            }));
        }
    }

    /** Publishes, then stores the state. */
    static final class PublishThenWrite extends ProductionDesign {
        @Override
        public Audit audit(Ports ports) {
            return super.audit(ports.withStore(new ForwardingFindingStore(ports.store()) {
                @Override
                public boolean save(SubjectRecord next) {
                    PlantedRecords.newOf(next).forEach(facts -> PlantedRecords.publish(ports, next, facts));
                    return super.save(PlantedRecords.withOutbox(next, List.of()));
                }
            }));
        }
    }

    /** Reads AWS, then the record. */
    static final class ReadAwsFirst extends ProductionDesign {
        @Override
        public Audit audit(Ports ports) {
            Map<RepositoryArn, Reading<RepositorySnapshot>> read = new HashMap<>();
            RepositoryReader earlier = arn -> Optional.ofNullable(read.get(arn)).orElseThrow();
            return super.audit(ports.withReader(earlier).withStore(new ForwardingFindingStore(ports.store()) {
                @Override
                public Optional<SubjectRecord> load(Subject subject) {
                    if (subject instanceof Subject.Repository named) {
                        read.put(named.repository(), ports.reader().read(named.repository()));
                    }
                    return super.load(subject);
                }
            }));
        }
    }

    /** Does not write an unchanged record. */
    static final class SkipTheUnchangedWrite extends ProductionDesign {
        @Override
        public Audit audit(Ports ports) {
            return super.audit(ports.withStore(new ForwardingFindingStore(ports.store()) {
                private final Map<Subject, SubjectRecord> loaded = new HashMap<>();

                @Override
                public Optional<SubjectRecord> load(Subject subject) {
                    Optional<SubjectRecord> record = super.load(subject);
                    record.ifPresent(found -> loaded.put(subject, found));
                    return record;
                }

                @Override
                public boolean save(SubjectRecord next) {
                    return Optional.ofNullable(loaded.get(next.subject()))
                                    .map(before -> isTheSame(before, next))
                                    .orElse(false)
                            || super.save(next);
                }
            }));
        }

        private static boolean isTheSame(SubjectRecord one, SubjectRecord other) {
            return one.incarnation().equals(other.incarnation())
                    && one.outbox().equals(other.outbox())
                    && numbers(one).equals(numbers(other));
        }

        private static Map<FindingKey, Integer> numbers(SubjectRecord record) {
            Map<FindingKey, Integer> numbers = new HashMap<>();
            record.findings().forEach((key, state) -> numbers.put(key, state.number()));
            return numbers;
        }
    }

    /** After a conflict reads the record again, but not AWS. */
    static final class ConflictRereadsTheRecordOnly extends ProductionDesign {
        @Override
        public Audit audit(Ports ports) {
            return trigger -> {
                Map<RepositoryArn, Reading<RepositorySnapshot>> read = new HashMap<>();
                super.audit(ports.withReader(arn -> read.computeIfAbsent(arn, ports.reader()::read)))
                        .audit(trigger);
            };
        }
    }

    /** Names the actor of the event that triggered it. */
    static final class ActorOfTheTriggeringEvent extends ProductionDesign {
        @Override
        public Audit audit(Ports ports) {
            return super.audit(ports.withStore(new ForwardingFindingStore(ports.store()) {
                @Override
                public boolean save(SubjectRecord next) {
                    return super.save(PlantedRecords.withAlerts(
                            next, facts -> named(facts, facts.event().isPresent())));
                }
            }));
        }
    }

    /** Names the actor of a call of a kind that can be the cause. */
    static final class ActorByKindOnly extends ProductionDesign {
        @Override
        public Audit audit(Ports ports) {
            return super.audit(ports.withStore(new ForwardingFindingStore(ports.store()) {
                @Override
                public boolean save(SubjectRecord next) {
                    return super.save(PlantedRecords.withAlerts(next, facts -> named(facts, isOfTheKind(facts))));
                }
            }));
        }

        private static boolean isOfTheKind(AlertFacts facts) {
            String call = facts.event().map(EventSummary::name).orElse("");
            return switch (facts.finding().ruleId()) {
                case "ecr-scan-on-push" ->
                    call.equals("CreateRepository") || call.equals("PutImageScanningConfiguration");
                case "ecr-encryption-customer-managed-key" -> call.equals("CreateRepository");
                default -> call.endsWith("RepositoryPolicy");
            };
        }
    }

    private static AlertFacts named(AlertFacts facts, boolean certain) {
        return facts.toBuilder().setBy(facts.event().filter(named -> certain)).build();
    }
}

package dev.ecrauditor.simulation.planted;

import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.FindingState.TransitionHistory;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.transition.CoverageTransition;
import dev.ecrauditor.simulation.design.Ports;
import dev.ecrauditor.simulation.design.ProductionDesign;
import dev.ecrauditor.simulation.world.Registry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Plausible but wrong records of audits and sweeps. */
final class WrongRecords {

    private WrongRecords() {}

    /** Does not store the rules of an evaluation, so that the rules are new at every evaluation. */
    static final class RulesForgotten extends ProductionDesign {
        @Override
        public RepositoryAudit repositoryAudit(Ports ports) {
            return super.repositoryAudit(ports.withStore(new ForwardingFindingStore(ports.store()) {
                @Override
                public Optional<SubjectRecord> load(Subject subject) {
                    return super.load(subject).map(record -> changed(record, record.findings(), Optional.empty()));
                }
            }));
        }
    }

    /** Opens the finding of an account again at every denied call. */
    static final class EveryRefusalIsNew extends ProductionDesign {
        @Override
        public RepositoryAudit repositoryAudit(Ports ports) {
            return super.repositoryAudit(ports.withStore(new ForwardingFindingStore(ports.store()) {
                @Override
                public Optional<SubjectRecord> load(Subject subject) {
                    Optional<SubjectRecord> record = super.load(subject);
                    return subject.equals(Registry.PLACE)
                            ? record.map(known -> changed(known, closed(known), known.evaluatedBy()))
                            : record;
                }
            }));
        }

        private static Map<FindingKey, FindingState> closed(SubjectRecord record) {
            Map<FindingKey, FindingState> closed = new HashMap<>();
            record.findings()
                    .forEach((key, state) -> closed.put(
                            key,
                            new FindingState(
                                    false,
                                    state.openedAt(),
                                    state.lastEvaluated(),
                                    state.severity(),
                                    state.evidenceHash(),
                                    new TransitionHistory(state.number(), state.flapHistory()))));
            return closed;
        }
    }

    /** Keeps the finding of an account open after it grants access again. */
    static final class NeverBack extends ProductionDesign {
        @Override
        public Audit audit(Ports ports) {
            return super.audit(ports.withStore(neverClosing(ports.store())));
        }

        @Override
        public Sweeper sweep(Ports ports) {
            return super.sweep(ports.withStore(neverClosing(ports.store())));
        }

        private static FindingStore neverClosing(FindingStore store) {
            return new ForwardingFindingStore(store) {
                @Override
                public boolean save(SubjectRecord next) {
                    boolean closes = next.subject().equals(Registry.PLACE) && !next.isOpen(CoverageTransition.FINDING);
                    return closes || super.save(next);
                }
            };
        }
    }

    private static SubjectRecord changed(
            SubjectRecord record, Map<FindingKey, FindingState> findings, Optional<String> evaluatedBy) {
        return record.toBuilder().findings(findings).evaluatedBy(evaluatedBy).build();
    }
}

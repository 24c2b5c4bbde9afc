package dev.ecrauditor.simulation.planted;

import dev.ecrauditor.alert.Alert;
import dev.ecrauditor.alert.AlertRenderer;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.simulation.design.Ports;
import java.util.List;
import java.util.function.UnaryOperator;

/** Shared operations of planted designs on records and their entries. */
final class PlantedRecords {

    private PlantedRecords() {}

    /** Publishes one alert without an outbox. */
    static void publish(Ports ports, SubjectRecord record, AlertFacts facts) {
        Alert alert = Alert.of(
                record.subject(), List.of(facts), ports.rules(), ports.clock().instant());
        ports.channel().publish(AlertRenderer.render(alert));
    }

    /** The alerts that this version of the record adds. */
    static List<AlertFacts> newOf(SubjectRecord record) {
        return record.outbox().stream()
                .filter(entry -> entry.position().version() == record.version())
                .filter(AlertFacts.class::isInstance)
                .map(AlertFacts.class::cast)
                .toList();
    }

    /** The record with another outbox. */
    static SubjectRecord withOutbox(SubjectRecord record, List<OutboxEntry> outbox) {
        return record.toBuilder().outbox(outbox).build();
    }

    /** The record with every alert changed. */
    static SubjectRecord withAlerts(SubjectRecord record, UnaryOperator<AlertFacts> change) {
        List<OutboxEntry> outbox = record.outbox().stream()
                .<OutboxEntry>map(entry -> entry instanceof AlertFacts facts ? change.apply(facts) : entry)
                .toList();
        return withOutbox(record, outbox);
    }
}

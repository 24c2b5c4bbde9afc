package dev.ecrauditor.localaws.events;

import dev.ecrauditor.localaws.call.Fields;
import java.util.List;
import java.util.Optional;

/** The rules and buses of one account in one Region; the default bus exists always. */
public record EventsState(List<EventRule> rules, List<EventBus> buses) {

    public static final EventsState EMPTY = new EventsState(List.of(), List.of());

    public static EventsState read(Fields fields) {
        fields.onlyKnown("rules", "buses");
        return new EventsState(
                fields.objects("rules").stream().map(EventRule::read).toList(),
                fields.objects("buses").stream().map(EventBus::read).toList());
    }

    Optional<EventRule> rule(String bus, String name) {
        return rules.stream()
                .filter(rule -> rule.name().equals(name) && rule.bus().equals(bus))
                .findFirst();
    }

    Optional<EventBus> bus(String name) {
        return buses.stream()
                .filter(bus -> bus.name().equals(name))
                .findFirst()
                .or(() ->
                        Optional.of(new EventBus(name, Optional.empty())).filter(bus -> name.equals(EventBus.DEFAULT)));
    }
}

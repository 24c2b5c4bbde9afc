package dev.ecrauditor.cli.replay;

import dev.ecrauditor.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Moves an event into another account: every occurrence of the envelope's account is replaced, so that a sample event
 * can be replayed against the current account.
 */
final class EventAccountRewriter {

    private final String from;
    private final String to;

    private EventAccountRewriter(String from, String to) {
        this.from = from;
        this.to = to;
    }

    static Json move(Json event, String toAccount) {
        return event.text("account")
                .filter(account -> !account.equals(toAccount))
                .map(account -> new EventAccountRewriter(account, toAccount).apply(event))
                .orElse(event);
    }

    private Json apply(Json value) {
        if (value instanceof Json.Obj object) {
            Map<String, Json> members = new LinkedHashMap<>();
            object.members().forEach((name, member) -> members.put(name, apply(member)));
            return new Json.Obj(members);
        }
        if (value instanceof Json.Arr array) {
            return new Json.Arr(array.items().stream().map(this::apply).toList());
        }
        return value instanceof Json.Str string ? Json.of(string.value().replace(from, to)) : value;
    }
}

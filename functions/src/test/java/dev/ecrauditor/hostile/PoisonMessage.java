package dev.ecrauditor.hostile;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What can be wrong with one message of a batch.
 *
 * @param name what it is
 * @param made makes it of a good message
 */
record PoisonMessage(String name, UnaryOperator<String> made) {

    static final List<PoisonMessage> KINDS = List.of(
            new PoisonMessage("empty", good -> ""),
            new PoisonMessage("not JSON", good -> "poison"),
            new PoisonMessage("cut off", good -> good.substring(0, good.length() / 2)),
            new PoisonMessage("twice the same", good -> good + good),
            new PoisonMessage("byte order mark", good -> "\uFEFF" + good),
            new PoisonMessage("deep arrays", good -> "[".repeat(100_000)),
            new PoisonMessage("deep objects", good -> "{\"a\":".repeat(100_000)),
            new PoisonMessage("two accounts", good -> good.replace("{\"version\"", "{\"account\":\"4\",\"version\"")),
            new PoisonMessage("no event", good -> "{}"),
            new PoisonMessage("null", good -> "null"),
            new PoisonMessage("a batch", good -> "{\"Records\":[]}"),
            new PoisonMessage(
                    "another recipient", good -> good.replace("recipientAccountId\":\"1", "recipientAccountId\":\"4")),
            new PoisonMessage("a name that climbs", good -> good.replace("\"batch-", "\"../batch-")),
            new PoisonMessage("no time", good -> good.replace("\"eventTime\"", "\"eventTimes\"")),
            ofRepository("poison/overflow"),
            ofRepository("poison/memory"),
            ofRepository("poison/linkage"),
            ofRepository("poison/initializer"),
            ofRepository("poison/assertion"),
            ofRepository("poison/fault"),
            ofRepository("poison/null"));

    /** A sound event of a repository that cannot be read. */
    private static PoisonMessage ofRepository(String name) {
        return new PoisonMessage(name, good -> PoisonMessageTest.event(name));
    }

    @Override
    public String toString() {
        return name;
    }
}

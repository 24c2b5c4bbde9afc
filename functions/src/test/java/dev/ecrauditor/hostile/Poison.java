package dev.ecrauditor.hostile;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What can be wrong with one message of a batch.
 *
 * @param name what it is
 * @param made makes it of a good message
 */
record Poison(String name, UnaryOperator<String> made) {

    static final List<Poison> KINDS = List.of(
            new Poison("empty", good -> ""),
            new Poison("not JSON", good -> "poison"),
            new Poison("cut off", good -> good.substring(0, good.length() / 2)),
            new Poison("twice the same", good -> good + good),
            new Poison("byte order mark", good -> "\uFEFF" + good),
            new Poison("deep arrays", good -> "[".repeat(100_000)),
            new Poison("deep objects", good -> "{\"a\":".repeat(100_000)),
            new Poison("two accounts", good -> good.replace("{\"version\"", "{\"account\":\"4\",\"version\"")),
            new Poison("no event", good -> "{}"),
            new Poison("null", good -> "null"),
            new Poison("a batch", good -> "{\"Records\":[]}"),
            new Poison(
                    "another recipient", good -> good.replace("recipientAccountId\":\"1", "recipientAccountId\":\"4")),
            new Poison("a name that climbs", good -> good.replace("\"batch-", "\"../batch-")),
            new Poison("no time", good -> good.replace("\"eventTime\"", "\"eventTimes\"")),
            ofRepository("poison/overflow"),
            ofRepository("poison/memory"),
            ofRepository("poison/linkage"),
            ofRepository("poison/initializer"),
            ofRepository("poison/assertion"),
            ofRepository("poison/fault"),
            ofRepository("poison/null"));

    /** A sound event of a repository that cannot be read. */
    private static Poison ofRepository(String name) {
        return new Poison(name, good -> PoisonTest.event(name));
    }

    @Override
    public String toString() {
        return name;
    }
}

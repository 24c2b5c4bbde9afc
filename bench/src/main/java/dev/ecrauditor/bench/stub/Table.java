package dev.ecrauditor.bench.stub;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Amazon DynamoDB: one table in memory by {@code pk} and {@code sk}, with exactly the expressions that the functions
 * use. Any other expression is an operation that the stub does not have.
 */
public final class Table implements Service {

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final Duration YOUNG = Duration.ofDays(30);
    private static final Duration AN_HOUR = Duration.ofMinutes(61);
    private static final Duration A_DAY = Duration.ofHours(25);

    private static final Answer REFUSED = Answer.error("ConditionalCheckFailedException");

    private final Map<String, Json.Obj> items = new TreeMap<>();

    public synchronized void clear() {
        items.clear();
    }

    /** The number of repositories with a record. */
    public synchronized long repositories() {
        return items.values().stream()
                .filter(item -> item.text("sk", "S").orElse("").startsWith("repository#"))
                .count();
    }

    /**
     * Empties an outbox as the alert function does.
     *
     * @return how many entries were in it
     */
    public synchronized int takeOutbox(String partitionKey, String sortKey) {
        String key = key(partitionKey, sortKey);
        Json.Obj item = items.get(key);
        if (item == null) {
            return 0;
        }
        int entries = item.members("outbox", "M").size();
        Map<String, Json> members = new LinkedHashMap<>(item.members());
        members.remove("due");
        members.remove("outboxSince");
        members.put("outbox", new Json.Obj(Map.of("M", new Json.Obj(Map.of()))));
        members.put("version", number(version(item) + 1));
        items.put(key, new Json.Obj(members));
        return entries;
    }

    /** Moves every time of an item that is younger than a month to an hour earlier, as if it had been written then. */
    public synchronized void age(String partitionKey, String sortKey) {
        items.computeIfPresent(key(partitionKey, sortKey), (key, item) -> aged(item, AN_HOUR));
    }

    /** The same of every item, a day earlier. */
    public synchronized void ageAllByADay() {
        items.replaceAll((key, item) -> aged(item, A_DAY));
    }

    private static Json.Obj aged(Json.Obj item, Duration by) {
        Instant oldest = Instant.now().minus(YOUNG);
        Json older = Ecr.read(TIME.matcher(JsonWriter.write(item)).replaceAll(found -> {
            Instant time = Instant.parse(found.group());
            return (time.isBefore(oldest) ? time : time.minus(by)).toString();
        }));
        return older instanceof Json.Obj read ? read : item;
    }

    @Override
    public synchronized Optional<Answer> answer(String operation, String body) {
        Json request = Ecr.read(body);
        return switch (operation) {
            case "GetItem" -> Optional.of(get(request));
            case "PutItem" -> put(request);
            case "UpdateItem" -> update(request);
            case "Query" -> query(request);
            default -> Optional.empty();
        };
    }

    private Answer get(Json request) {
        Json.Obj item = items.get(keyOf(request.at("Key")));
        return item == null
                ? Answer.json("{}")
                : Answer.json(new JsonObject().put("Item", item).build());
    }

    private Optional<Answer> put(Json request) {
        if (!(request.at("Item") instanceof Json.Obj item)) {
            return Optional.empty();
        }
        String key = keyOf(item);
        Json.Obj before = items.get(key);
        String condition = request.text("ConditionExpression").orElse("");
        boolean met;
        if (condition.isEmpty()) {
            met = true;
        } else if (condition.equals("attribute_not_exists(pk)")) {
            met = before == null;
        } else if (condition.startsWith("#version = :before AND ")) {
            met = before != null
                    && before.at("version")
                            .equals(request.at("ExpressionAttributeValues").at(":before"));
        } else {
            return Optional.empty();
        }
        if (met) {
            items.put(key, item);
        }
        return Optional.of(met ? Answer.json("{}") : REFUSED);
    }

    /** {@code REMOVE a, b ADD #version :one}: members of the outbox on condition that they exist, or of the index. */
    private Optional<Answer> update(Json request) {
        String expression = request.text("UpdateExpression").orElse("");
        String key = keyOf(request.at("Key"));
        if (!expression.startsWith("REMOVE ") || !expression.endsWith(" ADD #version :one")) {
            return Optional.empty();
        }
        Json.Obj before = items.get(key);
        if (before == null) {
            return Optional.of(REFUSED);
        }
        Map<String, Json> members = new LinkedHashMap<>(before.members());
        Map<String, Json> outbox = new LinkedHashMap<>(before.members("outbox", "M"));
        for (String path : expression
                .substring("REMOVE ".length(), expression.indexOf(" ADD "))
                .split(", ", -1)) {
            if (path.startsWith("outbox.")) {
                String entry = request.text("ExpressionAttributeNames", path.substring("outbox.".length()))
                        .orElse("");
                if (outbox.remove(entry) == null) {
                    return Optional.of(REFUSED);
                }
            } else if (!outbox.isEmpty()) {
                return Optional.of(REFUSED);
            } else {
                members.remove(path);
            }
        }
        members.put("outbox", new Json.Obj(Map.of("M", new Json.Obj(outbox))));
        members.put("version", number(version(before) + 1));
        Json.Obj after = new Json.Obj(members);
        items.put(key, after);
        return Optional.of(
                request.text("ReturnValues").isPresent()
                        ? Answer.json(new JsonObject().put("Attributes", after).build())
                        : Answer.json("{}"));
    }

    private Optional<Answer> query(Json request) {
        return new TableQuery(request)
                .find(items.values())
                .map(found -> Answer.json(new JsonObject()
                        .put("Items", new Json.Arr(found))
                        .put("Count", found.size())
                        .put("ScannedCount", found.size())
                        .build()));
    }

    private static Json number(long value) {
        return new JsonObject().put("N", Long.toString(value)).build();
    }

    private static long version(Json item) {
        return Long.parseLong(item.text("version", "N").orElse("0"));
    }

    private static String keyOf(Json keys) {
        return key(keys.text("pk", "S").orElse(""), keys.text("sk", "S").orElse(""));
    }

    private static String key(String partitionKey, String sortKey) {
        return partitionKey + "\n" + sortKey;
    }
}

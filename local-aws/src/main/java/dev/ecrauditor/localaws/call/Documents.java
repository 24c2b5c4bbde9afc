package dev.ecrauditor.localaws.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resources that are only read: each is the document that was loaded, in the form of AWS's answer, by its name. */
public final class Documents {

    /** A kind of resource: its list in an account-state file, and the member that holds its name. */
    public enum Kind {
        STACKS("stacks", "StackName"),
        STACK_SETS("stackSets", "StackSetName"),
        FUNCTIONS("functions", "FunctionName"),
        TABLES("tables", "TableName");

        private final String list;
        private final String name;

        Kind(String list, String name) {
            this.list = list;
            this.name = name;
        }

        /** The list in an account-state file. */
        public String list() {
            return list;
        }
    }

    private final Map<Kind, Map<String, ObjectNode>> byKind = new LinkedHashMap<>();

    /** Reads the list of a kind; the names must be there and differ. */
    public void read(Kind kind, Fields fields) {
        Map<String, ObjectNode> read = new LinkedHashMap<>();
        for (JsonNode document : fields.value(kind.list()).orElseGet(() -> Json.nodes(List.of()))) {
            if (!(document instanceof ObjectNode object)
                    || !object.path(kind.name).isTextual()) {
                throw fields.refuse(kind.list(), "must be objects with a " + kind.name);
            }
            if (read.put(object.get(kind.name).textValue(), object) != null) {
                throw fields.refuse(
                        kind.list(), "must not have '" + object.get(kind.name).textValue() + "' twice");
            }
        }
        byKind.put(kind, read);
    }

    /** Adds or replaces the documents of another one. */
    public void putAll(Documents other) {
        other.byKind.forEach((kind, documents) ->
                byKind.computeIfAbsent(kind, key -> new LinkedHashMap<>()).putAll(documents));
    }

    public Optional<ObjectNode> find(Kind kind, String name) {
        return Optional.ofNullable(byKind.getOrDefault(kind, Map.of()).get(name));
    }

    public List<ObjectNode> all(Kind kind) {
        return new ArrayList<>(byKind.getOrDefault(kind, Map.of()).values());
    }

    /** A copy of a document with some of its members. */
    public static ObjectNode without(ObjectNode document, String... members) {
        return document.deepCopy().without(List.of(members));
    }
}

package dev.ecrauditor.iac.terraform.block;

import dev.ecrauditor.iac.terraform.json.JsonDocument;
import dev.ecrauditor.iac.terraform.json.JsonSyntaxException;
import dev.ecrauditor.iac.terraform.json.JsonText;
import dev.ecrauditor.iac.terraform.json.JsonValues;
import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Mapping;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Merges policies: a statement replaces an earlier one with the same Sid. */
final class PolicyMerge {

    private final List<Mapping> statements = new ArrayList<>();
    private final Map<String, Value> members = new TreeMap<>();

    void add(Value document) {
        Value json = document instanceof Value.Text text ? parsed(text.text()) : document;
        if (json instanceof Value.Null) {
            return;
        }
        if (!(json instanceof Mapping policy)) {
            throw new EvaluationException("a policy is " + Conversion.kind(json));
        }
        policy.get("Id").ifPresent(id -> members.put("Id", id));
        policy.get("Version").ifPresent(this::raiseVersion);
        Value added = policy.get("Statement").orElse(Value.absent());
        for (Value statement : added instanceof Sequence sequence ? sequence.items() : List.of(added)) {
            if (statement instanceof Mapping mapping) {
                add(mapping);
            }
        }
    }

    private static Value parsed(String json) {
        if (json.isBlank()) {
            return Value.absent();
        }
        try {
            return JsonValues.of(JsonDocument.read(json, "policy"));
        } catch (JsonSyntaxException e) {
            throw new EvaluationException("a policy is not JSON");
        }
    }

    private void raiseVersion(Value version) {
        Value current = members.getOrDefault("Version", Value.of(""));
        if (Conversion.text(version).compareTo(Conversion.text(current)) > 0) {
            members.put("Version", version);
        }
    }

    private void add(Mapping statement) {
        Optional<Value> sid = statement.get("Sid").filter(value -> !value.equals(Value.of("")));
        for (int i = 0; sid.isPresent() && i < statements.size(); i++) {
            if (statements.get(i).get("Sid").equals(sid)) {
                statements.set(i, statement);
                return;
            }
        }
        statements.add(statement);
    }

    Value json() {
        Map<String, Value> policy = new TreeMap<>(members);
        policy.put("Statement", Sequence.list(statements));
        return Value.of(JsonText.of(new Mapping(policy)));
    }
}

package dev.ecrauditor.iac.terraform.plan;

import dev.ecrauditor.iac.declaration.DeclaredValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A part of a plan, whose members may be missing or of another kind than expected. */
record PlanNode(Optional<DeclaredValue> value) {

    static final PlanNode NONE = new PlanNode(Optional.empty());

    static PlanNode of(DeclaredValue value) {
        return new PlanNode(Optional.of(value).filter(json -> !(json instanceof DeclaredValue.Absent)));
    }

    PlanNode member(String name) {
        return value.filter(DeclaredValue.Properties.class::isInstance)
                .map(object -> ((DeclaredValue.Properties) object).properties().get(name))
                .map(PlanNode::of)
                .orElse(NONE);
    }

    Map<String, PlanNode> members() {
        Map<String, PlanNode> members = new LinkedHashMap<>();
        if (value.orElse(null) instanceof DeclaredValue.Properties object) {
            object.properties().forEach((name, json) -> members.put(name, of(json)));
        }
        return members;
    }

    List<PlanNode> items() {
        return value.orElse(null) instanceof DeclaredValue.Items items
                ? items.items().stream().map(PlanNode::of).toList()
                : List.of();
    }

    PlanNode item(int index) {
        List<PlanNode> items = items();
        return index < items.size() ? items.get(index) : NONE;
    }

    /** The text, or an empty one. */
    String text() {
        return value.orElse(null) instanceof DeclaredValue.Text text ? text.text() : "";
    }

    boolean isTrue() {
        return value.orElse(null) instanceof DeclaredValue.Bool bool && bool.value();
    }

    boolean isPresent() {
        return value.isPresent();
    }
}

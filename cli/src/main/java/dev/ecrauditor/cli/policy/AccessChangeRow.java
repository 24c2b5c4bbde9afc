package dev.ecrauditor.cli.policy;

import dev.ecrauditor.exposure.path.Effect;
import dev.ecrauditor.exposure.path.EffectWords;
import dev.ecrauditor.exposure.path.Outsider;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.explain.GrantProof;
import java.util.List;

/**
 * What one outsider can do now, or can no longer do.
 *
 * @param direction now or no longer
 * @param outsider who
 * @param grant the access, with an example request
 * @param policy the policy that allows it: the new one, or the old one
 */
public record AccessChangeRow(Direction direction, Outsider outsider, Grant grant, Policy policy) {

    /** Whether access opens or closes. */
    public enum Direction {
        OPENED("can now"),
        CLOSED("can no longer");

        private final String verb;

        Direction(String verb) {
            this.verb = verb;
        }
    }

    /** True for what an outsider gains who is not trusted. */
    public boolean isBad() {
        return direction == Direction.OPENED && !outsider.isTrusted();
    }

    public String sentence() {
        return outsider.words() + (outsider.isTrusted() ? " (trusted) " : " ") + direction.verb + " "
                + EffectWords.of(Effect.of(actions())) + ".";
    }

    public List<String> actions() {
        return grant.actions().values().stream().flatMap(List::stream).sorted().toList();
    }

    /** Where the access is, or was, allowed. */
    public String source() {
        return (direction == Direction.OPENED ? "new policy, " : "old policy, ")
                + grant.statement().label() + ": principal " + grant.principal();
    }

    /** A request that the one policy allows and the other does not. */
    public String example() {
        return GrantProof.of(policy, grant);
    }

    public Json json() {
        JsonObject context = new JsonObject();
        grant.witness().context().forEach((key, values) -> context.put(key, Json.of(values)));
        return new JsonObject()
                .put("change", direction.name())
                .put(
                        "outsider",
                        new JsonObject()
                                .put("kind", outsider.kind().name())
                                .put("id", outsider.id())
                                .put("trusted", outsider.isTrusted())
                                .build())
                .put(
                        "effects",
                        Json.of(Effect.of(actions()).stream().map(Enum::name).toList()))
                .put("actions", Json.of(actions()))
                .put("statement", grant.statement().number())
                .put("sid", grant.statement().sid())
                .put("principal", grant.principal())
                .put(
                        "example",
                        new JsonObject()
                                .put("caller", grant.witness().principal())
                                .put("action", grant.witness().action())
                                .put("context", context.build())
                                .build())
                .build();
    }
}

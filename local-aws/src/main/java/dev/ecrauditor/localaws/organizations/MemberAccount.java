package dev.ecrauditor.localaws.organizations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One account of the organization.
 *
 * @param state the {@code State} of responses; empty for responses from before AWS had that member
 * @param status the {@code Status} of responses, which AWS retires; empty for responses without it
 * @param parent the root or the organizational unit that holds it
 */
record MemberAccount(
        String id, String name, Optional<String> state, Optional<String> status, String parent, Instant joined) {

    private static final String ACTIVE = "ACTIVE";
    private static final List<String> STATES =
            List.of(ACTIVE, "SUSPENDED", "PENDING_CLOSURE", "CLOSED", "PENDING_ACTIVATION");
    private static final List<String> STATUSES = List.of(ACTIVE, "SUSPENDED", "PENDING_CLOSURE");

    static MemberAccount read(Fields fields, String rootId, Instant now) {
        fields.onlyKnown("id", "name", "state", "status", "parent");
        String id = fields.text("id");
        if (!AccountRegion.isAccount(id)) {
            throw fields.refuse("id", "must be an account of twelve digits");
        }
        return new MemberAccount(
                id,
                fields.text("name", "account-" + id),
                fields.has("status") && !fields.has("state")
                        ? Optional.empty()
                        : Optional.of(fields.oneOf("state", ACTIVE, STATES)),
                fields.has("status") ? Optional.of(fields.oneOf("status", ACTIVE, STATUSES)) : Optional.empty(),
                fields.text("parent", rootId),
                now);
    }

    MemberAccount movedTo(String newParent) {
        return new MemberAccount(id, name, state, status, newParent, joined);
    }

    ObjectNode toJson(String arn) {
        ObjectNode json = Json.object()
                .put("Id", id)
                .put("Arn", arn)
                .put("Email", id + "@example.com")
                .put("Name", name)
                .put("JoinedMethod", "CREATED")
                .put("JoinedTimestamp", Json.epochSeconds(joined));
        state.ifPresent(value -> json.put("State", value));
        status.or(() -> state.map(MemberAccount::statusOf)).ifPresent(value -> json.put("Status", value));
        return json;
    }

    /** Before {@code State}, closed accounts were suspended ones, and accounts that wait for activation active ones. */
    private static String statusOf(String state) {
        return switch (state) {
            case "CLOSED" -> "SUSPENDED";
            case "PENDING_ACTIVATION" -> ACTIVE;
            default -> state;
        };
    }
}

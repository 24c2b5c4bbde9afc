package dev.ecrauditor.event;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.RepositoryArn;

/**
 * The auditor's request to evaluate a registry again later, because ECR did not show the effect of a call.
 *
 * @param header what the message says about itself; {@link EventHeader#NONE} unless someone else wrote it
 * @param account the account that owns the registry
 * @param region the Region of the registry
 * @param cause the call
 */
public record RegistryReevaluation(EventHeader header, String account, String region, RegistryChange.Kind cause)
        implements Trigger {

    /** The auditor's own request. */
    public RegistryReevaluation(RegistryChange change) {
        this(EventHeader.NONE, change.account(), change.region(), change.kind());
    }

    /** The message that {@link EventReader} reads back; no AWS event can have this source. */
    public String toMessage() {
        Json detail = new JsonObject()
                .put("registryAccount", account)
                .put("registryRegion", region)
                .put("cause", cause.eventName())
                .build();
        return JsonWriter.write(new JsonObject()
                .put("source", Reevaluation.SOURCE)
                .put("detail", detail)
                .build());
    }

    static RegistryReevaluation read(EventHeader header, Json detail) throws MalformedEvent {
        String account = detail.text("registryAccount").orElse("");
        String region = detail.text("registryRegion").orElse("");
        if (!RepositoryArn.isAccountId(account) || !RepositoryArn.isRegion(region)) {
            throw new MalformedEvent("a reevaluation request without a registry");
        }
        return new RegistryReevaluation(
                header,
                account,
                region,
                RegistryChange.Kind.of(detail.text("cause").orElse(""))
                        .orElseThrow(
                                () -> new MalformedEvent("a reevaluation request of a registry without its cause")));
    }
}

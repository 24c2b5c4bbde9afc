package dev.ecrauditor.event;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.Set;

/**
 * Reads the events that ECR itself sends about images. They are no CloudTrail records, and name no caller.
 *
 * <p>Source: "Amazon ECR events and EventBridge", Amazon ECR User Guide.
 */
final class ImageEvents {

    private static final String IMAGE = "ECR Image Action";

    /** A cached or a copied image may be the first one of a repository that ECR has created. */
    private static final Set<String> ARRIVALS = Set.of("ECR Pull Through Cache Action", "ECR Replication Action");

    private ImageEvents() {}

    /** True if an image arrived in a repository. */
    static boolean isActivity(String detailType, Json detail) {
        return ARRIVALS.contains(detailType)
                || (detailType.equals(IMAGE)
                        && detail.text("action-type").filter("PUSH"::equals).isPresent());
    }

    static RepositoryArn repository(Json event, String account, String region) throws MalformedEvent {
        String name = event.text("detail", "repository-name").orElse("");
        return RepositoryArn.of(RepositoryArn.partitionOf(region), region, account, name)
                .orElseThrow(() -> new MalformedEvent("account, region or detail.repository-name is not valid: they are"
                        + " twelve digits, a Region such as us-east-1, and a name such as team/service"));
    }
}

package dev.ecrauditor.event;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.Optional;

/** Reads the CloudTrail records of calls about repositories. */
final class RepositoryCalls {

    /** In the ARN of a service-linked role; IAM allows the path only for these roles. */
    private static final String SERVICE_LINKED = ":role/aws-service-role/";

    private RepositoryCalls() {}

    static Optional<String> owner(Json detail) {
        return resourceArn(detail)
                .map(RepositoryArn::account)
                .or(() -> detail.text("responseElements", "registryId"))
                .or(() -> detail.text("responseElements", "repository", "registryId"))
                .or(() -> detail.text("requestParameters", "registryId"));
    }

    private static Optional<RepositoryArn> resourceArn(Json detail) {
        return detail.items("resources").stream()
                .flatMap(resource -> resource.text("ARN").stream())
                .flatMap(arn -> RepositoryArn.parse(arn).stream())
                .findFirst();
    }

    static RepositoryArn repository(Json detail, String account, String region) throws MalformedEvent {
        Optional<RepositoryArn> resource = resourceArn(detail);
        if (resource.isPresent()) {
            if (!resource.get().region().equals(region)) {
                throw new MalformedEvent("the repository's ARN is of another Region than the event");
            }
            if (!resource.get().partition().equals(RepositoryArn.partitionOf(region))) {
                throw new MalformedEvent("the repository's ARN is of another partition than its Region");
            }
            return resource.get();
        }
        String name = detail.text("requestParameters", "repositoryName")
                .or(() -> detail.text("responseElements", "repositoryName"))
                .or(() -> detail.text("responseElements", "repository", "repositoryName"))
                .orElseThrow(
                        () -> new MalformedEvent("the event names no repository: detail.resources has no ARN of one,"
                                + " and detail.requestParameters.repositoryName is missing"));
        return RepositoryArn.of(RepositoryArn.partitionOf(region), region, account, name)
                .orElseThrow(() -> new MalformedEvent(
                        "account, region or detail.requestParameters.repositoryName is not valid: they are"
                                + " twelve digits, a Region such as us-east-1, and a name such as team/service"));
    }

    static RepositoryChange change(EventHeader header, ChangeKind kind, RepositoryArn repository, Json detail)
            throws MalformedEvent {
        EventReader.requireIdAndTime(header, detail);
        boolean created = kind == ChangeKind.CREATE_REPOSITORY;
        Json request = EventReader.parameters(detail);
        Json stored = created ? detail.at("responseElements", "repository") : detail.at("responseElements");
        RequestedSettings settings = RequestedSettings.of(request, stored, created);
        return new RepositoryChange(
                header, kind, repository, Actor.of(detail), settings, isByEcr(detail.at("userIdentity")));
    }

    /**
     * True when ECR made the call: CloudTrail names it as the invoker, or a service-linked role of ECR's called. Both
     * are written by CloudTrail and IAM, not by the caller; a user agent would be.
     */
    private static boolean isByEcr(Json identity) {
        String invoker = identity.text("invokedBy").orElse("");
        String role = identity.text("sessionContext", "sessionIssuer", "arn").orElse("");
        int service = role.indexOf(SERVICE_LINKED);
        return isEcr(invoker)
                || (service > 0
                        && isEcr(role.substring(service + SERVICE_LINKED.length())
                                .split("/", 2)[0]));
    }

    private static boolean isEcr(String service) {
        return service.equals("ecr.amazonaws.com") || service.endsWith(".ecr.amazonaws.com");
    }
}

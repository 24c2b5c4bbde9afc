package dev.ecrauditor.event;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.Optional;

/**
 * Reads an EventBridge event as CloudTrail delivers it. Its ownership check is the only defence against an event that
 * directs the auditor to an account: only the envelope's account counts, it must be watched, and it must own the
 * repository.
 *
 * <p>Source: "AWS service events delivered via CloudTrail", EventBridge User Guide; "CloudTrail record contents", AWS
 * CloudTrail User Guide; "Logging Amazon ECR actions with AWS CloudTrail", Amazon ECR User Guide.
 */
public final class EventReader {

    /** The envelope has a {@code version} too, which is independent of the record's. */
    private static final String RECORD_VERSION =
            "a CloudTrail record has 1.x, as \"1.11\" (the \"version\" beside \"detail\" is EventBridge's and another field)";

    private static final String RECORD_TIME = "a CloudTrail record has it in UTC, as \"2026-11-20T10:05:00Z\"";

    /** In the ARN of a service-linked role; IAM allows the path only for these roles. */
    private static final String SERVICE_LINKED = ":role/aws-service-role/";

    private final WatchedAccounts watched;

    public EventReader(WatchedAccounts watched) {
        this.watched = watched;
    }

    /**
     * Reads one event.
     *
     * @throws MalformedEvent when the event lacks or contradicts what every event has; it must go to the dead-letter
     *     queue
     */
    public Trigger read(Json event) throws MalformedEvent {
        EventHeader header = EventHeader.of(event);
        String source = required(event, "source", "an EventBridge event has it, as \"aws.ecr\"");
        if (source.equals(Reevaluation.SOURCE)) {
            return ownRequest(header, event);
        }
        Json detail = event.at("detail");
        String eventSource = detail.text("eventSource").orElse("");
        if (eventSource.equals("ecr-public.amazonaws.com") || source.equals("aws.ecr-public")) {
            return new Ignored(header, IgnoreReason.ECR_PUBLIC, eventSource);
        }
        if (!source.equals("aws.ecr")) {
            return new Ignored(header, IgnoreReason.OTHER_SERVICE, source);
        }
        String detailType = event.text("detail-type").orElse("");
        if (!detailType.endsWith(" via CloudTrail")) {
            return new Ignored(header, IgnoreReason.NO_RULE_APPLIES, detailType);
        }
        if (!eventSource.equals("ecr.amazonaws.com")) {
            return new Ignored(header, IgnoreReason.OTHER_SERVICE, eventSource);
        }
        return cloudTrailEvent(header, event, detail);
    }

    private Trigger cloudTrailEvent(EventHeader header, Json event, Json detail) throws MalformedEvent {
        requireKnownVersion(detail);
        Optional<String> error = detail.text("errorCode");
        if (error.isPresent()) {
            return new Ignored(header, IgnoreReason.CALL_FAILED, error.get());
        }
        String account = header.account()
                .orElseThrow(() -> malformed(
                        event, "", "account", "an EventBridge event has the account whose CloudTrail wrote it"));
        Optional<String> recipient = detail.text("recipientAccountId");
        if (recipient.isPresent() && !recipient.get().equals(account)) {
            throw new MalformedEvent(
                    "account and detail.recipientAccountId differ: the event was not delivered by CloudTrail");
        }
        String eventName = header.name().orElse("");
        Optional<ChangeKind> kind = ChangeKind.of(eventName);
        if (kind.isEmpty()) {
            return withoutRule(header, eventName, detail, account);
        }
        if (!owner(detail).orElse(account).equals(account)) {
            return new Ignored(header, IgnoreReason.CALLER_ACCOUNT_COPY, account);
        }
        if (!watched.contains(account)) {
            return new Ignored(header, IgnoreReason.ACCOUNT_NOT_WATCHED, account);
        }
        String region = required(event, "region", "an EventBridge event has the Region of the call, as \"us-east-1\"");
        return change(header, kind.get(), repository(detail, account, region), detail);
    }

    private static Ignored withoutRule(EventHeader header, String eventName, Json detail, String account) {
        return Optional.of(eventName)
                .filter(CanaryTag.CALL::equals)
                .flatMap(call -> CanaryTag.in(detail, account))
                .map(tag -> new Ignored(header, IgnoreReason.CANARY, tag.text()))
                .orElseGet(() -> new Ignored(header, IgnoreReason.NO_RULE_APPLIES, eventName));
    }

    private static void requireKnownVersion(Json detail) throws MalformedEvent {
        String version = detail.text("eventVersion").orElseThrow(() -> missing(detail, "eventVersion", RECORD_VERSION));
        if (!version.startsWith("1.")) {
            throw new MalformedEvent("detail.eventVersion is not of version 1.x: " + RECORD_VERSION);
        }
    }

    /** A member of the envelope. */
    private static String required(Json event, String name, String expected) throws MalformedEvent {
        return event.text(name).orElseThrow(() -> malformed(event, "", name, expected));
    }

    private static MalformedEvent malformed(Json parent, String path, String name, String expected) {
        String problem = parent.at(name).isAbsent() ? " is missing: " : " is not text: ";
        return new MalformedEvent(path + name + problem + expected);
    }

    private static MalformedEvent missing(Json detail, String name, String expected) {
        return malformed(detail, "detail.", name, expected);
    }

    /** The account that owns the repository; never derived from the caller. */
    private static Optional<String> owner(Json detail) {
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

    private static RepositoryArn repository(Json detail, String account, String region) throws MalformedEvent {
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

    private static RepositoryChange change(EventHeader header, ChangeKind kind, RepositoryArn repository, Json detail)
            throws MalformedEvent {
        requireIdAndTime(header, detail);
        boolean created = kind == ChangeKind.CREATE_REPOSITORY;
        Json request = parameters(detail);
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

    /** CloudTrail omits parameters over 100 KB: they are null or an object that says so. */
    private static Json parameters(Json detail) {
        Json request = detail.at("requestParameters");
        return request.bool("omitted").orElse(false) ? new Json.Null() : request;
    }

    private static void requireIdAndTime(EventHeader header, Json detail) throws MalformedEvent {
        if (header.id().isEmpty()) {
            throw missing(detail, "eventID", "every CloudTrail record has its id");
        }
        if (header.time().isEmpty()) {
            String text = detail.text("eventTime").orElseThrow(() -> missing(detail, "eventTime", RECORD_TIME));
            throw new MalformedEvent("detail.eventTime is not a time"
                    + (EventHeader.hasSign(text) ? " of CloudTrail's: " : ": ") + RECORD_TIME);
        }
    }

    private Trigger ownRequest(EventHeader header, Json event) throws MalformedEvent {
        RepositoryArn repository = event.text("detail", "repositoryArn")
                .flatMap(RepositoryArn::parse)
                .orElseThrow(() -> new MalformedEvent("a reevaluation request without a repository"));
        if (!watched.contains(repository.account())) {
            return new Ignored(header, IgnoreReason.ACCOUNT_NOT_WATCHED, repository.account());
        }
        boolean drain = event.text("detail-type").equals(Optional.of(DelayedDrainRequest.DETAIL_TYPE));
        return drain ? new DelayedDrainRequest(header, repository) : new Reevaluation(header, repository);
    }
}

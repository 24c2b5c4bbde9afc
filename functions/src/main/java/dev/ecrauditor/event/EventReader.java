package dev.ecrauditor.event;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.organization.WatchedAccounts;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.Map;
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

    private static final String ECR = "aws.ecr";
    private static final String KMS = "aws.kms";

    /** By EventBridge's source, CloudTrail's eventSource. */
    private static final Map<String, String> SERVICES = Map.of(ECR, "ecr.amazonaws.com", KMS, "kms.amazonaws.com");

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
        if (!SERVICES.containsKey(source)) {
            return new Ignored(header, IgnoreReason.OTHER_SERVICE, source);
        }
        String detailType = event.text("detail-type").orElse("");
        if (!detailType.endsWith(" via CloudTrail")) {
            return source.equals(ECR) && ImageEvents.isActivity(detailType, detail)
                    ? activity(header, event)
                    : new Ignored(header, IgnoreReason.NO_RULE_APPLIES, detailType);
        }
        if (!eventSource.equals(SERVICES.get(source))) {
            return new Ignored(header, IgnoreReason.OTHER_SERVICE, eventSource);
        }
        return cloudTrailEvent(header, event, detail);
    }

    private Trigger activity(EventHeader header, Json event) throws MalformedEvent {
        String account = account(header, event);
        return watched.contains(account)
                ? new RepositoryActivity(header, ImageEvents.repository(event, account, region(event)))
                : new Ignored(header, IgnoreReason.ACCOUNT_NOT_WATCHED, account);
    }

    private Trigger cloudTrailEvent(EventHeader header, Json event, Json detail) throws MalformedEvent {
        requireKnownVersion(detail);
        Optional<String> error = detail.text("errorCode");
        if (error.isPresent()) {
            return new Ignored(header, IgnoreReason.CALL_FAILED, error.get());
        }
        String account = account(header, event);
        Optional<String> recipient = detail.text("recipientAccountId");
        if (recipient.isPresent() && !recipient.get().equals(account)) {
            throw new MalformedEvent(
                    "account and detail.recipientAccountId differ: the event was not delivered by CloudTrail");
        }
        String eventName = header.name().orElse("");
        if (required(event, "source", "").equals(KMS)) {
            return keyEvent(header, event, detail, account);
        }
        Optional<ChangeKind> repository = ChangeKind.of(eventName);
        Optional<RegistryChange.Kind> registry = RegistryChange.Kind.of(eventName);
        if (repository.isEmpty() && registry.isEmpty()) {
            return withoutRule(header, eventName, detail, account);
        }
        Optional<Ignored> ignored = ignored(header, account, RepositoryCalls.owner(detail));
        if (ignored.isPresent()) {
            return ignored.get();
        }
        String region = region(event);
        return repository.isPresent()
                ? RepositoryCalls.change(
                        header, repository.get(), RepositoryCalls.repository(detail, account, region), detail)
                : RegistryCalls.change(header, registry.orElseThrow(), new RegistryId(account, region), detail);
    }

    private Trigger keyEvent(EventHeader header, Json event, Json detail, String account) throws MalformedEvent {
        Optional<KeyChange.Kind> kind = KeyChange.Kind.of(header.name().orElse(""));
        if (kind.isEmpty()) {
            return new Ignored(
                    header, IgnoreReason.NO_RULE_APPLIES, header.name().orElse(""));
        }
        KeyArn key = KeyCalls.key(detail, account, region(event));
        Optional<Ignored> ignored = ignored(header, account, Optional.of(key.account()));
        return ignored.isPresent() ? ignored.get() : KeyCalls.change(header, kind.get(), key, detail);
    }

    /** The private registry of an account in a Region. */
    record RegistryId(String account, String region) {}

    /** Why an event of this account is not evaluated, if so: it is about another account's resource, or not watched. */
    private Optional<Ignored> ignored(EventHeader header, String account, Optional<String> owner) {
        if (!owner.orElse(account).equals(account)) {
            return Optional.of(new Ignored(header, IgnoreReason.CALLER_ACCOUNT_COPY, account));
        }
        return watched.contains(account)
                ? Optional.empty()
                : Optional.of(new Ignored(header, IgnoreReason.ACCOUNT_NOT_WATCHED, account));
    }

    private static String account(EventHeader header, Json event) throws MalformedEvent {
        return header.account()
                .orElseThrow(() -> malformed(
                        event, "", "account", "an EventBridge event has the account whose CloudTrail wrote it"));
    }

    private static String region(Json event) throws MalformedEvent {
        return required(event, "region", "an EventBridge event has the Region of the call, as \"us-east-1\"");
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

    /** CloudTrail omits parameters over 100 KB: they are null or an object that says so. */
    static Json parameters(Json detail) {
        Json request = detail.at("requestParameters");
        return request.bool("omitted").orElse(false) ? new Json.Null() : request;
    }

    static void requireIdAndTime(EventHeader header, Json detail) throws MalformedEvent {
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
        if (event.text("detail", "keyArn").isPresent()) {
            return keyRequest(header, event.at("detail"));
        }
        if (event.text("detail", "registryAccount").isPresent()) {
            return registryRequest(header, event.at("detail"));
        }
        RepositoryArn repository = event.text("detail", "repositoryArn")
                .flatMap(RepositoryArn::parse)
                .orElseThrow(() -> new MalformedEvent("a reevaluation request without a repository"));
        if (!watched.contains(repository.account())) {
            return new Ignored(header, IgnoreReason.ACCOUNT_NOT_WATCHED, repository.account());
        }
        boolean drain = event.text("detail-type").equals(Optional.of(DelayedDrainRequest.DETAIL_TYPE));
        return drain ? new DelayedDrainRequest(header, repository) : new Reevaluation(header, repository);
    }

    private Trigger registryRequest(EventHeader header, Json detail) throws MalformedEvent {
        RegistryReevaluation again = RegistryReevaluation.read(header, detail);
        return watched.contains(again.account())
                ? again
                : new Ignored(header, IgnoreReason.ACCOUNT_NOT_WATCHED, again.account());
    }

    /** Of any account: a key is read only with the role of an account whose repositories it encrypts. */
    private static Trigger keyRequest(EventHeader header, Json detail) throws MalformedEvent {
        String arn = detail.text("keyArn").orElse("");
        return KeyArn.parse(arn)
                .map(key -> new KeyReevaluation(header, key))
                .orElseThrow(() -> new MalformedEvent("a reevaluation request without a KMS key"));
    }
}

package dev.ecrauditor.cli.exposure.usage;

import java.time.Instant;
import java.util.Optional;

/**
 * A call that decides who has access to the repository.
 *
 * @param by the name of the call, and who made it
 * @param setting what it sets
 * @param value the policy, or the scope of the registry policy; empty where it removes a policy, empty text where the
 *     record does not have it
 */
record AccessChange(Instant time, By by, AccessSetting setting, Optional<String> value) {

    /** The name of a call, and who made it. */
    record By(String eventName, String actor) {}

    /** What a call sets. */
    enum AccessSetting {
        REPOSITORY_POLICY,
        REGISTRY_POLICY,
        SCOPE
    }

    /** What a call does. */
    private record Done(AccessSetting setting, Optional<String> value) {}

    /** Reads a call that succeeded; empty if it does not decide about the repository. */
    static Optional<AccessChange> of(LogRecord record, Instant time, UsageQuestion question) {
        String name = record.text("eventName").orElse("");
        return done(name, record)
                .filter(done -> done.setting() == AccessSetting.REPOSITORY_POLICY
                        ? question.isAbout(record)
                        : question.isOfRegistry(record))
                .map(done -> {
                    By by = new By(name, Caller.of(record).words());
                    return new AccessChange(time, by, done.setting(), done.value());
                });
    }

    private static Optional<Done> done(String eventName, LogRecord record) {
        return switch (eventName) {
            case "SetRepositoryPolicy" ->
                Optional.of(new Done(AccessSetting.REPOSITORY_POLICY, set(record, "policyText")));
            case "DeleteRepositoryPolicy", "CreateRepository", "DeleteRepository" ->
                Optional.of(new Done(AccessSetting.REPOSITORY_POLICY, Optional.empty()));
            case "PutRegistryPolicy" -> Optional.of(new Done(AccessSetting.REGISTRY_POLICY, set(record, "policyText")));
            case "DeleteRegistryPolicy" -> Optional.of(new Done(AccessSetting.REGISTRY_POLICY, Optional.empty()));
            case "PutAccountSetting" ->
                record.text("requestParameters", "name")
                        .filter("REGISTRY_POLICY_SCOPE"::equals)
                        .map(scope -> new Done(AccessSetting.SCOPE, set(record, "value")));
            default -> Optional.empty();
        };
    }

    private static Optional<String> set(LogRecord record, String member) {
        return Optional.of(record.text("requestParameters", member)
                .or(() -> record.text("responseElements", member))
                .orElse(""));
    }
}

package dev.ecrauditor.event;

import dev.ecrauditor.policy.document.PolicyNormalForm;
import dev.ecrauditor.registry.RegistryScanning;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.repository.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A successful call that may have changed a registry.
 *
 * @param header which event reports it; its id and its time are present
 * @param kind which call
 * @param account the account that owns the registry, twelve digits
 * @param region the Region of the registry
 * @param actor who made it
 * @param requested what it sets
 */
public record RegistryChange(
        EventHeader header, Kind kind, String account, String region, Actor actor, Requested requested)
        implements ApiCall {

    public RegistryChange {
        ApiCall.requireIdAndTime(header);
    }

    /**
     * What a call sets, as a whole.
     *
     * @param policyTexts the policy, as in the request and in the response; AWS reformats it
     * @param scanning the scanning configuration
     * @param replication the rules of replication
     */
    public record Requested(
            List<String> policyTexts,
            Optional<RegistryScanning> scanning,
            Optional<List<ReplicationRule>> replication) {

        /** The call sets something else, or its event does not say what. */
        public static final Requested NOT_KNOWN = new Requested(List.of(), Optional.empty(), Optional.empty());

        public Requested {
            policyTexts = List.copyOf(policyTexts);
            replication = replication.map(List::copyOf);
        }

        static Requested ofPolicy(List<String> texts) {
            return new Requested(texts, Optional.empty(), Optional.empty());
        }

        static Requested of(RegistryScanning scanning) {
            return new Requested(List.of(), Optional.of(scanning), Optional.empty());
        }

        static Requested of(List<ReplicationRule> rules) {
            return new Requested(List.of(), Optional.empty(), Optional.of(rules));
        }
    }

    /** True when this call set exactly the value of the setting that was read. */
    public boolean hasSet(Setting setting, RegistrySnapshot read) {
        if (setting != kind.setting()) {
            return false;
        }
        return switch (kind) {
            case PUT_REGISTRY_POLICY ->
                read.access().policy().policy() instanceof Reading.Known<RegistryPolicy> known
                        && requested.policyTexts().stream()
                                .anyMatch(text -> PolicyNormalForm.of(text)
                                        .isShownAs(known.value().normalForm()));
            case DELETE_REGISTRY_POLICY -> read.access().policy().policy() instanceof Reading.Absent;
            case PUT_REGISTRY_SCANNING_CONFIGURATION ->
                requested
                        .scanning()
                        .map(Reading.Known::new)
                        .filter(read.scanning()::equals)
                        .isPresent();
            case PUT_REPLICATION_CONFIGURATION ->
                requested
                        .replication()
                        .map(Reading.Known::new)
                        .filter(read.access().replication()::equals)
                        .isPresent();
            default -> false;
        };
    }

    /** The calls; CloudTrail's eventName is the name of the operation in the Amazon ECR API Reference. */
    public enum Kind {
        PUT_REGISTRY_POLICY("PutRegistryPolicy", Setting.REGISTRY_POLICY),
        DELETE_REGISTRY_POLICY("DeleteRegistryPolicy", Setting.REGISTRY_POLICY),
        PUT_ACCOUNT_SETTING("PutAccountSetting", Setting.REGISTRY_POLICY),
        PUT_REGISTRY_SCANNING_CONFIGURATION("PutRegistryScanningConfiguration", Setting.REGISTRY_SCANNING),
        PUT_REPLICATION_CONFIGURATION("PutReplicationConfiguration", Setting.REPLICATION),
        START_REPLICATION_BACKFILL("StartReplicationBackfill", Setting.REPLICATION),
        STOP_REPLICATION_BACKFILL("StopReplicationBackfill", Setting.REPLICATION),
        CREATE_REPOSITORY_CREATION_TEMPLATE("CreateRepositoryCreationTemplate", Setting.CREATION_TEMPLATES),
        UPDATE_REPOSITORY_CREATION_TEMPLATE("UpdateRepositoryCreationTemplate", Setting.CREATION_TEMPLATES),
        DELETE_REPOSITORY_CREATION_TEMPLATE("DeleteRepositoryCreationTemplate", Setting.CREATION_TEMPLATES),
        CREATE_PULL_THROUGH_CACHE_RULE("CreatePullThroughCacheRule", Setting.CACHE_RULES),
        UPDATE_PULL_THROUGH_CACHE_RULE("UpdatePullThroughCacheRule", Setting.CACHE_RULES),
        DELETE_PULL_THROUGH_CACHE_RULE("DeletePullThroughCacheRule", Setting.CACHE_RULES),
        PUT_SIGNING_CONFIGURATION("PutSigningConfiguration", Setting.SIGNING),
        DELETE_SIGNING_CONFIGURATION("DeleteSigningConfiguration", Setting.SIGNING);

        /** What a repository's own verdicts depend on. */
        private static final Set<Setting> OF_REPOSITORIES =
                Set.of(Setting.REGISTRY_POLICY, Setting.REGISTRY_SCANNING, Setting.SIGNING);

        private final String eventName;
        private final Setting setting;

        Kind(String eventName, Setting setting) {
            this.eventName = eventName;
            this.setting = setting;
        }

        /** The name of the API call, as in CloudTrail's eventName. */
        public String eventName() {
            return eventName;
        }

        /** The names of all calls, whose events a rule of EventBridge has to send. */
        public static List<String> eventNames() {
            return Arrays.stream(values()).map(Kind::eventName).toList();
        }

        /** The setting that the call changes. */
        public Setting setting() {
            return setting;
        }

        /** True if the verdicts of the registry's repositories may differ after the call. */
        public boolean touchesRepositories() {
            return OF_REPOSITORIES.contains(setting);
        }

        static Optional<Kind> of(String eventName) {
            return Arrays.stream(values())
                    .filter(kind -> kind.eventName.equals(eventName))
                    .findFirst();
        }
    }

    @Override
    public String eventName() {
        return kind.eventName();
    }
}

package dev.ecrauditor.localaws.ecr.registry;

import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The settings of one registry, which is one account in one region. */
public final class RegistrySettings {

    private final Map<AccountSetting, String> accountSettings = new EnumMap<>(AccountSetting.class);
    private final NavigableMap<String, Backfill> backfills = new TreeMap<>();
    private final NavigableMap<String, CreationTemplate> templates = new TreeMap<>();
    private final NavigableMap<String, PullThroughCacheRule> cacheRules = new TreeMap<>();
    private Optional<String> policy = Optional.empty();
    private Optional<SigningConfiguration> signing = Optional.empty();
    private ReplicationConfiguration replication = ReplicationConfiguration.NONE;

    Optional<String> policy() {
        return policy;
    }

    void setPolicy(Optional<String> newPolicy) {
        policy = newPolicy;
    }

    String accountSetting(AccountSetting setting) {
        return accountSettings.getOrDefault(setting, setting.defaultValue());
    }

    void set(AccountSetting setting, String value) {
        accountSettings.put(setting, value);
    }

    public ReplicationConfiguration replication() {
        return replication;
    }

    void setReplication(ReplicationConfiguration newReplication) {
        replication = newReplication;
    }

    Optional<SigningConfiguration> signing() {
        return signing;
    }

    void setSigning(Optional<SigningConfiguration> newSigning) {
        signing = newSigning;
    }

    /** The backfills by id; writing to it changes them. */
    NavigableMap<String, Backfill> backfills() {
        return backfills;
    }

    /** The creation templates by prefix; writing to it changes them. */
    NavigableMap<String, CreationTemplate> templates() {
        return templates;
    }

    /** The pull-through cache rules by prefix; writing to it changes them. */
    NavigableMap<String, PullThroughCacheRule> cacheRules() {
        return cacheRules;
    }
}

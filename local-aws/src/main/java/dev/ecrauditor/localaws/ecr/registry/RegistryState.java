package dev.ecrauditor.localaws.ecr.registry;

import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.ecr.PolicyText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The settings of a registry in an account-state file, as changes of the settings that it is loaded into. */
public final class RegistryState {

    private static final String POLICY = "registryPolicy";
    private static final String SCOPE = "registryPolicyScope";
    private static final String SCAN_VERSION = "basicScanTypeVersion";
    private static final String REPLICATION = "replication";
    private static final String BACKFILLS = "replicationBackfills";
    private static final String TEMPLATES = "creationTemplates";
    private static final String CACHE_RULES = "pullThroughCacheRules";
    private static final String SIGNING = "signingConfiguration";

    /** The members of an account-state file that it reads. */
    public static final List<String> MEMBERS =
            List.of(POLICY, SCOPE, SCAN_VERSION, REPLICATION, BACKFILLS, TEMPLATES, CACHE_RULES, SIGNING);

    private final List<Consumer<RegistrySettings>> changes = new ArrayList<>();

    private RegistryState() {}

    /** A missing member changes nothing; null takes back what is set. */
    public static RegistryState read(AccountRegion place, Fields fields, Instant now) {
        RegistryState state = new RegistryState();
        state.readPolicy(fields);
        state.readSetting(fields, SCOPE, AccountSetting.REGISTRY_POLICY_SCOPE);
        state.readSetting(fields, SCAN_VERSION, AccountSetting.BASIC_SCAN_TYPE_VERSION);
        state.readReplication(place, fields);
        state.readSigning(fields);
        state.readLists(fields, now);
        return state;
    }

    public void applyTo(RegistrySettings settings) {
        changes.forEach(change -> change.accept(settings));
    }

    private void readPolicy(Fields fields) {
        var policy = PolicyText.read(fields, POLICY);
        if (policy.isPresent() || fields.isNull(POLICY)) {
            changes.add(settings -> settings.setPolicy(policy));
        }
    }

    private void readSetting(Fields fields, String member, AccountSetting setting) {
        if (fields.has(member)) {
            String value = fields.oneOf(member, setting.possibleValues());
            changes.add(settings -> settings.set(setting, value));
        }
    }

    private void readReplication(AccountRegion place, Fields fields) {
        ReplicationConfiguration replication = fields.object(REPLICATION)
                .map(object -> ReplicationConfiguration.read(place, object))
                .orElse(ReplicationConfiguration.NONE);
        if (fields.has(REPLICATION) || fields.isNull(REPLICATION)) {
            changes.add(settings -> settings.setReplication(replication));
        }
    }

    private void readSigning(Fields fields) {
        var signing = fields.object(SIGNING).map(SigningConfiguration::read);
        if (signing.isPresent() || fields.isNull(SIGNING)) {
            changes.add(settings -> settings.setSigning(signing));
        }
    }

    private void readLists(Fields fields, Instant now) {
        if (fields.has(BACKFILLS)) {
            List<Backfill> read = list(fields, BACKFILLS, item -> Backfill.read(item, now), Backfill::id);
            changes.add(settings -> {
                settings.backfills().clear();
                read.forEach(backfill -> settings.backfills().put(backfill.id(), backfill));
            });
        }
        if (fields.has(TEMPLATES)) {
            List<CreationTemplate> read =
                    list(fields, TEMPLATES, item -> template(item, now), CreationTemplate::prefix);
            changes.add(settings -> {
                settings.templates().clear();
                read.forEach(template -> settings.templates().put(template.prefix(), template));
            });
        }
        if (fields.has(CACHE_RULES)) {
            List<PullThroughCacheRule> read =
                    list(fields, CACHE_RULES, item -> cacheRule(item, now), PullThroughCacheRule::prefix);
            changes.add(settings -> {
                settings.cacheRules().clear();
                read.forEach(rule -> settings.cacheRules().put(rule.prefix(), rule));
            });
        }
    }

    private static CreationTemplate template(Fields fields, Instant now) {
        fields.onlyKnown(CreationTemplate.STATE_MEMBERS);
        return CreationTemplate.read(fields, now);
    }

    private static PullThroughCacheRule cacheRule(Fields fields, Instant now) {
        fields.onlyKnown(
                "ecrRepositoryPrefix",
                "upstreamRegistryUrl",
                "upstreamRegistry",
                "upstreamRepositoryPrefix",
                "credentialArn",
                "customRoleArn",
                "createdAt",
                "updatedAt");
        return PullThroughCacheRule.read(fields, now);
    }

    private static <T> List<T> list(
            Fields fields, String member, Function<Fields, T> reader, Function<T, String> name) {
        List<T> read = fields.objects(member).stream().map(reader).toList();
        Set<String> names = new HashSet<>();
        for (T item : read) {
            if (!names.add(name.apply(item))) {
                throw fields.refuse(member, "must not have '" + name.apply(item) + "' twice");
            }
        }
        return read;
    }
}

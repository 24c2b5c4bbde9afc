package dev.ecrauditor.localaws.ecr.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.ecr.Encryption;
import dev.ecrauditor.localaws.ecr.PolicyText;
import dev.ecrauditor.localaws.ecr.TagMutability;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A repository creation template: what ECR makes new repositories with a prefix from. */
record CreationTemplate(String prefix, Settings settings, Instant createdAt, Instant updatedAt) {

    static final String[] MEMBERS = {
        "prefix",
        "description",
        "encryptionConfiguration",
        "resourceTags",
        "imageTagMutability",
        "imageTagMutabilityExclusionFilters",
        "repositoryPolicy",
        "lifecyclePolicy",
        "appliedFor",
        "customRoleArn"
    };

    static final String[] STATE_MEMBERS = Stream.concat(Stream.of(MEMBERS), Stream.of("createdAt", "updatedAt"))
            .toArray(String[]::new);

    private static final String NAME = "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*";
    private static final String PREFIX = NAME + "(/" + NAME + ")*/?|ROOT";
    private static final int LONGEST_PREFIX = 256;
    private static final List<String> PURPOSES = List.of("REPLICATION", "PULL_THROUGH_CACHE", "CREATE_ON_PUSH");

    /** Everything but the prefix and the times, in the form of the API. */
    record Settings(ObjectNode json) {

        /** Reads them as CreateRepositoryCreationTemplate and the account state write them. */
        static Settings read(Fields fields) {
            ObjectNode json = Json.object();
            fields.optionalText("description").ifPresent(text -> json.put("description", text));
            json.set("encryptionConfiguration", encryption(fields));
            json.set("resourceTags", Json.nodes(tags(fields)));
            TagMutability.read(fields).describe(json);
            PolicyText.read(fields, "repositoryPolicy").ifPresent(text -> json.put("repositoryPolicy", text));
            PolicyText.readCompact(fields, "lifecyclePolicy").ifPresent(text -> json.put("lifecyclePolicy", text));
            json.set("appliedFor", Json.texts(purposes(fields)));
            fields.optionalText("customRoleArn").ifPresent(arn -> json.put("customRoleArn", arn));
            return new Settings(json);
        }

        /** Replaces the members that the caller gives. */
        Settings updated(Fields asked) {
            ObjectNode merged = json.deepCopy();
            if (asked.has(TagMutability.SETTING)) {
                merged.remove(TagMutability.FILTERS);
            }
            return read(asked.orElseFrom(merged));
        }

        private static ObjectNode encryption(Fields fields) {
            Fields asked = fields.objectOrEmpty("encryptionConfiguration").onlyKnown("encryptionType", "kmsKey");
            String type = asked.oneOf("encryptionType", Encryption.AES256, Encryption.TYPES);
            return new Encryption(type, asked.text("kmsKey", "")).toJson();
        }

        private static List<ObjectNode> tags(Fields fields) {
            return fields.objects("resourceTags").stream()
                    .map(tag -> tag.onlyKnown("Key", "Value"))
                    .map(tag -> Json.object().put("Key", tag.text("Key")).put("Value", tag.text("Value")))
                    .toList();
        }

        private static Set<String> purposes(Fields fields) {
            Set<String> purposes = new LinkedHashSet<>(fields.texts("appliedFor"));
            if (purposes.isEmpty() || !PURPOSES.containsAll(purposes)) {
                throw fields.refuse("appliedFor", "must be some of " + PURPOSES);
            }
            return purposes;
        }
    }

    /** Reads a template of an account-state file. */
    static CreationTemplate read(Fields fields, Instant now) {
        String prefix = readPrefix(fields);
        Instant createdAt = fields.time("createdAt").orElse(now);
        return new CreationTemplate(
                prefix,
                Settings.read(fields),
                createdAt,
                fields.time("updatedAt").orElse(createdAt));
    }

    static String readPrefix(Fields fields) {
        String prefix = fields.text("prefix");
        if (prefix.length() > LONGEST_PREFIX || !prefix.matches(PREFIX)) {
            throw fields.refuse("prefix", "must be the beginning of a repository name, or ROOT");
        }
        return prefix;
    }

    /** A customer managed key and tags need a role that ECR assumes. */
    Optional<String> missing() {
        boolean needsRole = settings.json().path("encryptionConfiguration").has("kmsKey")
                || !settings.json().path("resourceTags").isEmpty();
        return needsRole && !settings.json().has("customRoleArn")
                ? Optional.of("is required with resource tags or a KMS key")
                : Optional.empty();
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("prefix", prefix);
        json.setAll(settings.json());
        return json.put("createdAt", Json.epochSeconds(createdAt)).put("updatedAt", Json.epochSeconds(updatedAt));
    }
}

package dev.ecrauditor.iac.registry;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.resource.PropertyView;
import dev.ecrauditor.iac.resource.UnresolvedException;
import dev.ecrauditor.iac.resource.ValueReader;
import dev.ecrauditor.key.EncryptedRepositories;
import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.repository.KeyDetails;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.Setting;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a key that the input declares, as the rules evaluate it.
 *
 * <p>Source: AWS::KMS::Key, AWS CloudFormation Template Reference (defaults of EnableKeyRotation, Enabled, KeySpec, Origin
 * and KeyPolicy); "Default key policy", AWS KMS Developer Guide.
 */
final class KeyMapping {

    private final DeclaredKeys keys;
    private final Instant now;

    /**
     * A key as the rules evaluate it.
     *
     * @param unknown why a setting is not known
     */
    record Mapped(EncryptionKey key, Map<Setting, String> unknown) {}

    KeyMapping(DeclaredKeys keys, Instant now) {
        this.keys = keys;
        this.now = now;
    }

    /**
     * The key of repositories.
     *
     * @param repositories those that it encrypts
     */
    Mapped map(DeclaredResource resource, List<RepositoryArn> repositories, ValueReader values) {
        PropertyView properties = values.properties(resource);
        Map<Setting, String> unknown = new EnumMap<>(Setting.class);
        String arn = DeclaredKeys.arn(resource, values.assumed());
        boolean isEnabled = true;
        try {
            isEnabled = properties.truth("Enabled", "is_enabled").orElse(true);
        } catch (UnresolvedException reason) {
            unknown.put(Setting.KEY_STATE, reason.reason());
        }
        KeyDetails details = KeyDetails.SYMMETRIC;
        try {
            details = details(properties);
        } catch (UnresolvedException reason) {
            unknown.put(Setting.KEY_ROTATION, reason.reason());
        }
        KeySnapshot snapshot = new KeySnapshot(arn, "CUSTOMER", isEnabled ? "Enabled" : "Disabled", details);
        return new Mapped(
                new EncryptionKey(
                        KeyArn.parse(arn).orElseThrow(),
                        new Reading.Known<>(snapshot),
                        UnresolvedException.reading(() -> new Reading.Known<>(properties
                                .truth("EnableKeyRotation", "enable_key_rotation")
                                .orElse(false))),
                        UnresolvedException.reading(() -> policy(resource, values)),
                        new Reading.Absent<>(),
                        new EncryptedRepositories(values.assumed().account(), repositories),
                        now),
                unknown);
    }

    private static KeyDetails details(PropertyView properties) {
        String origin = properties.value("custom_key_store_id").isPresent()
                ? "AWS_CLOUDHSM"
                : properties.text("Origin").orElse("AWS_KMS");
        return new KeyDetails(
                properties.text("KeySpec", "customer_master_key_spec").orElse("SYMMETRIC_DEFAULT"),
                origin,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Reading<String> policy(DeclaredResource resource, ValueReader values) {
        Optional<DeclaredValue> own = values.properties(resource).value("KeyPolicy", "policy");
        List<DeclaredResource> others = keys.policiesOf(resource);
        if (others.size() > 1 || (own.isPresent() && !others.isEmpty())) {
            return UnresolvedException.unreadable("more than one resource sets the policy of the key, such as "
                    + others.get(0).address());
        }
        return new Reading.Known<>(own.or(() -> others.stream()
                        .findFirst()
                        .flatMap(policy -> values.properties(policy).value("policy")))
                .map(values::policy)
                .orElseGet(() -> defaultPolicy(values)));
    }

    private static String defaultPolicy(ValueReader values) {
        return """
                {"Version": "2012-10-17", "Statement": {"Sid": "Enable IAM User Permissions", "Effect": "Allow",
                 "Principal": {"AWS": "arn:%s:iam::%s:root"}, "Action": "kms:*", "Resource": "*"}}""".formatted(values.assumed().partition(), values.assumed().account());
    }
}

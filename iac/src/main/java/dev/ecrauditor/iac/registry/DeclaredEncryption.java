package dev.ecrauditor.iac.registry;

import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.registry.DeclaredKeys.NamedKey;
import dev.ecrauditor.iac.resource.PropertyView;
import dev.ecrauditor.iac.resource.UnresolvedException;
import dev.ecrauditor.iac.resource.ValueReader;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import java.util.Optional;

/**
 * An encryption as it is declared.
 *
 * <p>Source: EncryptionConfiguration, Amazon ECR API Reference: AES256 where none is declared, and the key that AWS manages
 * for ECR where KMS is declared without a key.
 *
 * @param encryption as the rules evaluate it
 * @param key the key, where one is named
 */
record DeclaredEncryption(Encryption encryption, Optional<NamedKey> key) {

    private static final DeclaredEncryption DEFAULT = new DeclaredEncryption(
            new Encryption("AES256", Optional.empty(), new Reading.Absent<>()), Optional.empty());

    /**
     * Reads the block.
     *
     * @throws UnresolvedException if the type is not known; an unknown key leaves only the key unreadable
     */
    static DeclaredEncryption of(PropertyView properties, DeclaredKeys keys, ValueReader values) {
        Optional<PropertyView> block = properties.block("EncryptionConfiguration", "encryption_configuration");
        if (block.isEmpty()) {
            return DEFAULT;
        }
        String type = block.get().text("EncryptionType", "encryption_type").orElse("AES256");
        if (type.equals("AES256")) {
            return DEFAULT;
        }
        try {
            Optional<DeclaredValue> key = block.get().value("KmsKey", "kms_key").filter(value -> !isEmpty(value));
            NamedKey named = key.map(value -> keys.of(value, values)).orElseGet(() -> DeclaredKeys.managed(values));
            return new DeclaredEncryption(encryption(type, named), Optional.of(named));
        } catch (UnresolvedException unknown) {
            return new DeclaredEncryption(
                    new Encryption(type, Optional.empty(), UnresolvedException.unreadable(unknown.reason())),
                    Optional.empty());
        }
    }

    /** Templates write an empty default where no key is given. */
    private static boolean isEmpty(DeclaredValue value) {
        return value instanceof DeclaredValue.Text text && text.text().isBlank();
    }

    /** The state of a key is another rule's matter; it is not known before the deployment. */
    private static Encryption encryption(String type, NamedKey key) {
        if (key instanceof NamedKey.OfAws managed) {
            return new Encryption(type, Optional.of(managed.arn()), snapshot(managed.arn(), "AWS"));
        }
        String arn = key instanceof NamedKey.Declared declared ? declared.arn() : ((NamedKey.OfCustomer) key).arn();
        return new Encryption(type, Optional.of(arn), snapshot(arn, "CUSTOMER"));
    }

    private static Reading<KeySnapshot> snapshot(String arn, String manager) {
        return new Reading.Known<>(new KeySnapshot(arn, manager, "Enabled"));
    }

    /** The resource of the key, where the input declares it. */
    Optional<NamedKey.Declared> declaredKey() {
        return key.filter(NamedKey.Declared.class::isInstance).map(NamedKey.Declared.class::cast);
    }
}

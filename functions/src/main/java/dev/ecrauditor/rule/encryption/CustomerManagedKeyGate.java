package dev.ecrauditor.rule.encryption;

import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.Verdict;
import java.util.Optional;

/**
 * The start of every rule about keys: only customer managed keys that encrypt repositories are evaluated. A key of
 * another account is one even if it cannot be read, because AWS managed keys cannot be shared.
 */
final class CustomerManagedKeyGate {

    private CustomerManagedKeyGate() {}

    /** The verdict where the rule cannot be evaluated; empty where it can. */
    static Optional<Verdict> verdict(EncryptionKey key) {
        if (key.repositories().isEmpty()) {
            return Optional.of(new Verdict.NotApplicable("the key encrypts no repository"));
        }
        if (key.key() instanceof Reading.Known<KeySnapshot> known) {
            return ofManager(known.value().manager());
        }
        if (key.key() instanceof Reading.Unreadable<KeySnapshot> unreadable && !key.isForeign()) {
            return Optional.of(Verdict.Unknown.of(unreadable));
        }
        return Optional.empty();
    }

    /** The same for a rule that does not apply to a key that is gone. */
    static Optional<Verdict> verdictOfExisting(EncryptionKey key) {
        return verdict(key)
                .or(() -> key.key() instanceof Reading.Absent<KeySnapshot>
                        ? Optional.of(new Verdict.NotApplicable("KMS does not know the key"))
                        : Optional.empty());
    }

    private static Optional<Verdict> ofManager(String manager) {
        return switch (manager) {
            case "CUSTOMER" -> Optional.empty();
            case "AWS" -> Optional.of(new Verdict.NotApplicable("AWS manages the key"));
            default ->
                Optional.of(new Verdict.Unknown(
                        "KMS returned a key manager that this version does not know", Optional.empty()));
        };
    }
}

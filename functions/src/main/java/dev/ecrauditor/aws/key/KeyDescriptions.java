package dev.ecrauditor.aws.key;

import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Describes the keys of one account's repositories, each with one call. For as long as a state of the keys may be
 * used. A key that KMS did not describe is not asked for again: every repository on it would wait as
 * long.
 */
public final class KeyDescriptions {

    private final KmsKeyReader reader;
    private final String account;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    /** What KMS answered; one of the two is present. */
    private record Answer(Optional<Reading<KeySnapshot>> reading, Optional<RuntimeException> fault) {

        Reading<KeySnapshot> get() {
            return reading.orElseThrow(fault::orElseThrow);
        }
    }

    public KeyDescriptions(KmsKeyReader reader, String account) {
        this.reader = reader;
        this.account = account;
    }

    /**
     * The description of a key.
     *
     * @param region the Region of the repositories, which is the key's
     * @throws RuntimeException when KMS cannot answer now, or could not before
     */
    public Reading<KeySnapshot> of(String region, String keyArn) {
        return answers.computeIfAbsent(keyArn, arn -> read(region, arn)).get();
    }

    private Answer read(String region, String keyArn) {
        try {
            return new Answer(Optional.of(reader.read(account, region, keyArn)), Optional.empty());
        } catch (RuntimeException fault) { // thrown for every repository on the key
            return new Answer(Optional.empty(), Optional.of(fault));
        }
    }
}

package dev.ecrauditor.event;

import java.util.List;
import java.util.Optional;

/**
 * The settings that a call sets.
 *
 * @param policyTexts the policy, as in the request and in the response; AWS reformats it
 * @param scanOnPush the scanning flag
 * @param encryptionType the encryption it asks for
 */
public record RequestedSettings(
        List<String> policyTexts, Optional<Boolean> scanOnPush, Optional<String> encryptionType) {

    public RequestedSettings {
        policyTexts = List.copyOf(policyTexts);
    }
}

package dev.ecrauditor.iac.cloudformation;

import java.util.Optional;

/**
 * Whether a condition holds.
 *
 * @param value empty where it is not known
 * @param reason why it is not known, as a clause; else empty
 */
record Truth(Optional<Boolean> value, String reason) {

    static final Truth YES = new Truth(Optional.of(true), "");
    static final Truth NO = new Truth(Optional.of(false), "");

    static Truth unknown(String reason) {
        return new Truth(Optional.empty(), reason);
    }

    static Truth of(boolean value) {
        return value ? YES : NO;
    }

    boolean isYes() {
        return value.equals(Optional.of(true));
    }

    boolean isNo() {
        return value.equals(Optional.of(false));
    }
}

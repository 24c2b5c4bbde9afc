package dev.ecrauditor.policy.action;

/** The access levels of the Service Authorization Reference, from the least to the most dangerous. */
public enum AccessLevel {
    LIST,
    READ,
    TAGGING,
    WRITE,
    PERMISSIONS;

    /** True when the level changes images, tags or permissions. */
    public boolean changesSomething() {
        return compareTo(TAGGING) >= 0;
    }
}

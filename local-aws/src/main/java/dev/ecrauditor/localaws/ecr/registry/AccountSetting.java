package dev.ecrauditor.localaws.ecr.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The account settings of ECR, with their two values; the first one is the default of a new registry. */
enum AccountSetting {
    REGISTRY_POLICY_SCOPE("V2", "V1"),
    BASIC_SCAN_TYPE_VERSION("AWS_NATIVE", "CLAIR"),
    BLOB_MOUNTING("DISABLED", "ENABLED");

    private final String defaultValue;
    private final String otherValue;

    AccountSetting(String defaultValue, String otherValue) {
        this.defaultValue = defaultValue;
        this.otherValue = otherValue;
    }

    List<String> possibleValues() {
        return List.of(defaultValue, otherValue);
    }

    String defaultValue() {
        return defaultValue;
    }

    static Optional<AccountSetting> named(String name) {
        return Arrays.stream(values())
                .filter(setting -> setting.name().equals(name))
                .findFirst();
    }
}

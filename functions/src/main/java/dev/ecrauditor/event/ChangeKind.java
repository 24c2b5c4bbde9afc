package dev.ecrauditor.event;

import dev.ecrauditor.repository.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The ECR calls whose effect a rule evaluates. */
public enum ChangeKind {
    CREATE_REPOSITORY("CreateRepository"),
    SET_REPOSITORY_POLICY("SetRepositoryPolicy"),
    DELETE_REPOSITORY_POLICY("DeleteRepositoryPolicy"),
    PUT_IMAGE_SCANNING_CONFIGURATION("PutImageScanningConfiguration"),
    PUT_IMAGE_TAG_MUTABILITY("PutImageTagMutability"),
    PUT_LIFECYCLE_POLICY("PutLifecyclePolicy"),
    DELETE_LIFECYCLE_POLICY("DeleteLifecyclePolicy"),
    DELETE_REPOSITORY("DeleteRepository");

    private final String eventName;

    ChangeKind(String eventName) {
        this.eventName = eventName;
    }

    /** The name of the API call, as in CloudTrail's eventName. */
    public String eventName() {
        return eventName;
    }

    /** The names of all calls, whose events a rule of EventBridge has to send. */
    public static List<String> eventNames() {
        return Arrays.stream(values()).map(ChangeKind::eventName).toList();
    }

    /** True when the call sets the setting of a repository; creating one sets no policy. */
    boolean canSet(Setting setting) {
        return switch (setting) {
            case ENCRYPTION -> this == CREATE_REPOSITORY;
            case SCANNING -> this == CREATE_REPOSITORY || this == PUT_IMAGE_SCANNING_CONFIGURATION;
            case POLICY -> this == SET_REPOSITORY_POLICY || this == DELETE_REPOSITORY_POLICY;
            case TAG_MUTABILITY -> this == CREATE_REPOSITORY || this == PUT_IMAGE_TAG_MUTABILITY;
            case LIFECYCLE_POLICY -> this == PUT_LIFECYCLE_POLICY || this == DELETE_LIFECYCLE_POLICY;
            default -> false;
        };
    }

    static Optional<ChangeKind> of(String eventName) {
        return Arrays.stream(values())
                .filter(kind -> kind.eventName.equals(eventName))
                .findFirst();
    }
}

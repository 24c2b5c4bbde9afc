package dev.ecrauditor.delivery;

import java.util.Optional;

/**
 * A trail that records an account and Region.
 *
 * @param homeRegion where it is changed
 * @param logging whether it records now
 * @param deliveryError the error of its latest delivery to S3; EventBridge gets its events all the same
 */
public record Trail(
        String arn, String homeRegion, boolean logging, Optional<String> deliveryError, EventSelectors selectors) {

    /** The beginning of the name of the auditor's own trail, which records data events of its bucket only. */
    private static final String OWN = "ecr-auditor-settings";

    /** Whether a trail is the auditor's own, which never counts and must not be changed. */
    public static boolean isOwn(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1).startsWith(OWN);
    }

    /** Whether EventBridge gets the events of writing calls of ECR because of it. */
    public boolean delivers() {
        return logging && selectors.ecrWrites();
    }

    /** What is wrong with it, and what else is worth knowing. */
    String state() {
        String error = deliveryError
                .map(text -> "; its latest delivery failed: " + text)
                .orElse("");
        String kms = selectors.kms() ? "" : "; it excludes calls of KMS";
        return (!logging
                        ? "it is stopped"
                        : selectors.ecrWrites()
                                ? "it records"
                                : "it records no writing calls of ECR"
                                        + (selectors.advanced() ? ": " + EventSelectors.MISSING : ""))
                + error
                + (delivers() ? kms : "");
    }
}

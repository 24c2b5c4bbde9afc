package dev.ecrauditor.repository;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Why AWS denied a call. Where several kinds of policy deny, AWS names one of them.
 *
 * @param policyType the kind of policy that AWS names
 * @param explicit true for a Deny statement, false where no statement allows the call
 */
public record Denial(PolicyType policyType, boolean explicit) {

    /** AWS denies without a reason. */
    public static final Denial NOT_SAID = new Denial(PolicyType.NOT_SAID, false);

    /** AWS rejects credentials in this Region that are valid in others. */
    public static final Denial REGION_NOT_ENABLED = new Denial(PolicyType.REGION_NOT_ENABLED, false);

    /** Every possible denial. */
    public static List<Denial> all() {
        return Arrays.stream(PolicyType.values())
                .flatMap(type -> Stream.of(new Denial(type, true), new Denial(type, false)))
                .toList();
    }

    /** For logs and JSON, such as {@code RESOURCE} or {@code RESOURCE, explicit}. */
    @Override
    public String toString() {
        return policyType + (explicit ? ", explicit" : "");
    }
}

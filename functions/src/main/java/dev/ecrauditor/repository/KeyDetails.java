package dev.ecrauditor.repository;

import java.time.Instant;
import java.util.Optional;

/**
 * Facts of a key beside its state.
 *
 * <p>Source: DescribeKey, KeyMetadata, AWS KMS API Reference.
 *
 * @param spec KeySpec, such as {@code SYMMETRIC_DEFAULT}
 * @param origin Origin: {@code AWS_KMS}, {@code EXTERNAL} for imported material, {@code AWS_CLOUDHSM} or
 *     {@code EXTERNAL_KEY_STORE}
 * @param deletionDate when KMS deletes it, where its deletion is scheduled; a multi-Region primary key that waits for
 *     its replicas has none
 * @param validTo when imported material expires
 * @param primaryArn of a multi-Region replica key: the ARN of its primary key
 */
public record KeyDetails(
        String spec,
        String origin,
        Optional<Instant> deletionDate,
        Optional<Instant> validTo,
        Optional<String> primaryArn) {

    /** A symmetric key with material of KMS, in one Region. */
    public static final KeyDetails SYMMETRIC =
            new KeyDetails("SYMMETRIC_DEFAULT", "AWS_KMS", Optional.empty(), Optional.empty(), Optional.empty());

    /** True for a symmetric key with material of KMS: KMS rotates the material of no other. */
    public boolean canRotate() {
        return spec.equals("SYMMETRIC_DEFAULT") && origin.equals("AWS_KMS");
    }
}

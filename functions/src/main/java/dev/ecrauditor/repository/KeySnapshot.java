package dev.ecrauditor.repository;

/**
 * A key as KMS describes it.
 *
 * @param arn the key's ARN
 * @param manager {@code CUSTOMER} or {@code AWS}, as in DescribeKey's KeyManager; only this identifies a customer
 *     managed key
 * @param state KeyState, such as {@code Enabled}
 * @param details what else KMS says about it
 */
public record KeySnapshot(String arn, String manager, String state, KeyDetails details) {

    /** A symmetric key with material of KMS, in one Region. */
    public KeySnapshot(String arn, String manager, String state) {
        this(arn, manager, state, KeyDetails.SYMMETRIC);
    }
}

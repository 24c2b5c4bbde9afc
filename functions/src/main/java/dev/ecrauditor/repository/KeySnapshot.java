package dev.ecrauditor.repository;

/**
 * A key as KMS describes it.
 *
 * @param arn the key's ARN
 * @param manager {@code CUSTOMER} or {@code AWS}, as in DescribeKey's KeyManager; only this identifies a customer
 *     managed key
 * @param state KeyState, such as {@code Enabled}
 */
public record KeySnapshot(String arn, String manager, String state) {}

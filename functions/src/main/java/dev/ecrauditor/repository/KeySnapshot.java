package dev.ecrauditor.repository;

/**
 * What KMS says about a key.
 *
 * @param arn the key's ARN
 * @param manager {@code CUSTOMER} or {@code AWS}, as DescribeKey's KeyManager says; only this tells a customer-managed
 *     key apart
 * @param state KeyState, such as {@code Enabled}
 */
public record KeySnapshot(String arn, String manager, String state) {}

package dev.ecrauditor.cli.migration.facts;

/**
 * A key that the caller names, as KMS describes it.
 *
 * @param arn its ARN, also where the caller wrote an id or an alias
 * @param manager {@code CUSTOMER} or {@code AWS}
 * @param state KeyState, such as {@code Enabled}
 * @param spec KeySpec; ECR needs {@code SYMMETRIC_DEFAULT}
 */
public record GivenKey(String arn, String manager, String state, String spec) {}

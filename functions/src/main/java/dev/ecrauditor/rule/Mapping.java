package dev.ecrauditor.rule;

/**
 * A control elsewhere that requires what a rule requires.
 *
 * @param framework where
 * @param id its id there, such as {@code ECR.1}, {@code RA-5} or {@code 6.2.3}
 */
public record Mapping(Framework framework, String id) {}

package dev.ecrauditor.policy.document;

/**
 * Policy text that is not a policy this project understands; then nothing is known about who may use the repository.
 *
 * @param reason what is wrong and where, in our words, without quoting the text
 */
public record UnreadablePolicy(String reason) implements ParsedPolicy {}

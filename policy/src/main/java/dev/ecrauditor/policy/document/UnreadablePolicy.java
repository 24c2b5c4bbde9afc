package dev.ecrauditor.policy.document;

/**
 * Policy text that is not a policy this project understands; nothing is known then about who may use the repository.
 *
 * @param reason what is wrong and where, without quoting the text
 */
public record UnreadablePolicy(String reason) implements ParsedPolicy {}

package dev.ecrauditor.policy;

/**
 * Whom a statement names.
 *
 * <p>Source: "AWS JSON policy elements: Principal", IAM User Guide.
 */
public sealed interface Principal {

    /** The principal as the policy writes it, for evidence. */
    String written();

    /** Every identity of every account. */
    record Anyone(String written) implements Principal {}

    /** An account, or identities of one account. */
    record Account(String accountId, String written) implements Principal {}

    /** An AWS service. */
    record Service(String written) implements Principal {}

    /** A deleted or unresolvable identity: nobody. */
    record Unresolved(String written) implements Principal {}
}

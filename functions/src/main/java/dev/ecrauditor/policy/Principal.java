package dev.ecrauditor.policy;

/**
 * Whom a statement names.
 *
 * <p>Source: "AWS JSON policy elements: Principal", IAM User Guide.
 */
public sealed interface Principal {

    /** The principal as the policy writes it, for evidence. */
    String written();

    /** Every identity of every account, in the form AWS documents: {@code *}. */
    record Anyone(String written) implements Principal {}

    /**
     * A form that AWS does not document or that no account bounds: it may reach anyone. An Allow is read as if it did, a Deny as if it
     * did not.
     */
    record Unbounded(String written) implements Principal {}

    /**
     * An account, or identities of one account.
     *
     * @param documented false when it stands where AWS documents no account or ARN: in a text or a list without a kind
     */
    record Account(String accountId, String written, boolean documented) implements Principal {

        Account(String accountId, String written) {
            this(accountId, written, true);
        }

        /** True when every identity of the account is meant: its id, or the ARN of its root. */
        boolean isWhole() {
            return written.equals(accountId) || resource().equals("root");
        }

        /** True for the ARN of one identity. */
        boolean isOneIdentity() {
            return !isWhole() && !resource().isEmpty() && !Wildcard.isIn(written);
        }

        private String resource() {
            String[] fields = written.split(":", 6);
            return fields.length == 6 && fields[0].equals("arn") ? fields[5] : "";
        }
    }

    /** An AWS service. */
    record Service(String written) implements Principal {}

    /** A deleted or unresolvable identity: nobody. */
    record Unresolved(String written) implements Principal {}
}

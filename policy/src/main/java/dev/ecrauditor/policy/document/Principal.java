package dev.ecrauditor.policy.document;

import dev.ecrauditor.policy.pattern.AccountIds;
import dev.ecrauditor.policy.pattern.Wildcard;
import java.util.List;
import java.util.Optional;

/**
 * A principal that a statement names.
 *
 * <p>Source: "AWS JSON policy elements: Principal", IAM User Guide.
 */
public sealed interface Principal {

    /** The principal as the policy writes it, for evidence. */
    String written();

    /** True for a wildcard inside a name or an ARN, which AWS does not expand: only the star alone means everybody. */
    default boolean hasWildcardInside() {
        return !written().equals("*") && Wildcard.isIn(written()) && !(this instanceof Unresolved);
    }

    /** Every identity of every account, in the form AWS documents: {@code *}. */
    record Anyone(String written) implements Principal {}

    /**
     * A form that AWS does not document or that no account restricts: it may cover anybody who matches it. An Allow is
     * read as if it did, a Deny as if it did not.
     *
     * @param whoever who matches it
     */
    record Unbounded(String written, Whoever whoever) implements Principal {

        Unbounded(String written) {
            this(written, Whoever.ANYONE);
        }

        /** Who matches a principal that belongs to no account. */
        public enum Whoever {
            /** Anyone. */
            ANYONE,
            /** Identities whose ARN matches the written pattern. */
            IDENTITIES,
            /** AWS services whose name matches the written pattern. */
            SERVICES,
            /**
             * Identities that signed in with the written identity provider, or with one that matches the written
             * pattern.
             */
            SIGNED_IN
        }
    }

    /**
     * An account, or identities of one account.
     *
     * @param documented false when it stands where AWS documents no account or ARN: in a text or a list without a kind
     * @param extent how much of the account it covers
     */
    record Account(String accountId, String written, boolean documented, Extent extent) implements Principal {

        Account(String accountId, String written, boolean documented) {
            this(accountId, written, documented, extent(accountId, written));
        }

        public Account(String accountId, String written) {
            this(accountId, written, true);
        }

        private static final List<String> IDENTITIES = List.of("role/", "user/", "assumed-role/", "federated-user/");

        /** How much of an account a principal covers. */
        public enum Extent {
            /** Every identity: the account's id, or the ARN of its root. */
            WHOLE,
            /** The ARN of one identity. */
            ONE_IDENTITY,
            /** The ARN of an identity provider: the identities that signed in with it. */
            SIGNED_IN,
            /** A part of the account, in a form that AWS does not document. */
            UNDOCUMENTED
        }

        /** The partition of the account; an account id alone does not give it. */
        public String partition() {
            int start = written.startsWith("arn:aws-") ? AccountIds.field(written, 1) : -1;
            String partition = start < 0 ? "aws" : written.substring(start, AccountIds.field(written, 2) - 1);
            return Wildcard.isIn(partition) ? "aws" : partition;
        }

        public boolean isWhole() {
            return extent == Extent.WHOLE;
        }

        public boolean isOneIdentity() {
            return extent == Extent.ONE_IDENTITY;
        }

        public boolean isSignedIn() {
            return extent == Extent.SIGNED_IN;
        }

        /** The pattern of the ARNs that are covered, where the principal says more than the account. */
        public Optional<String> pattern() {
            if (extent != Extent.UNDOCUMENTED || !Wildcard.isIn(written)) {
                return Optional.empty();
            }
            return Optional.of(written.startsWith("arn:") ? written : "arn:*:iam::" + written);
        }

        private static Extent extent(String accountId, String written) {
            int start = written.startsWith("arn:") ? AccountIds.field(written, 5) : -1;
            String resource = start < 0 ? "" : written.substring(start);
            if (written.equals(accountId) || resource.equals("root")) {
                return Extent.WHOLE;
            }
            if (resource.startsWith("saml-provider/") || resource.startsWith("oidc-provider/")) {
                return Extent.SIGNED_IN;
            }
            if (Wildcard.isIn(written)) {
                return Extent.UNDOCUMENTED;
            }
            return IDENTITIES.stream().anyMatch(resource::startsWith) ? Extent.ONE_IDENTITY : Extent.UNDOCUMENTED;
        }
    }

    /** An AWS service. */
    record Service(String written) implements Principal {}

    /** A deleted identity or text that is no principal: it covers nobody. */
    record Unresolved(String written) implements Principal {

        private static final int SHORTEST_ID = 16;

        /**
         * True for the unique id that AWS writes in place of the ARN of a deleted user or role.
         *
         * <p>Source: "IAM identifiers", IAM User Guide; GetRole, IAM API Reference.
         */
        public static boolean isUniqueId(String name) {
            String id = name.split(":", 2)[0];
            return (id.startsWith("AIDA") || id.startsWith("AROA"))
                    && id.length() >= SHORTEST_ID
                    && id.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
        }
    }
}

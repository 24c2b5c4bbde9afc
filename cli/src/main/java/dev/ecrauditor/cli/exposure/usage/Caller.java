package dev.ecrauditor.cli.exposure.usage;

import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.text.HostileText;
import java.util.Locale;
import java.util.Optional;

/**
 * Who made a call, as far as the record says. The owner's copy of a call from another account often has the account and
 * the principal id only.
 *
 * <p>Source: "CloudTrail userIdentity element", AWS CloudTrail User Guide.
 *
 * @param account the account of the principal
 * @param arn of the principal, with the session of an assumed role
 * @param principalId its unique id, with the session of an assumed role
 * @param service the AWS service that made the call, for the principal or by itself
 */
record Caller(
        Kind kind,
        Optional<String> account,
        Optional<String> arn,
        Optional<String> principalId,
        Optional<String> service) {

    /** No IAM ARN is longer. */
    private static final int MAX_CHARACTERS = 2_048;

    private static final String ASSUMED_ROLE = ":assumed-role/";

    /** What is known of the caller. */
    enum Kind {
        /** A principal of an account. */
        ACCOUNT,
        /** An AWS service; the record does not name the account for which it acts. */
        SERVICE,
        /** Nobody signed the request. */
        ANONYMOUS,
        /** The record does not say. */
        UNKNOWN
    }

    static Caller of(LogRecord record) {
        LogRecord identity = record.part("userIdentity");
        Optional<String> arn = identity.text("arn").map(Caller::kept);
        Optional<String> principal = identity.text("principalId").map(Caller::kept);
        Optional<String> service = identity.text("invokedBy").map(Caller::kept);
        Optional<String> account = identity.text("accountId")
                .filter(RepositoryArn::isAccountId)
                .or(() -> arn.flatMap(Caller::accountOf))
                .or(() -> identity.text("sessionContext", "sessionIssuer", "accountId")
                        .filter(RepositoryArn::isAccountId))
                .or(() -> identity.text("inScopeOf", "sourceAccount").filter(RepositoryArn::isAccountId));
        return new Caller(kind(identity, account, service), account, arn, principal, service);
    }

    private static Kind kind(LogRecord identity, Optional<String> account, Optional<String> service) {
        if (account.isPresent()) {
            return Kind.ACCOUNT;
        }
        if (service.isPresent()
                || identity.text("type").filter("AWSService"::equals).isPresent()) {
            return Kind.SERVICE;
        }
        boolean isAnonymous = identity.text("accountId")
                .or(() -> identity.text("principalId"))
                .filter(id -> id.toUpperCase(Locale.ROOT).contains("ANONYMOUS"))
                .isPresent();
        return isAnonymous ? Kind.ANONYMOUS : Kind.UNKNOWN;
    }

    private static Optional<String> accountOf(String arn) {
        String[] fields = arn.split(":", 6);
        return fields.length == 6 ? Optional.of(fields[4]).filter(RepositoryArn::isAccountId) : Optional.empty();
    }

    private static String kept(String text) {
        return HostileText.cut(text, MAX_CHARACTERS);
    }

    /** True unless the account is known, and is the owner or trusted. */
    boolean isOutside(String owner, TrustedParties trusted) {
        return account.isEmpty()
                || !(account.get().equals(owner) || trusted.accounts().contains(account.get()));
    }

    /** True if this copy of a record says more about the caller than another. */
    boolean saysMoreThan(Caller other) {
        return knowledge() > other.knowledge();
    }

    private int knowledge() {
        return (kind == Kind.UNKNOWN ? 0 : 1)
                + (account.isPresent() ? 4 : 0)
                + (arn.isPresent() ? 2 : 0)
                + (principalId.isPresent() ? 1 : 0);
    }

    /** The same for every session of one role, and for the copies with and without its ARN. */
    String principal() {
        String id = principalId
                .map(Caller::withoutSession)
                .or(this::role)
                .or(() -> service)
                .orElse("");
        return kind + " " + account.orElse("") + " " + id;
    }

    static String withoutSession(String principalId) {
        int session = principalId.indexOf(':');
        return session < 0 ? principalId : principalId.substring(0, session);
    }

    /** The ARN without the session of an assumed role. */
    Optional<String> role() {
        return arn.map(text -> {
            int role = text.indexOf(ASSUMED_ROLE);
            int session = role < 0 ? -1 : text.indexOf('/', role + ASSUMED_ROLE.length());
            return session < 0 ? text : text.substring(0, session);
        });
    }

    /** The session of an assumed role. */
    Optional<String> session() {
        return principalId
                .filter(id -> id.indexOf(':') >= 0)
                .map(id -> id.substring(id.indexOf(':') + 1))
                .or(() -> arn.filter(text -> text.contains(ASSUMED_ROLE))
                        .map(text -> text.substring(text.lastIndexOf('/') + 1)))
                .filter(name -> !name.isEmpty());
    }

    /** In a table. */
    String words() {
        return switch (kind) {
            case ACCOUNT ->
                role().or(() -> principalId.map(Caller::withoutSession).map("principal "::concat))
                        .orElse("a principal that the log does not name");
            case SERVICE -> "AWS service" + service.map(" "::concat).orElse("");
            case ANONYMOUS -> "anonymous";
            case UNKNOWN -> "a caller that the log does not name";
        };
    }
}

package dev.ecrauditor.policy.document;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.policy.document.Principal.Unbounded.Whoever;
import dev.ecrauditor.policy.pattern.AccountIds;
import dev.ecrauditor.policy.pattern.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the Principal element; every form that AWS does not document is read as unbounded, which is the safe reading.
 */
final class PrincipalReader {

    private PrincipalReader() {}

    /** Empty when the element has a form for which it is not known whom it covers. */
    static Optional<List<Principal>> read(Json element) {
        if (element instanceof Json.Str text) {
            return Optional.of(List.of(withoutKind(text.value())));
        }
        if (element instanceof Json.Arr) {
            return strings(element)
                    .map(names -> names.stream()
                            .map(PrincipalReader::listedWithoutKind)
                            .toList());
        }
        if (!(element instanceof Json.Obj object)) {
            return Optional.empty();
        }
        List<Principal> principals = new ArrayList<>();
        for (Map.Entry<String, Json> kind : object.members().entrySet()) {
            Optional<List<String>> names = strings(kind.getValue());
            if (names.isEmpty()) {
                return Optional.empty();
            }
            for (String name : names.get()) {
                Optional<Principal> principal = principal(kind.getKey(), name);
                if (principal.isEmpty()) {
                    return Optional.empty();
                }
                principals.add(principal.get());
            }
        }
        return Optional.of(principals);
    }

    private static Optional<Principal> principal(String kind, String name) {
        return switch (kind) {
            case "AWS" -> Optional.of(awsPrincipal(name));
            case "Service" ->
                Optional.of(
                        Wildcard.isIn(name)
                                ? new Principal.Unbounded(name, Whoever.SERVICES)
                                : new Principal.Service(name));
            case "Federated" -> Optional.of(federated(name));
            case "CanonicalUser" ->
                Optional.of(Wildcard.isIn(name) ? new Principal.Unbounded(name) : new Principal.Unresolved(name));
            default -> Optional.empty();
        };
    }

    /** A list without a kind is a form that AWS does not document. */
    private static Principal listedWithoutKind(String name) {
        return name.equals("*") ? new Principal.Unbounded(name) : withoutKind(name);
    }

    /** Without a kind AWS documents only the star. */
    private static Principal withoutKind(String name) {
        Principal principal = awsPrincipal(name);
        return principal instanceof Principal.Account account
                ? new Principal.Account(account.accountId(), name, false)
                : principal;
    }

    private static Principal awsPrincipal(String name) {
        if (name.equals("*")) {
            return new Principal.Anyone(name);
        }
        if (AccountIds.isId(name)) {
            return new Principal.Account(name, name);
        }
        if (name.startsWith("arn:")) {
            return arnPrincipal(name);
        }
        int colon = name.indexOf(':');
        if (colon == 12 && AccountIds.isId(name.substring(0, 12))) {
            return new Principal.Account(name.substring(0, 12), name);
        }
        // The rest is the unique id of a deleted identity, AIDA... or AROA..., or no principal at all.
        if (!Wildcard.isIn(name)) {
            return new Principal.Unresolved(name);
        }
        return colon < 0 ? new Principal.Unbounded(name) : new Principal.Unbounded(name, Whoever.IDENTITIES);
    }

    /**
     * The account is field 5 of the ARN, in every partition; a wildcard there may match anyone, and a value that is no
     * account id matches nobody.
     */
    private static Principal arnPrincipal(String arn) {
        return AccountIds.ofArn(arn)
                .<Principal>map(account -> new Principal.Account(account, arn))
                .orElseGet(() -> isOfNoAccount(arn) ? new Principal.Unresolved(arn) : unbounded(arn));
    }

    private static Principal unbounded(String arn) {
        return Wildcard.isIn(arn) ? new Principal.Unbounded(arn, Whoever.IDENTITIES) : new Principal.Unbounded(arn);
    }

    private static boolean isOfNoAccount(String arn) {
        String[] fields = arn.split(":", 6);
        return fields.length == 6
                && (fields[2].equals("iam") || fields[2].equals("sts"))
                && !fields[4].isEmpty()
                && !Wildcard.isIn(arn)
                && arn.chars().allMatch(c -> c <= '~');
    }

    /**
     * ARNs of SAML and OIDC providers belong to their account; a web identity provider by name is open to all its
     * users.
     */
    private static Principal federated(String name) {
        Principal principal = name.startsWith("arn:") ? arnPrincipal(name) : new Principal.Unbounded(name);
        return principal instanceof Principal.Unbounded ? new Principal.Unbounded(name, Whoever.SIGNED_IN) : principal;
    }

    private static Optional<List<String>> strings(Json value) {
        return JsonStrings.of(value);
    }
}

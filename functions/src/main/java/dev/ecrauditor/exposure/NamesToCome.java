package dev.ecrauditor.exposure;

import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.ResourceSet;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names of repositories that do not exist yet, one for each pattern that an Allow of the registry policy names. */
final class NamesToCome {

    private static final String NEW = "new";
    private static final String REPOSITORY = "repository/";
    private static final String ANY_ACCOUNT = "999999999999";

    private NamesToCome() {}

    /**
     * Names that the Allow statements of a policy may cover.
     *
     * @param existing the names that exist
     */
    static Set<String> of(Policy policy, Collection<String> existing) {
        Set<String> names = new LinkedHashSet<>(List.of(unused(NEW, existing)));
        for (Statement statement : policy.statements()) {
            if (statement.effect() == Statement.Effect.ALLOW
                    && statement.resources().form() == ResourceSet.Form.LISTED) {
                for (String pattern : statement.resources().patterns()) {
                    String name = name(pattern, account(statement));
                    if (isName(name) && !existing.contains(name)) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }

    /** A name that begins like this and does not exist. */
    static String unused(String name, Collection<String> existing) {
        String unused = name;
        for (int number = 2; existing.contains(unused); number++) {
            unused = name + "-" + number;
        }
        return unused;
    }

    private static boolean isName(String name) {
        return RepositoryArn.of("aws", "us-east-1", ANY_ACCOUNT, name).isPresent();
    }

    private static String name(String pattern, String account) {
        int start = pattern.indexOf(REPOSITORY);
        String written = start < 0 ? NEW : pattern.substring(start + REPOSITORY.length());
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            int close = written.startsWith("${", i) ? written.indexOf('}', i) : -1;
            if (close > 0) {
                name.append(
                        written.substring(i, close)
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .contains("account")
                                ? account
                                : NEW);
                i = close;
            } else if (c == '*') {
                name.append(NEW);
            } else {
                name.append(c == '?' ? 'x' : c);
            }
        }
        return name.toString();
    }

    private static String account(Statement statement) {
        return statement.principals().stream()
                .filter(principal -> principal instanceof Principal.Account)
                .map(principal -> ((Principal.Account) principal).accountId())
                .findFirst()
                .orElse(ANY_ACCOUNT);
    }
}

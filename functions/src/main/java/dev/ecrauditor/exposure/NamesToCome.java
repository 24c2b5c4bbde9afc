package dev.ecrauditor.exposure;

import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names of repositories that do not exist yet, for each pattern of the registry policy: those of a Deny as well, as what
 * it leaves open is among them.
 */
final class NamesToCome {

    private static final String NEW = "new";
    private static final String REPOSITORY = "repository/";
    private static final String ANY_ACCOUNT = "999999999999";
    private static final int MOST_BEGINNINGS = 12;
    private static final int MOST_VALUES = 20;
    private static final int MOST_ACCOUNTS = 200;

    private final Policy policy;
    private final Set<String> beginnings = new LinkedHashSet<>(List.of(NEW));
    private final Set<String> names = new LinkedHashSet<>();

    private NamesToCome(Policy policy) {
        this.policy = policy;
        patterns()
                .map(NamesToCome::beginning)
                .filter(text -> !text.isEmpty())
                .limit(MOST_BEGINNINGS)
                .forEach(beginnings::add);
    }

    /**
     * Names that a policy may cover.
     *
     * @param existing the names that exist
     */
    static Set<String> of(Policy policy, Collection<String> existing) {
        NamesToCome names = new NamesToCome(policy);
        names.names.add(unused(existing));
        names.patterns().forEach(names::add);
        names.names.removeIf(name -> existing.contains(name) || !isName(name));
        return names.names;
    }

    /** True for the account that stands for every account that the policy does not name. */
    static boolean isAnyAccount(String account) {
        return account.equals(ANY_ACCOUNT);
    }

    private static String unused(Collection<String> existing) {
        String unused = NEW;
        for (int number = 2; existing.contains(unused); number++) {
            unused = NEW + "-" + number;
        }
        return unused;
    }

    private static boolean isName(String name) {
        return RepositoryArn.of("aws", "us-east-1", ANY_ACCOUNT, name).isPresent();
    }

    private void add(String pattern) {
        int open = pattern.indexOf("${");
        int close = open < 0 ? -1 : pattern.indexOf('}', open);
        Set<String> values = close < 0 ? beginnings : values(pattern.substring(open + 2, close));
        for (String value : values) {
            names.add(name(pattern, value, NEW));
            names.add(name(pattern, value, value));
        }
    }

    /** Values of a variable: any, those that the policy names, and its default. */
    private Set<String> values(String variable) {
        String[] parts = variable.split(",", 2);
        String key = parts[0].strip().toLowerCase(Locale.ROOT);
        Set<String> values = new LinkedHashSet<>();
        if (key.contains("account")) {
            values.add(ANY_ACCOUNT);
            values.addAll(accounts());
        } else {
            values.addAll(beginnings);
            conditions()
                    .filter(condition -> condition.key().name().equals(key))
                    .flatMap(condition -> condition.values().stream())
                    .limit(MOST_VALUES)
                    .forEach(values::add);
        }
        if (parts.length == 2) {
            values.add(parts[1].strip().replace("'", ""));
        }
        return values;
    }

    private Stream<Condition> conditions() {
        return policy.statements().stream().flatMap(statement -> statement.conditions().stream());
    }

    /** The accounts that the policy names as principals, or in ids and ARNs with which it compares. */
    private Set<String> accounts() {
        return Stream.concat(
                        policy.principals().map(Principal::written),
                        conditions().flatMap(condition -> condition.values().stream()))
                .flatMap(text -> Stream.of(text.split(":", -1)))
                .filter(RepositoryArn::isAccountId)
                .limit(MOST_ACCOUNTS)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Stream<String> patterns() {
        return policy.statements().stream().flatMap(statement -> statement.resources().patterns().stream());
    }

    /** The text with which the names of a pattern begin, without a slash at its end. */
    private static String beginning(String pattern) {
        int start = pattern.indexOf(REPOSITORY);
        String name = start < 0 ? "" : pattern.substring(start + REPOSITORY.length());
        int end = 0;
        while (end < name.length() && "*?$".indexOf(name.charAt(end)) < 0) {
            end++;
        }
        String literal = name.substring(0, end);
        return literal.endsWith("/") ? literal.substring(0, literal.length() - 1) : literal;
    }

    /**
     * @param value replaces each variable
     * @param filler replaces each star
     */
    private static String name(String pattern, String value, String filler) {
        int start = pattern.indexOf(REPOSITORY);
        String written = start < 0 ? filler : pattern.substring(start + REPOSITORY.length());
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            int close = written.startsWith("${", i) ? written.indexOf('}', i) : -1;
            if (close > 0) {
                name.append(value);
                i = close;
            } else if (c == '*') {
                name.append(filler);
            } else {
                name.append(c == '?' ? 'x' : c);
            }
        }
        return name.toString();
    }
}

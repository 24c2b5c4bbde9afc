package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.pattern.AccountIds;
import dev.ecrauditor.policy.pattern.Representatives;
import dev.ecrauditor.policy.pattern.Wildcard;
import dev.ecrauditor.policy.request.ConditionValueCatalog.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The accounts that the values of a policy name, and accounts that its patterns match. */
final class NamedAccounts {

    private NamedAccounts() {}

    /** Accounts that are not named but match the patterns of a policy, in ids and in field 5 of ARNs. */
    static Set<String> fitting(ConditionValueCatalog catalog, Collection<Value> ids, Collection<Value> arns) {
        Set<String> patterns = new LinkedHashSet<>();
        ids.stream().filter(Value::isPattern).forEach(word -> patterns.add(word.text()));
        for (Value word : arns) {
            List<String> fields = word.fields();
            if (word.isPattern() && fields.size() >= 5 && Wildcard.isIn(fields.get(4))) {
                patterns.add(fields.get(4));
                patterns.add(fields.get(4).substring(0, fields.get(4).indexOf('*') + 1));
            }
        }
        patterns.remove("");
        Set<String> accounts = new LinkedHashSet<>(catalog.representatives("", patterns, Representatives.Kind.ACCOUNT));
        accounts.removeAll(named(ids, arns)); // such as that of arn:aws:iam::111122223333*
        return accounts;
    }

    /** Accounts that a policy names, as ids and in ARNs. */
    static Set<String> named(Collection<Value> ids, Collection<Value> arns) {
        Set<String> accounts = new LinkedHashSet<>();
        ids.stream()
                .filter(word -> !word.isOfExternalAccount())
                .map(Value::text)
                .filter(AccountIds::isId)
                .forEach(accounts::add);
        for (Value word : arns) {
            if (!word.isOfExternalAccount()) {
                AccountIds.ofArn(word.text())
                        .ifPresentOrElse(accounts::add, () -> accounts.addAll(somewhereIn(word.text())));
            }
        }
        return accounts;
    }

    /**
     * Finds every separate run of twelve digits: an ARN pattern such as {@code *:111122223333:*} can contain an account
     * outside of any field.
     */
    private static List<String> somewhereIn(String text) {
        List<String> accounts = new ArrayList<>();
        int start = 0;
        for (int at = 0; at <= text.length(); at++) {
            boolean digit = at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
            if (!digit) {
                if (at - start == 12) {
                    accounts.add(text.substring(start, at));
                }
                start = at + 1;
            }
        }
        return accounts;
    }
}

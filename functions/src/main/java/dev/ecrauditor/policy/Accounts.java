package dev.ecrauditor.policy;

import dev.ecrauditor.policy.Vocabulary.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Account ids, alone and in ARNs. */
final class Accounts {

    private Accounts() {}

    /** True for twelve ASCII digits. */
    static boolean isId(String text) {
        return text.length() == 12 && isDigits(text);
    }

    /** True when no character is anything but an ASCII digit. */
    static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The account an ARN is of: its field 5, in every partition; empty when that is no account id. */
    static Optional<String> ofArn(String arn) {
        int start = arn.startsWith("arn:") ? field(arn, 4) : -1;
        int end = start < 0 ? -1 : arn.indexOf(':', start);
        if (end < 0) {
            return Optional.empty();
        }
        String account = arn.substring(start, end);
        return isId(account) ? Optional.of(account) : Optional.empty();
    }

    /** Where a field of an ARN begins, counted from 0; -1 where the text has fewer. */
    static int field(String arn, int number) {
        int start = 0;
        for (int i = 0; i < number; i++) {
            start = arn.indexOf(':', start) + 1;
            if (start == 0) {
                return -1;
            }
        }
        return start;
    }

    /** Accounts nobody names but the patterns of a policy fit, in ids and in field 5 of ARNs. */
    static Set<String> fitting(Vocabulary vocabulary, Collection<Word> ids, Collection<Word> arns) {
        Set<String> patterns = new LinkedHashSet<>();
        ids.stream().filter(Word::isPattern).forEach(word -> patterns.add(word.text()));
        for (Word word : arns) {
            List<String> fields = word.fields();
            if (word.isPattern() && fields.size() >= 5 && Wildcard.isIn(fields.get(4))) {
                patterns.add(fields.get(4));
                patterns.add(fields.get(4).substring(0, fields.get(4).indexOf('*') + 1));
            }
        }
        patterns.remove("");
        Set<String> accounts =
                new LinkedHashSet<>(vocabulary.representatives("", patterns, Representatives.Kind.ACCOUNT));
        accounts.removeAll(named(ids, arns)); // such as that of arn:aws:iam::111122223333*
        return accounts;
    }

    /** Accounts a policy spells out, as ids and in ARNs. */
    static Set<String> named(Collection<Word> ids, Collection<Word> arns) {
        Set<String> accounts = new LinkedHashSet<>();
        ids.stream()
                .filter(word -> !word.isOfStrangers())
                .map(Word::text)
                .filter(Accounts::isId)
                .forEach(accounts::add);
        for (Word word : arns) {
            if (!word.isOfStrangers()) {
                ofArn(word.text()).ifPresentOrElse(accounts::add, () -> accounts.addAll(somewhereIn(word.text())));
            }
        }
        return accounts;
    }

    /** Every twelve digits by themselves: an ARN pattern such as {@code *:111122223333:*} can hold an account in no field. */
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

    /** The account in a unique id such as {@code 111122223333:name}. */
    static List<String> inUserId(String text) {
        String start = text.length() < 12 ? "" : text.substring(0, 12);
        boolean whole = text.length() == 12 || (text.length() > 12 && text.charAt(12) == ':');
        return whole && isId(start) ? List.of(start) : List.of();
    }
}

package dev.ecrauditor.policy.pattern;

import java.util.List;
import java.util.Optional;

/** Account ids, alone and in ARNs. */
public final class AccountIds {

    private AccountIds() {}

    /** True for twelve ASCII digits. */
    public static boolean isId(String text) {
        return text.length() == 12 && isDigits(text);
    }

    /** True when every character is an ASCII digit. */
    public static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The account of an ARN: its field 5, in every partition; empty when that is no account id. */
    public static Optional<String> ofArn(String arn) {
        int start = arn.startsWith("arn:") ? field(arn, 4) : -1;
        int end = start < 0 ? -1 : arn.indexOf(':', start);
        if (end < 0) {
            return Optional.empty();
        }
        String account = arn.substring(start, end);
        return isId(account) ? Optional.of(account) : Optional.empty();
    }

    /** The index at which a field of an ARN begins, counted from 0; -1 where the text has fewer fields. */
    public static int field(String arn, int number) {
        int start = 0;
        for (int i = 0; i < number; i++) {
            start = arn.indexOf(':', start) + 1;
            if (start == 0) {
                return -1;
            }
        }
        return start;
    }

    /** The account in a unique id such as {@code 111122223333:name}. */
    public static List<String> inUserId(String text) {
        String start = text.length() < 12 ? "" : text.substring(0, 12);
        boolean whole = text.length() == 12 || (text.length() > 12 && text.charAt(12) == ':');
        return whole && isId(start) ? List.of(start) : List.of();
    }
}

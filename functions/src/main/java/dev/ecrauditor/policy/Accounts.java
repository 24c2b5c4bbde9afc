package dev.ecrauditor.policy;

import java.util.List;
import java.util.Optional;

/** Account ids, alone and in ARNs. */
final class Accounts {

    private Accounts() {}

    /** True for twelve ASCII digits. */
    static boolean isId(String text) {
        return text.length() == 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The account an ARN is of: its field 5, in every partition; empty when that is no account id. */
    static Optional<String> ofArn(String arn) {
        String[] fields = arn.split(":", 6);
        return fields.length == 6 && fields[0].equals("arn") && isId(fields[4])
                ? Optional.of(fields[4])
                : Optional.empty();
    }

    /** An account id that fits a pattern and is not the owner's; empty when there is none. */
    static Optional<String> fitting(String pattern, String owner) {
        for (String digit : List.of("9", "8", "7")) {
            for (int length = 0; length <= 12; length++) {
                String account = Completion.instance(pattern.replace("?", digit), digit.repeat(length));
                if (isId(account) && Wildcard.matches(pattern, account) && !account.equals(owner)) {
                    return Optional.of(account);
                }
            }
        }
        return Optional.empty();
    }
}

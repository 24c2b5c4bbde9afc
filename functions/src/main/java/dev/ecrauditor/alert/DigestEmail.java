package dev.ecrauditor.alert;

import dev.ecrauditor.alert.Digest.Item;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.text.HostileText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The text of a digest for people, with a section for each account where there are several. */
final class DigestEmail {

    private static final int MOST_IN_AN_EMAIL = 100;
    private static final int MOST_ACCOUNTS = 200;
    private static final int FEWEST_OF_AN_ACCOUNT = 3;

    private DigestEmail() {}

    static String text(Digest digest, int summaryRoom) {
        StringBuilder text = new StringBuilder();
        text.append("DIGEST: ")
                .append(DigestRenderer.headline(digest))
                .append(DigestRenderer.place(digest))
                .append(".\n");
        if (digest.part().of() > 1) {
            text.append("This is part ")
                    .append(digest.part().number())
                    .append(" of ")
                    .append(digest.part().of());
            text.append(", the worst first; recipients of all alerts get only part 1 by e-mail.\n");
        }
        text.append('\n');
        if (digest.reason() == Digest.Reason.ACCOUNT_LEFT) {
            leftAccounts(text, digest);
        } else if (digest.total().hasSeveralAccounts()) {
            sections(text, digest, summaryRoom);
        } else {
            items(text, "", digest.items(), new Room(MOST_IN_AN_EMAIL, summaryRoom));
        }
        return text.append("\nDigest id ").append(digest.id()).append('\n').toString();
    }

    /** One line for each account: nobody has to do anything. The JSON has every finding. */
    private static void leftAccounts(StringBuilder text, Digest digest) {
        digest.total().byAccount().entrySet().stream()
                .limit(MOST_ACCOUNTS)
                .forEach(account -> text.append("Account ")
                        .append(account.getKey())
                        .append(" is no longer watched; resolved: ")
                        .append(DigestTotal.words(account.getValue()))
                        .append(".\n"));
    }

    /** A section for each account, the worst first; each shows some of the alerts of this part. */
    private static void sections(StringBuilder text, Digest digest, int summaryRoom) {
        Map<String, List<Item>> byAccount = digest.items().stream()
                .collect(Collectors.groupingBy(item -> item.subject().account()));
        int each = Math.max(
                FEWEST_OF_AN_ACCOUNT,
                MOST_IN_AN_EMAIL / digest.total().byAccount().size());
        int left = MOST_IN_AN_EMAIL;
        int sections = 0;
        for (Map.Entry<String, Map<Severity, Long>> account :
                digest.total().byAccount().entrySet()) {
            if (sections++ == MOST_ACCOUNTS) {
                int more = digest.total().byAccount().size() - MOST_ACCOUNTS;
                text.append("And ").append(more).append(" more accounts.\n");
                return;
            }
            text.append("Account ").append(account.getKey()).append(": ");
            text.append(DigestTotal.words(account.getValue())).append('\n');
            List<Item> items = byAccount.getOrDefault(account.getKey(), List.of());
            int shown = Math.min(left, Math.min(each, items.size()));
            items(text, " of this account", items, new Room(shown, summaryRoom));
            left -= shown;
        }
    }

    /** How many alerts there is room for, and how long the summary of each may be. */
    private record Room(int items, int summary) {}

    private static void items(StringBuilder text, String ofWhat, List<Item> items, Room room) {
        for (Item item : items.subList(0, Math.min(items.size(), room.items()))) {
            item(text, item, room.summary());
        }
        if (items.size() > room.items()) {
            text.append("  and ").append(items.size() - room.items()).append(" more" + ofWhat + " in this part.\n");
        }
    }

    private static void item(StringBuilder text, Item item, int summaryRoom) {
        text.append("  ").append(DigestRenderer.words(item)).append('\n');
        DigestRenderer.summary(item.facts(), summaryRoom)
                .ifPresent(summary -> text.append("    ")
                        .append(HostileText.plain(summary, DigestRenderer.MAX_SUMMARY))
                        .append('\n'));
        DigestRenderer.setter(item.facts(), summaryRoom)
                .ifPresent(event -> text.append("    Set by ")
                        .append(HostileText.plain(
                                event.actor().arn().orElse("somebody without an ARN"), DigestRenderer.MAX_SUMMARY))
                        .append(", CloudTrail event ")
                        .append(HostileText.plain(event.id(), DigestRenderer.MAX_SUMMARY))
                        .append('\n'));
        text.append("    Alert id ").append(item.facts().id()).append('\n');
    }
}

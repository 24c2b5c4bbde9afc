package dev.ecrauditor.alert;

import dev.ecrauditor.alert.Digest.Item;
import dev.ecrauditor.alert.text.EmailLines;
import dev.ecrauditor.alert.text.EvidenceForPeople;
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
        EmailLines text = new EmailLines();
        text.sentence("", "DIGEST: " + DigestRenderer.headline(digest) + DigestRenderer.place(digest) + ".");
        if (digest.part().of() > 1) {
            text.sentence(
                    "",
                    "This is part " + digest.part().number() + " of "
                            + digest.part().of()
                            + ", the worst first; recipients of all alerts get only part 1 by e-mail.");
        }
        text.blank();
        if (digest.reason() == Digest.Reason.ACCOUNT_LEFT) {
            leftAccounts(text, digest);
        } else if (digest.total().hasSeveralAccounts()) {
            sections(text, digest, summaryRoom);
        } else {
            items(text, "", digest.items(), new Room(MOST_IN_AN_EMAIL, summaryRoom));
        }
        return text.blank().sentence("", "Digest id " + digest.id()).toString();
    }

    /** One line for each account: nobody has to do anything. The JSON has every finding. */
    private static void leftAccounts(EmailLines text, Digest digest) {
        digest.total().byAccount().entrySet().stream()
                .limit(MOST_ACCOUNTS)
                .forEach(account -> text.sentence(
                        "",
                        "Account " + account.getKey() + " is no longer watched; resolved: "
                                + DigestTotal.words(account.getValue()) + "."));
    }

    /** A section for each account, the worst first; each shows some of the alerts of this part. */
    private static void sections(EmailLines text, Digest digest, int summaryRoom) {
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
                text.sentence("", "And " + more + " more accounts.");
                return;
            }
            text.sentence("", "Account " + account.getKey() + ": " + DigestTotal.words(account.getValue()));
            List<Item> items = byAccount.getOrDefault(account.getKey(), List.of());
            int shown = Math.min(left, Math.min(each, items.size()));
            items(text, " of this account", items, new Room(shown, summaryRoom));
            left -= shown;
        }
    }

    /** How many alerts there is room for, and how long the summary of each may be. */
    private record Room(int items, int summary) {}

    private static void items(EmailLines text, String ofWhat, List<Item> items, Room room) {
        for (Item item : items.subList(0, Math.min(items.size(), room.items()))) {
            item(text, item, room.summary());
        }
        if (items.size() > room.items()) {
            text.sentence("  ", "and " + (items.size() - room.items()) + " more" + ofWhat + " in this part.");
        }
    }

    private static void item(EmailLines text, Item item, int summaryRoom) {
        text.sentence("  ", DigestRenderer.words(item));
        DigestRenderer.summary(item.facts(), summaryRoom)
                .ifPresent(summary -> text.sentence(
                        "    ", HostileText.plain(EvidenceForPeople.times(summary), DigestRenderer.MAX_SUMMARY)));
        DigestRenderer.setter(item.facts(), summaryRoom)
                .ifPresent(event -> text.sentence(
                        "    ",
                        "Set by "
                                + HostileText.plain(
                                        event.actor().arn().orElse("a principal without an ARN"),
                                        DigestRenderer.MAX_SUMMARY)
                                + ", CloudTrail event "
                                + HostileText.plain(event.id(), DigestRenderer.MAX_SUMMARY)));
        text.sentence("    ", "Alert id " + item.facts().id());
    }
}

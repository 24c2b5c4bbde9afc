package dev.ecrauditor.policy;

import dev.ecrauditor.policy.Vocabulary.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whom a caller can be: accounts and the ARNs of identities in them, from a stranger's to those the policy names. */
final class IdentityCandidates {

    static final Set<String> KEYS = Set.of("aws:principalaccount", "aws:principalarn");

    private static final List<String> KINDS = List.of("role/", "user/", "role/stranger/", "user/stranger/");

    private final Vocabulary vocabulary;
    private final String owner;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Set<Map<String, List<String>>> seen = new LinkedHashSet<>();

    private IdentityCandidates(Vocabulary vocabulary, String owner) {
        this.vocabulary = vocabulary;
        this.owner = owner;
    }

    /** Anyone outside the owner's account. */
    static List<Candidate> ofAnyone(Vocabulary vocabulary, Stranger stranger, String owner) {
        IdentityCandidates all = new IdentityCandidates(vocabulary, owner);
        all.inAccount(stranger.account(), Set.of());
        for (String account : all.accountsThatFitAPattern()) {
            all.inAccount(account, Set.of());
        }
        for (String account : all.accountsNamed()) {
            all.inAccount(account, Set.of(new Tie(Tie.Kind.ACCOUNT, account)));
        }
        return all.candidates;
    }

    /** Whoever a statement names with an account or an ARN. */
    static List<Candidate> of(Principal.Account principal, Vocabulary vocabulary, String owner) {
        IdentityCandidates all = new IdentityCandidates(vocabulary, owner);
        boolean oneIdentity = principal.written().startsWith("arn:")
                && !principal.written().endsWith(":root")
                && !Wildcard.isIn(principal.written());
        if (oneIdentity) {
            all.add(principal.accountId(), principal.written(), Set.of());
        } else {
            all.inAccount(principal.accountId(), Set.of());
        }
        return all.candidates;
    }

    private void inAccount(String account, Set<Tie> ties) {
        if (account.equals(owner) && !ties.isEmpty()) {
            return;
        }
        add(account, "arn:aws:iam::" + account + ":role/stranger", ties);
        add(account, "arn:aws:iam::" + account + ":root", ties);
        for (Word word : vocabulary.of("aws:principalarn")) {
            for (String partition : partitions(word.text())) {
                for (String kind : KINDS) {
                    String start = "arn:" + partition + ":iam::" + account + ":";
                    fitting(word, start, kind).forEach(arn -> add(account, arn, ties));
                }
                fitting(word, "arn:" + partition + ":sts::" + account + ":", "federated-user/")
                        .forEach(arn -> add(account, arn, ties));
            }
        }
    }

    /** ARNs that begin as an identity of the account does and fit the pattern; none when it is written for another account. */
    private static List<String> fitting(Word word, String start, String kind) {
        if (!word.isPattern()) {
            return word.text().startsWith(start) ? List.of(word.text()) : List.of();
        }
        if (!word.byField()) {
            return Completion.after(start + kind, word.text()).stream()
                    .map(rest -> start + kind + rest)
                    .filter(arn -> arn.length() > start.length() + kind.length())
                    .toList();
        }
        String[] fields = word.text().split(":", 6);
        return fields.length < 6
                ? List.of()
                : Completion.after(kind, fields[5]).stream()
                        .filter(rest -> !rest.isEmpty())
                        .map(rest -> start + kind + rest)
                        .toList();
    }

    private static Set<String> partitions(String text) {
        String[] fields = text.split(":", 3);
        boolean named = fields.length > 1 && fields[1].startsWith("aws") && !Wildcard.isIn(fields[1]);
        return named ? Set.of(fields[1]) : Set.of("aws");
    }

    private Set<String> accountsThatFitAPattern() {
        Set<String> accounts = new LinkedHashSet<>();
        vocabulary.of("aws:principalaccount").stream()
                .filter(Word::isPattern)
                .forEach(word -> Accounts.fitting(word.text(), owner).ifPresent(accounts::add));
        for (Word word : vocabulary.of("aws:principalarn")) {
            String[] fields = word.text().split(":", 6);
            if (word.isPattern() && fields.length == 6 && Wildcard.isIn(fields[4])) {
                Accounts.fitting(fields[4], owner).ifPresent(accounts::add);
            }
        }
        accounts.remove(owner);
        return accounts;
    }

    private Set<String> accountsNamed() {
        Set<String> accounts = new LinkedHashSet<>();
        vocabulary.of("aws:principalaccount").stream()
                .filter(word -> Accounts.isId(word.text()))
                .forEach(word -> accounts.add(word.text()));
        for (Word word : vocabulary.of("aws:principalarn")) {
            Accounts.ofArn(word.text()).ifPresent(accounts::add);
        }
        accounts.remove(owner);
        return accounts;
    }

    private void add(String account, String arn, Set<Tie> ties) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put("aws:principalaccount", List.of(account));
        keys.put("aws:principalarn", List.of(arn));
        if (!account.equals(owner) && seen.add(keys)) {
            candidates.add(new Candidate(keys, ties));
        }
    }
}

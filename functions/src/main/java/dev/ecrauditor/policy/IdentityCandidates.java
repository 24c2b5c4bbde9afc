package dev.ecrauditor.policy;

import dev.ecrauditor.policy.Vocabulary.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whom a caller can be: accounts and the ARNs of identities in them, from a stranger's to those the policy names. */
final class IdentityCandidates {

    static final Set<String> KEYS = Set.of("aws:principalaccount", "aws:principalarn", UserIdCandidates.KEY);

    private final Vocabulary vocabulary;
    private final UserIdCandidates userIds;
    private final String owner;
    private final List<Principal.Account> spared;
    private final Set<String> partitions;

    /**
     * @param policy whose statements with NotPrincipal may spare somebody
     * @param owner the account that owns the repository: its own identities are no outsiders
     */
    IdentityCandidates(Policy policy, Vocabulary vocabulary, UserIdCandidates userIds, String owner) {
        this.vocabulary = vocabulary;
        this.userIds = userIds;
        this.owner = owner;
        this.spared = spared(policy);
        this.partitions = partitions(vocabulary);
    }

    /** A role, a user and the root of an account, with names nobody asks for. */
    List<Candidate> plain(String account, String partition) {
        Identities all = new Identities();
        all.plain(account, partition, Set.of());
        return all.candidates;
    }

    /** Anyone outside the owner's account. */
    List<Candidate> ofAnyone() {
        Identities all = new Identities();
        Set<Word> ids = vocabulary.of("aws:principalaccount");
        Set<Word> arns = vocabulary.of("aws:principalarn");
        Set<String> named = Accounts.named(ids, arns);
        vocabulary.of(UserIdCandidates.KEY).forEach(word -> named.addAll(Accounts.inUserId(word.text())));
        all.inAccount(userIds.stranger().account(), "aws", Set.of());
        for (String account : Accounts.fitting(vocabulary, ids, arns)) {
            all.inAccount(account, "aws", Set.of());
        }
        // Whom another Allow names is a stranger here; whom a denial spares is not.
        spared.forEach(principal -> named.add(principal.accountId()));
        for (String account : named) {
            all.inAccount(account, "aws", Set.of(new Tie(Tie.Kind.ACCOUNT, account)));
        }
        for (Principal.Account principal : spared) {
            if (principal.isOneIdentity()) {
                all.oneIdentity(principal, Set.of(new Tie(Tie.Kind.ACCOUNT, principal.accountId())));
            }
        }
        return all.candidates;
    }

    /** Whoever a statement names with an account or an ARN. */
    List<Candidate> of(Principal.Account principal) {
        Identities all = new Identities();
        if (principal.isOneIdentity()) {
            all.oneIdentity(principal, Set.of());
        } else {
            all.inAccount(principal.accountId(), principal.partition(), Set.of());
            for (Principal.Account one : spared) {
                vocabulary.effort().spend(1);
                if (one.isOneIdentity() && one.accountId().equals(principal.accountId())) {
                    all.oneIdentity(one, Set.of());
                }
            }
        }
        return all.candidates;
    }

    /** Whom statements with NotPrincipal name. */
    private static List<Principal.Account> spared(Policy policy) {
        return policy.statements().stream()
                .filter(Statement::everyoneExcept)
                .flatMap(statement -> statement.principals().stream())
                .filter(principal -> principal instanceof Principal.Account)
                .map(principal -> (Principal.Account) principal)
                .toList();
    }

    private static Set<String> partitions(Vocabulary vocabulary) {
        Set<String> partitions = new LinkedHashSet<>(List.of("aws"));
        for (Word word : vocabulary.of("aws:principalarn")) {
            vocabulary.effort().spend(3);
            String text = word.text();
            int start = Accounts.field(text, 1);
            int end = start < 0 ? -1 : text.indexOf(':', start);
            if (end > 0 && text.startsWith("aws", start)) {
                String partition = text.substring(start, end);
                if (!Wildcard.isIn(partition)) {
                    partitions.add(partition);
                }
            }
        }
        return partitions;
    }

    /** Those of one part of a request. */
    private final class Identities {

        private final List<Candidate> candidates = new ArrayList<>();
        private final Set<String> arns = new HashSet<>();
        private final Set<Caller> sessions = new HashSet<>();

        private void oneIdentity(Principal.Account principal, Set<Tie> ties) {
            if (principal.accountId().equals(owner)) {
                return;
            }
            if (principal.written().contains(":assumed-role/")) {
                behindSession(principal.accountId(), principal.written(), ties);
            } else {
                add(principal.accountId(), principal.written(), ties);
            }
        }

        private void plain(String account, String partition, Set<Tie> ties) {
            String start = "arn:" + partition + ":iam::" + account + ":";
            add(account, start + "role/stranger", ties);
            add(account, start + "user/stranger", ties);
            add(account, start + "root", ties);
        }

        /**
         * @param home the partition the account is in, as far as the policy says
         */
        private void inAccount(String account, String home, Set<Tie> ties) {
            if (account.equals(owner)) {
                return;
            }
            plain(account, home, ties);
            for (String id : federated(account)) {
                add(account, "arn:" + home + ":sts::" + account + ":federated-user/" + id, ties);
            }
            for (String partition : partitions) {
                String iam = "arn:" + partition + ":iam::" + account + ":";
                List<String> patterns = patterns(iam);
                ofKind(account, iam + "role/", patterns, ties);
                ofKind(account, iam + "user/", patterns, ties);
                String sts = "arn:" + partition + ":sts::" + account + ":";
                ofKind(account, sts + "federated-user/", patterns(sts), ties);
            }
        }

        private void ofKind(String account, String start, List<String> patterns, Set<Tie> ties) {
            for (String arn : named(start)) {
                add(account, arn, ties);
            }
            for (String arn : vocabulary.representatives(start, patterns, Representatives.Kind.PATH_AND_NAME)) {
                add(account, arn, ties);
            }
        }

        /** A session calls with the ARN of its role, whose path the session's ARN does not tell. */
        private void behindSession(String account, String session, Set<Tie> ties) {
            String[] words = session.split(":", 6)[5].split("/", -1);
            String ending = "/" + words[Math.min(1, words.length - 1)];
            String start = "arn:" + session.split(":", 3)[1] + ":iam::" + account + ":role";
            add(account, start + ending, session, ties);
            add(account, start + "/stranger" + ending, session, ties);
            for (Word word : vocabulary.of("aws:principalarn")) {
                for (String filler : List.of("", "stranger", "stranger" + ending)) {
                    String arn = Completion.instance(word.text(), filler, vocabulary.effort());
                    if (arn.startsWith(start + "/") && arn.endsWith(ending)) {
                        add(account, arn, session, ties);
                    }
                }
            }
        }

        private void add(String account, String arn, Set<Tie> ties) {
            if (arns.add(arn)) {
                add(new Caller(false, arn, account, arn), ties);
            }
        }

        private void add(String account, String arn, String session, Set<Tie> ties) {
            Caller caller = new Caller(false, session, account, arn);
            if (sessions.add(caller)) {
                add(caller, ties);
            }
        }

        private void add(Caller caller, Set<Tie> ties) {
            String who = caller.principal();
            for (Map.Entry<String, Set<Tie>> userId :
                    userIds.of(caller.account(), who).entrySet()) {
                String id = userId.getKey();
                vocabulary.effort().spend(30 + (caller.arn().length() + who.length() + id.length()) / 12);
                Set<Tie> all = ties;
                if (!userId.getValue().isEmpty()) {
                    all = new LinkedHashSet<>(ties);
                    all.addAll(userId.getValue());
                }
                candidates.add(Candidate.of(caller, id, all));
            }
        }
    }

    private List<String> named(String start) {
        List<String> named = new ArrayList<>();
        for (Word word : vocabulary.of("aws:principalarn")) {
            vocabulary.effort().spend(1);
            String arn = word.text();
            if (!word.isPattern() && arn.startsWith(start) && arn.length() > start.length()) {
                named.add(arn);
            }
        }
        return named;
    }

    /** The patterns for ARNs that begin like this, each as one over the whole text. */
    private List<String> patterns(String start) {
        String[] beginning = start.split(":", 6);
        List<String> patterns = new ArrayList<>();
        for (Word word : vocabulary.of("aws:principalarn")) {
            vocabulary.effort().spend(1);
            if (!word.isPattern()) {
                continue;
            }
            if (!word.byField()) {
                patterns.add(word.text());
                continue;
            }
            if (word.fields().size() == 6 && fits(word.fields(), beginning)) {
                patterns.add(start + word.fields().get(5));
            }
        }
        return patterns;
    }

    /** The account first, in which most differ. */
    private static boolean fits(List<String> pattern, String[] start) {
        for (int i = 4; i >= 0; i--) {
            if (!Wildcard.matches(pattern.get(i), start[i])) {
                return false;
            }
        }
        return true;
    }

    /** Names of federated users, which are also part of their unique ids. */
    private Set<String> federated(String account) {
        Set<Word> ids = vocabulary.of(UserIdCandidates.KEY);
        if (ids.isEmpty()) {
            return Set.of();
        }
        Set<String> names = new LinkedHashSet<>();
        String start = account + ":";
        ids.stream()
                .map(Word::text)
                .filter(id -> id.startsWith(start) && !Wildcard.isIn(id))
                .forEach(id -> names.add(id.substring(start.length())));
        vocabulary
                .representatives(start, vocabulary.patterns(UserIdCandidates.KEY), Representatives.Kind.ANY)
                .forEach(id -> names.add(id.substring(start.length())));
        names.removeIf(name -> name.contains("/") || name.contains(":"));
        return names;
    }
}

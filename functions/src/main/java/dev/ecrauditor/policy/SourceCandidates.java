package dev.ecrauditor.policy;

import dev.ecrauditor.policy.Vocabulary.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** For which resource an AWS service can act: none, a stranger's, or one the policy names. */
final class SourceCandidates {

    static final Set<String> KEYS =
            Set.of("aws:sourcearn", "aws:sourceaccount", "aws:sourceowner", "aws:sourceorgid", "aws:sourceorgpaths");

    private final Vocabulary vocabulary;
    private final String owner;
    private final List<Candidate> candidates = new ArrayList<>();

    private SourceCandidates(Vocabulary vocabulary, String owner) {
        this.vocabulary = vocabulary;
        this.owner = owner;
    }

    static List<Candidate> of(Vocabulary vocabulary, Stranger stranger, String owner) {
        SourceCandidates all = new SourceCandidates(vocabulary, owner);
        List<Candidate> organizations =
                OrganizationCandidates.of("aws:sourceorgid", "aws:sourceorgpaths", vocabulary, stranger);
        all.ofAccount(stranger.account(), Set.of(), organizations);
        for (String account : all.accountsThatFitAPattern()) {
            all.ofAccount(account, Set.of(), organizations);
        }
        for (String account : all.accountsNamed()) {
            Set<Tie> ties = account.equals(owner)
                    ? Set.of(new Tie(Tie.Kind.ACCOUNT, owner))
                    : Set.of(new Tie(Tie.Kind.ACCOUNT, account));
            all.ofAccount(account, ties, organizations);
        }
        all.withoutAccount(organizations);
        return all.candidates;
    }

    private void ofAccount(String account, Set<Tie> ties, List<Candidate> organizations) {
        add("arn:aws:codebuild:us-east-1:" + account + ":project/stranger", account, ties, organizations);
        for (Word word : vocabulary.of("aws:sourcearn")) {
            arn(word, account).ifPresent(arn -> add(arn, account, ties, organizations));
        }
    }

    /** A resource of the account whose ARN fits what the policy says; its other fields are as the pattern has them. */
    private static Optional<String> arn(Word word, String account) {
        String[] fields = word.text().split(":", 6);
        if (fields.length == 6) {
            boolean fits = word.isPattern() ? Wildcard.matches(fields[4], account) : fields[4].equals(account);
            String text = "arn:" + filled(fields[1], "aws") + ":" + filled(fields[2], "codebuild") + ":"
                    + filled(fields[3], "us-east-1") + ":" + account + ":"
                    + (word.isPattern() ? Completion.instance(fields[5], "stranger") : fields[5]);
            return fits ? Optional.of(text) : Optional.empty();
        }
        if (!word.isPattern() || word.byField()) {
            return Optional.empty();
        }
        String start = "arn:aws:codebuild:us-east-1:" + account + ":project/stranger";
        return Completion.after(start, word.text()).stream().findFirst().map(rest -> start + rest);
    }

    private static String filled(String field, String usual) {
        return Wildcard.isIn(field) ? (Wildcard.matches(field, usual) ? usual : Completion.instance(field, "")) : field;
    }

    /** Resources such as buckets have no account in their ARN: whose they are cannot be known. */
    private void withoutAccount(List<Candidate> organizations) {
        for (Word word : vocabulary.of("aws:sourcearn")) {
            String[] fields = word.text().split(":", 6);
            if (fields.length == 6 && fields[4].isEmpty()) {
                String arn = Completion.instance(word.text(), "stranger");
                String bucket = fields[5].split("/", 2)[0];
                boolean open = word.isPattern() && Wildcard.isIn(bucket);
                Set<Tie> ties = open ? Set.of() : Set.of(new Tie(Tie.Kind.RESOURCE, arn));
                add(arn, Stranger.ANY_ACCOUNT, ties, organizations);
            }
        }
    }

    private Set<String> accountsThatFitAPattern() {
        Set<String> accounts = new LinkedHashSet<>();
        for (String key : List.of("aws:sourceaccount", "aws:sourceowner")) {
            vocabulary.of(key).stream()
                    .filter(Word::isPattern)
                    .forEach(word -> Accounts.fitting(word.text(), owner).ifPresent(accounts::add));
        }
        for (Word word : vocabulary.of("aws:sourcearn")) {
            String[] fields = word.text().split(":", 6);
            if (word.isPattern() && fields.length == 6 && Wildcard.isIn(fields[4])) {
                Accounts.fitting(fields[4], owner).ifPresent(accounts::add);
            }
        }
        return accounts;
    }

    private Set<String> accountsNamed() {
        Set<String> accounts = new LinkedHashSet<>();
        for (String key : List.of("aws:sourceaccount", "aws:sourceowner")) {
            vocabulary.of(key).stream()
                    .filter(word -> Accounts.isId(word.text()))
                    .forEach(word -> accounts.add(word.text()));
        }
        vocabulary
                .of("aws:sourcearn")
                .forEach(word -> Accounts.ofArn(word.text()).ifPresent(accounts::add));
        return accounts;
    }

    private void add(String arn, String account, Set<Tie> ties, List<Candidate> organizations) {
        for (Candidate organization : organizations) {
            Map<String, List<String>> keys = new LinkedHashMap<>(organization.keys());
            keys.put("aws:sourcearn", List.of(arn));
            keys.put("aws:sourceaccount", List.of(account));
            keys.put("aws:sourceowner", List.of(account));
            Set<Tie> all = new LinkedHashSet<>(ties);
            all.addAll(organization.ties());
            candidates.add(new Candidate(keys, all));
        }
    }
}

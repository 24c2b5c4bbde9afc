package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.condition.Variables;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.pattern.AccountIds;
import dev.ecrauditor.policy.pattern.Completion;
import dev.ecrauditor.policy.pattern.Representatives;
import dev.ecrauditor.policy.pattern.Wildcard;
import dev.ecrauditor.policy.request.ConditionValueCatalog.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Generates the identities of one part of a request, account by account. */
final class Identities {

    /** Stands for an identity provider that no policy names. */
    private static final String SOME_PROVIDER = "idp.example.com";

    /**
     * The values of a policy for the ARNs of identities.
     *
     * @param all the values in conditions and the patterns of principals
     * @param patterns the patterns of principals
     * @param partitions the partitions in them
     * @param exempted identity providers of sessions that a denial exempts
     */
    record Words(Set<Value> all, List<Value> patterns, Set<String> partitions, List<String> exempted) {}

    private final ConditionValueCatalog catalog;
    private final UserIdCandidates userIds;
    private final String owner;
    private final Words words;
    private final IdentityNames names;
    private final Optional<String> provider;
    private final List<String> otherProviders;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Set<Object> seen = new HashSet<>();

    /**
     * @param owner the account whose identities are omitted; empty text for none
     * @param provider the provider with which all of them signed in, as the policy writes it; empty when it is open
     */
    Identities(
            ConditionValueCatalog catalog,
            UserIdCandidates userIds,
            String owner,
            Words words,
            Optional<String> provider) {
        this.catalog = catalog;
        this.userIds = userIds;
        this.owner = owner;
        this.words = words;
        this.names = new IdentityNames(catalog, words.all());
        this.provider = provider;
        this.otherProviders = otherProviders();
    }

    /**
     * The providers to try: a fixed one is the only one; a pattern also matches those that the rest of the policy
     * names.
     */
    private List<String> otherProviders() {
        if (provider.filter(written -> !Wildcard.isIn(written)).isPresent()) {
            return List.of();
        }
        Set<String> providers = new LinkedHashSet<>();
        if (catalog.isCompared(ConditionKey.PROVIDER)) {
            providers.add(SOME_PROVIDER);
            OtherCandidates.of(ConditionKey.PROVIDER, catalog)
                    .forEach(one -> providers.addAll(one.keys().getOrDefault(ConditionKey.PROVIDER, List.of())));
            providers.removeAll(Set.of(OtherCandidates.ANYTHING, "true", "false"));
        }
        providers.addAll(words.exempted());
        return List.copyOf(providers);
    }

    /** A provider that matches the written pattern, in the given account where the pattern leaves it open. */
    private String provider(String written, String account) {
        if (!Wildcard.isIn(written)) {
            return written;
        }
        if (written.equals("*")) {
            return SOME_PROVIDER;
        }
        String[] fields = written.split(":", 6);
        if (fields.length == 6 && Wildcard.matches(fields[4], account)) {
            fields[4] = account;
        }
        return Completion.instance(
                String.join(":", fields), userIds.external().identity().name(), catalog.budget());
    }

    List<Candidate> candidates() {
        return candidates;
    }

    void oneIdentity(Principal.Account principal, Set<RequestConstraint> constraints) {
        if (principal.accountId().equals(owner)) {
            return;
        }
        if (principal.written().contains(":assumed-role/")) {
            behindSession(principal.accountId(), principal.written(), constraints);
        } else {
            add(principal.accountId(), principal.written(), constraints);
        }
    }

    void plain(String account, String partition, Set<RequestConstraint> constraints) {
        String start = "arn:" + partition + ":iam::" + account + ":";
        add(account, start + "role/" + userIds.external().identity().name(), constraints);
        add(account, start + "user/" + userIds.external().identity().name(), constraints);
        add(account, start + "root", constraints);
    }

    /**
     * @param home the partition of the account, as far as the policy names it
     */
    void inAccount(String account, String home, Set<RequestConstraint> constraints) {
        if (account.equals(owner)) {
            return;
        }
        plain(account, home, constraints);
        for (String id : names.federated(account)) {
            add(account, "arn:" + home + ":sts::" + account + ":federated-user/" + id, constraints);
        }
        for (Value pattern : words.patterns()) {
            fitting(pattern, account, home, constraints);
        }
        for (String partition : words.partitions()) {
            String iam = "arn:" + partition + ":iam::" + account + ":";
            List<String> patterns = names.patterns(iam);
            ofKind(account, iam + "role/", patterns, constraints);
            ofKind(account, iam + "user/", patterns, constraints);
            String sts = "arn:" + partition + ":sts::" + account + ":";
            ofKind(account, sts + "federated-user/", names.patterns(sts), constraints);
        }
    }

    /** An identity with a simple name whose ARN matches the pattern of a principal. */
    private void fitting(Value pattern, String account, String home, Set<RequestConstraint> constraints) {
        List<String> fields = pattern.fields();
        catalog.budget().spend(10);
        if (fields.size() < 6 || !Wildcard.matches(fields.get(4), account)) {
            return;
        }
        String partition =
                Wildcard.matches(fields.get(1), home) ? home : Completion.instance(fields.get(1), "", catalog.budget());
        String resource =
                Completion.instance(fields.get(5), userIds.external().identity().name(), catalog.budget());
        String sts = "arn:" + partition + ":sts::" + account + ":" + resource;
        if (resource.startsWith("assumed-role/")) {
            behindSession(account, sts, constraints);
        } else if (resource.startsWith("federated-user/")) {
            add(account, sts, constraints);
        } else if (resource.startsWith("role/") || resource.startsWith("user/")) {
            add(account, "arn:" + partition + ":iam::" + account + ":" + resource, constraints);
        }
    }

    private void ofKind(String account, String start, List<String> patterns, Set<RequestConstraint> constraints) {
        for (String arn : names.beginningWith(start)) {
            add(account, arn, constraints);
        }
        for (String arn : catalog.representatives(start, patterns, Representatives.Kind.PATH_AND_NAME)) {
            add(account, arn, constraints);
        }
    }

    /** A session calls with the ARN of its role; the session's ARN does not contain the role's path. */
    private void behindSession(String account, String session, Set<RequestConstraint> constraints) {
        String[] parts = session.split(":", 6)[5].split("/", -1);
        String ending = "/" + parts[Math.min(1, parts.length - 1)];
        String start = "arn:" + session.split(":", 3)[1] + ":iam::" + account + ":role";
        add(new Caller(false, session, account, start + ending), constraints);
        add(new Caller(false, session, account, start + "/external" + ending), constraints);
        for (Value word : catalog.of(ConditionKey.PRINCIPAL_ARN)) {
            for (String filler : List.of("", "external", "external" + ending)) {
                String arn = Completion.instance(word.text(), filler, catalog.budget());
                if (arn.startsWith(start + "/") && arn.endsWith(ending)) {
                    add(new Caller(false, session, account, arn), constraints);
                }
            }
        }
    }

    private void add(String account, String arn, Set<RequestConstraint> constraints) {
        add(new Caller(false, arn, account, arn), constraints);
    }

    private void add(Caller caller, Set<RequestConstraint> constraints) {
        String who = caller.principal();
        if (Variables.hasWildcard(caller.arn()) || Variables.hasWildcard(who) || !seen.add(caller)) {
            return; // no name of an identity contains a wildcard
        }
        for (Map.Entry<String, Set<RequestConstraint>> userId :
                userIds.of(caller.account(), who).entrySet()) {
            String id = userId.getKey();
            if (Variables.hasWildcard(id)) {
                continue;
            }
            catalog.budget().spend(30 + (caller.arn().length() + who.length() + id.length()) / 12);
            Set<RequestConstraint> all = constraints;
            if (!userId.getValue().isEmpty()) {
                all = new LinkedHashSet<>(constraints);
                all.addAll(userId.getValue());
            }
            if (provider.isEmpty()) {
                candidates.add(Candidate.of(caller, id, all));
            }
            if (caller.canBeSession()) {
                if (provider.isPresent()) {
                    signedIn(caller, id, provider.get(), all);
                }
                for (String other : otherProviders) {
                    signedIn(caller, id, other, all);
                }
            }
        }
    }

    /** A caller that signed in with a provider calls in a session of a role. */
    private void signedIn(Caller caller, String id, String written, Set<RequestConstraint> constraints) {
        catalog.budget().spend(30);
        String with = provider(written, caller.account());
        String who = caller.principal();
        if (AccountIds.ofArn(with)
                .filter(account -> !account.equals(caller.account()))
                .isPresent()) {
            return; // a provider belongs to the account in which the caller signs in
        }
        int colon = id.indexOf(':');
        if (!who.contains(":assumed-role/") && colon > 0) {
            String partition = who.substring("arn:".length(), who.indexOf(':', "arn:".length()));
            String role = who.substring(who.lastIndexOf('/') + 1);
            who = "arn:" + partition + ":sts::" + caller.account() + ":assumed-role/" + role + "/"
                    + id.substring(colon + 1);
        }
        candidates.add(Candidate.of(new Caller(false, who, caller.account(), caller.arn(), with), id, constraints));
    }
}

package dev.ecrauditor.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everybody who is tried on one policy, each made up when first needed. */
final class Requesters {

    private final Policy policy;
    private final Stranger stranger;
    private final Vocabulary vocabulary;
    private final UserIdCandidates userIds;
    private final boolean userIdsAreComplete;
    private final List<Part> others;
    private final Requester plainStranger;
    private final Map<String, Requester> plain = new HashMap<>();
    private final Map<Principal.Account, Requester> named = new HashMap<>();
    private final Map<String, Requester> byName = new HashMap<>();
    private @Nullable Requester anyone;
    private @Nullable List<Requester> services;

    /**
     * @param policy where the words come from of which requests are made up
     */
    Requesters(Policy policy, Stranger stranger, Effort effort) {
        this.policy = policy;
        this.stranger = stranger;
        this.vocabulary = new Vocabulary(policy, () -> callers(policy, stranger), effort);
        this.userIds = new UserIdCandidates(vocabulary, stranger);
        this.userIdsAreComplete = !effort.wasCutShort();
        this.others = Requester.others(vocabulary, stranger);
        this.plainStranger = Requester.identity(
                part(IdentityCandidates.plain(stranger.account(), "aws", vocabulary, userIds)),
                others,
                vocabulary,
                stranger);
    }

    /** The keys of a call of the stranger, and of whom the policy names as principals: what a variable of the caller can be. */
    private static Map<String, List<String>> callers(Policy policy, Stranger stranger) {
        Set<String> accounts = new LinkedHashSet<>();
        Set<String> arns = new LinkedHashSet<>();
        for (Principal principal : policy.principals().toList()) {
            if (principal instanceof Principal.Account account
                    && !account.accountId().equals(stranger.owner())) {
                accounts.add(account.accountId());
                arns.add(
                        account.isOneIdentity()
                                ? account.written()
                                : "arn:" + account.partition() + ":iam::" + account.accountId() + ":role/stranger");
            }
        }
        Map<String, List<String>> callers = new HashMap<>();
        stranger.keys().forEach((key, value) -> callers.put(key, new ArrayList<>(List.of(value))));
        callers.computeIfPresent("aws:principalaccount", (key, own) -> joined(own, accounts));
        callers.computeIfPresent("aws:principalarn", (key, own) -> joined(own, arns));
        return callers;
    }

    private static List<String> joined(List<String> own, Set<String> others) {
        own.addAll(others);
        return own;
    }

    private Part part(List<Candidate> identities) {
        Part part = vocabulary.part(Requester.IDENTITY, identities);
        return userIdsAreComplete ? part : new Part(part.keys(), part.candidates(), false);
    }

    /** The plainest identity of an account that the policy does not know. */
    Requester stranger() {
        return plainStranger;
    }

    /** The plainest identity of an account. */
    Requester plain(Principal.Account account) {
        String id = account.accountId();
        String partition = account.partition();
        return plain.computeIfAbsent(
                partition + id,
                first -> plainStranger.as(part(IdentityCandidates.plain(id, partition, vocabulary, userIds))));
    }

    /** Whoever a principal names. */
    Requester named(Principal.Account account) {
        return named.computeIfAbsent(
                account,
                whom -> plainStranger.as(part(IdentityCandidates.of(whom, vocabulary, userIds, stranger.owner()))));
    }

    /** Anyone outside the owner's account. */
    Requester anyone() {
        if (anyone == null) {
            anyone = plainStranger.as(part(IdentityCandidates.ofAnyone(policy, vocabulary, userIds, stranger.owner())));
        }
        return anyone;
    }

    /** AWS services that act for somebody. */
    List<Requester> services() {
        if (services == null) {
            services = Requester.services(policy, others, vocabulary, stranger);
        }
        return services;
    }

    /** One service that is named as principal. */
    Requester service(String name) {
        return byName.computeIfAbsent(name, asked -> {
            Requester service = services().get(0).named(asked);
            boolean asksWhere = NetworkCandidates.KEYS.stream().anyMatch(vocabulary::asks);
            return asksWhere ? service.fromSomewhere(plainStranger.networks(), vocabulary.effort()) : service;
        });
    }
}

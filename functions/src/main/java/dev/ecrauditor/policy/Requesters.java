package dev.ecrauditor.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everybody who is tried on one policy, each made up when first needed. */
final class Requesters {

    private final Policy policy;
    private final Stranger stranger;
    private final Vocabulary vocabulary;
    private final UserIdCandidates userIds;
    private final List<Part> others;
    private final Requester plainStranger;
    private final Map<String, Requester> plain = new HashMap<>();
    private final Map<Principal.Account, Requester> named = new HashMap<>();
    private @Nullable Requester anyone;
    private @Nullable List<Requester> services;

    /**
     * @param policy where the words come from of which requests are made up
     */
    Requesters(Policy policy, Stranger stranger, Effort effort) {
        this.policy = policy;
        this.stranger = stranger;
        this.vocabulary = new Vocabulary(policy, stranger.keys(), effort);
        this.userIds = new UserIdCandidates(vocabulary, stranger);
        this.others = Requester.others(vocabulary, stranger);
        this.plainStranger = Requester.identity(
                IdentityCandidates.plain(stranger.account(), vocabulary, userIds), others, vocabulary, stranger);
    }

    /** The plainest identity of an account that the policy does not know. */
    Requester stranger() {
        return plainStranger;
    }

    /** The plainest identity of an account. */
    Requester plain(String account) {
        return plain.computeIfAbsent(
                account, id -> plainStranger.as(IdentityCandidates.plain(id, vocabulary, userIds)));
    }

    /** Whoever a principal names. */
    Requester named(Principal.Account account) {
        return named.computeIfAbsent(
                account, whom -> plainStranger.as(IdentityCandidates.of(whom, vocabulary, userIds, stranger.owner())));
    }

    /** Anyone outside the owner's account. */
    Requester anyone() {
        if (anyone == null) {
            anyone = plainStranger.as(IdentityCandidates.ofAnyone(policy, vocabulary, userIds, stranger.owner()));
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

    /** One service. */
    Requester service(String name) {
        for (Requester service : services()) {
            if (service.service().filter(name::equals).isPresent()) {
                return service;
            }
        }
        return services().get(0).named(name);
    }
}

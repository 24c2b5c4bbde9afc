package dev.ecrauditor.policy;

import dev.ecrauditor.policy.Grant.Bound;
import dev.ecrauditor.policy.Reach.Reached;
import dev.ecrauditor.policy.WitnessSearch.Found;
import dev.ecrauditor.policy.WitnessSearch.TooHard;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers which identities outside the owner's account can use which ECR actions, each claim with a request that proves it. What has
 * no such request is not claimed.
 *
 * <p>ECR private is never anonymous, so public means: any AWS account. Organizations' resource control policies can narrow further and
 * are not visible in a repository policy.
 */
public final class PolicyAnalysis {

    private final String owner;
    private final Stranger stranger;
    private final Vocabulary vocabulary;
    private final WitnessSearch search;
    private final Policy policy;
    private final Requester plainStranger;
    private final Map<String, Requester> plain = new HashMap<>();
    private final Map<Principal.Account, Requester> named = new HashMap<>();
    private @Nullable Requester anyone;
    private @Nullable List<Requester> services;
    private final List<Grant> grants = new ArrayList<>();
    private final Set<String> unclear = new LinkedHashSet<>();

    private PolicyAnalysis(Policy policy, String owner) {
        this.owner = owner;
        this.stranger = Stranger.to(policy, owner);
        this.vocabulary = new Vocabulary(policy, stranger.keys());
        this.search = new WitnessSearch(policy);
        this.policy = policy;
        this.plainStranger = Requester.identity(
                IdentityCandidates.plain(stranger.account(), vocabulary, stranger), vocabulary, stranger);
    }

    /**
     * Analyzes a policy.
     *
     * @param policy the policy
     * @param owner the account that owns the repository, twelve digits
     */
    public static AccessFacts of(Policy policy, String owner) {
        PolicyAnalysis analysis = new PolicyAnalysis(policy, owner);
        for (Statement statement : policy.statements()) {
            if (statement.effect() == Statement.Effect.ALLOW) {
                analysis.analyze(statement);
            }
        }
        return AccessFacts.of(policy, analysis.grants, List.copyOf(analysis.unclear));
    }

    private void analyze(Statement statement) {
        Collection<List<String>> actions = actionsAlike(statement);
        if (statement.everyoneExcept()) {
            toAnyone(
                    statement,
                    "everyone except "
                            + statement.principals().stream()
                                    .map(Principal::written)
                                    .collect(Collectors.joining(", ")),
                    actions);
            return;
        }
        for (Principal principal : statement.principals()) {
            if (principal instanceof Principal.Anyone || principal instanceof Principal.Unbounded) {
                toAnyone(statement, principal.written(), actions);
            } else if (principal instanceof Principal.Account account
                    && !account.accountId().equals(owner)) {
                toAccount(statement, account, actions);
            } else if (principal instanceof Principal.Service service) {
                toService(statement, service, actions);
            }
        }
    }

    private void toAnyone(Statement statement, String written, Collection<List<String>> actions) {
        for (List<String> together : actions) {
            Optional<Found> quickly = quickly(statement, plainStranger, together, tie -> false);
            List<Reached> reached = quickly.isPresent()
                    ? List.of(new Reached(new Bound.Anyone(), quickly.get()))
                    : reach(statement, anyone(), together, new Bound.Anyone());
            add(statement, written, together, reached);
            boolean everybody = reached.stream().anyMatch(one -> one.bound() instanceof Bound.Anyone);
            for (Requester service : everybody ? List.<Requester>of() : services()) {
                add(
                        statement,
                        written,
                        together,
                        reach(statement, service, together, new Bound.AnyoneThroughService()));
            }
        }
    }

    private void toService(Statement statement, Principal.Service service, Collection<List<String>> actions) {
        Requester requester = services().get(0).named(service.written());
        for (List<String> together : actions) {
            add(statement, service.written(), together, reach(statement, requester, together, new Bound.AnyService()));
        }
    }

    private void toAccount(Statement statement, Principal.Account account, Collection<List<String>> actions) {
        for (List<String> together : actions) {
            Optional<Found> quickly = account.isWhole()
                    ? quickly(statement, plain(account.accountId()), together, Reach::isNoOrganization)
                    : Optional.empty();
            List<Reached> reached = quickly.isPresent()
                    ? List.of(new Reached(new Bound.Account(account.accountId(), Set.of()), quickly.get()))
                    : Reach.of(
                            named(account),
                            account.accountId(),
                            ties -> find(statement, named(account), together.get(0), ties));
            add(statement, account.written(), together, reached);
        }
    }

    private Requester plain(String account) {
        return plain.computeIfAbsent(
                account, id -> plainStranger.as(IdentityCandidates.plain(id, vocabulary, stranger)));
    }

    private Requester named(Principal.Account account) {
        return named.computeIfAbsent(
                account, whom -> plainStranger.as(IdentityCandidates.of(whom, vocabulary, stranger, owner)));
    }

    private Requester anyone() {
        if (anyone == null) {
            anyone = plainStranger.as(IdentityCandidates.ofAnyone(policy, vocabulary, stranger, owner));
        }
        return anyone;
    }

    private List<Requester> services() {
        if (services == null) {
            services = Requester.services(policy, vocabulary, stranger);
        }
        return services;
    }

    /** Most of what is allowed is allowed to the plainest caller; all the others are only tried where it is not. */
    private Optional<Found> quickly(
            Statement statement, Requester requester, List<String> actions, Predicate<Tie> ties) {
        try {
            return search.find(statement, requester, actions.get(0), ties);
        } catch (TooHard entangled) {
            return Optional.empty();
        }
    }

    private List<Reached> reach(Statement statement, Requester requester, List<String> actions, Bound everybody) {
        return Reach.of(requester, owner, everybody, ties -> find(statement, requester, actions.get(0), ties));
    }

    private Optional<Found> find(Statement statement, Requester requester, String action, Predicate<Tie> ties) {
        try {
            return search.find(statement, requester, action, ties);
        } catch (TooHard entangled) {
            unclear.add(statement.label() + " is too entangled with denials or policy variables to be judged");
            return Optional.empty();
        }
    }

    private void add(Statement statement, String principal, List<String> actions, List<Reached> reached) {
        Map<AccessLevel, List<String>> byLevel = new TreeMap<>();
        actions.forEach(action -> byLevel.computeIfAbsent(EcrActions.levelOf(action), level -> new ArrayList<>())
                .add(action));
        for (Reached one : reached) {
            Witness witness = Witness.of(one.found().request());
            grants.add(new Grant(statement, principal, one.bound(), byLevel, witness));
        }
    }

    /** The actions of a statement, those together that exactly the same denials cover: one request speaks for all of them. */
    private Collection<List<String>> actionsAlike(Statement statement) {
        Map<BitSet, List<String>> alike = new LinkedHashMap<>();
        for (String action : EcrActions.coveredBy(statement.actions())) {
            BitSet denies = new BitSet();
            search.denies(action).forEach(deny -> denies.set(deny.number()));
            alike.computeIfAbsent(denies, same -> new ArrayList<>()).add(action);
        }
        return alike.values();
    }
}

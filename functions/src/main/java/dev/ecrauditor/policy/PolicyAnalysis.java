package dev.ecrauditor.policy;

import dev.ecrauditor.policy.Grant.Bound;
import dev.ecrauditor.policy.Reach.Reached;
import dev.ecrauditor.policy.WitnessSearch.Found;
import dev.ecrauditor.policy.WitnessSearch.TooHard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Answers which identities outside the owner's account can use which ECR actions, each claim with a request that proves it. What has
 * no such request is not claimed.
 *
 * <p>ECR private is never anonymous, so public means: any AWS account. Organizations' resource control policies can narrow further and
 * are not visible in a repository policy.
 */
public final class PolicyAnalysis {

    private final Policy policy;
    private final String owner;
    private final ActionCatalogue catalogue;
    private final Stranger stranger;
    private final Vocabulary vocabulary;
    private final WitnessSearch search;
    private final Requester anyone;
    private final List<Requester> services;
    private final List<Grant> grants = new ArrayList<>();
    private final Set<String> unclear = new LinkedHashSet<>();

    private PolicyAnalysis(Policy policy, String owner, ActionCatalogue catalogue) {
        this.policy = policy;
        this.owner = owner;
        this.catalogue = catalogue;
        this.stranger = Stranger.to(policy, owner);
        this.vocabulary = new Vocabulary(policy, stranger.keys());
        this.search = new WitnessSearch(policy);
        this.anyone = Requester.identity(
                IdentityCandidates.ofAnyone(policy, vocabulary, stranger, owner), vocabulary, stranger);
        this.services = Requester.services(policy, vocabulary, stranger);
    }

    /**
     * Analyzes a repository policy.
     *
     * @param policy the policy
     * @param owner the account that owns the repository, twelve digits
     */
    public static AccessFacts of(Policy policy, String owner) {
        return of(policy, owner, ActionCatalogue.ECR);
    }

    /**
     * Analyzes the policy of a resource of another service.
     *
     * @param policy the policy
     * @param owner the account that owns the resource, twelve digits
     * @param catalogue what the policy can grant
     */
    public static AccessFacts of(Policy policy, String owner, ActionCatalogue catalogue) {
        PolicyAnalysis analysis = new PolicyAnalysis(catalogue.inGlobalKeys(policy), owner, catalogue);
        for (Statement statement : analysis.policy.statements()) {
            if (statement.effect() == Statement.Effect.ALLOW) {
                analysis.analyze(statement);
            }
        }
        return AccessFacts.of(analysis.policy, analysis.grants, List.copyOf(analysis.unclear))
                .in(policy);
    }

    private void analyze(Statement statement) {
        if (statement.everyoneExcept()) {
            toAnyone(
                    statement,
                    "everyone except "
                            + statement.principals().stream()
                                    .map(Principal::written)
                                    .collect(Collectors.joining(", ")));
            return;
        }
        for (Principal principal : statement.principals()) {
            if (principal instanceof Principal.Anyone || principal instanceof Principal.Unbounded) {
                toAnyone(statement, principal.written());
            } else if (principal instanceof Principal.Account account
                    && !account.accountId().equals(owner)) {
                toAccount(statement, account);
            } else if (principal instanceof Principal.Service service) {
                toService(statement, service);
            }
        }
    }

    private void toAnyone(Statement statement, String written) {
        for (List<String> together : actionsAlike(statement)) {
            List<Reached> reached = reach(statement, anyone, together, new Bound.Anyone());
            add(statement, written, together, reached);
            boolean everybody = reached.stream().anyMatch(one -> one.bound() instanceof Bound.Anyone);
            for (Requester service : everybody ? List.<Requester>of() : services) {
                add(
                        statement,
                        written,
                        together,
                        reach(statement, service, together, new Bound.AnyoneThroughService()));
            }
        }
    }

    private void toService(Statement statement, Principal.Service service) {
        Requester requester = Requester.service(service.written(), vocabulary, stranger);
        for (List<String> together : actionsAlike(statement)) {
            add(statement, service.written(), together, reach(statement, requester, together, new Bound.AnyService()));
        }
    }

    private void toAccount(Statement statement, Principal.Account account) {
        Requester requester =
                Requester.identity(IdentityCandidates.of(account, vocabulary, stranger, owner), vocabulary, stranger);
        for (List<String> together : actionsAlike(statement)) {
            List<Reached> reached =
                    Reach.of(requester, account.accountId(), ties -> find(statement, requester, together.get(0), ties));
            add(statement, account.written(), together, reached);
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
        actions.forEach(action -> byLevel.computeIfAbsent(catalogue.levelOf(action), level -> new ArrayList<>())
                .add(action));
        for (Reached one : reached) {
            Witness witness = Witness.of(one.found().request());
            grants.add(new Grant(statement, principal, one.bound(), byLevel, witness));
        }
    }

    /** The actions of a statement, those together that exactly the same denials cover: one request speaks for all of them. */
    private Iterable<List<String>> actionsAlike(Statement statement) {
        Map<List<Integer>, List<String>> alike = new LinkedHashMap<>();
        for (String action : catalogue.coveredBy(statement.actions())) {
            List<Integer> denies = policy.statements().stream()
                    .filter(deny -> deny.effect() == Statement.Effect.DENY
                            && deny.actions().covers(action))
                    .map(Statement::number)
                    .toList();
            alike.computeIfAbsent(denies, key -> new ArrayList<>()).add(action);
        }
        return alike.values();
    }
}

package dev.ecrauditor.policy;

import dev.ecrauditor.policy.Grant.Bound;
import dev.ecrauditor.policy.Reach.Reached;
import dev.ecrauditor.policy.WitnessSearch.Found;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
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

    /** After so many searches that came to nothing sure, a statement is not asked any more who else may be let in. */
    private static final int MOST_UNSURE = 32;

    private final String owner;
    private final ActionCatalogue catalogue;
    private final Policy policy;
    private final Effort effort = new Effort();
    private final WitnessSearch search;
    private final List<Grant> grants = new ArrayList<>();
    private final Set<String> unclear = new LinkedHashSet<>();
    private final Set<Integer> unclearStatements = new HashSet<>();
    private final Map<ActionSet, List<Alike>> alike = new HashMap<>();
    private Optional<Requesters> inWholePolicy = Optional.empty();
    private boolean tooManyWords;
    private int unsure;

    private PolicyAnalysis(Policy policy, String owner, ActionCatalogue catalogue) {
        this.owner = owner;
        this.catalogue = catalogue;
        this.policy = policy;
        this.search = new WitnessSearch(policy, effort);
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
        Policy understood = catalogue.inGlobalKeys(policy);
        PolicyAnalysis analysis = new PolicyAnalysis(understood, owner, catalogue);
        analysis.analyze();
        AccessFacts facts = AccessFacts.of(understood, analysis.grants, List.copyOf(analysis.unclear));
        return catalogue.globalKeys().isEmpty() ? facts : facts.in(policy);
    }

    /** Actions that exactly the same denials cover: one request speaks for all of them. */
    private record Alike(List<String> actions, Map<AccessLevel, List<String>> byLevel, boolean denialsAskWhoCalls) {

        /** The action of the request. */
        String first() {
            return actions.get(0);
        }
    }

    private void analyze() {
        List<Statement> allows = policy.statements().stream()
                .filter(statement -> statement.effect() == Statement.Effect.ALLOW)
                .toList();
        for (int i = 0; i < allows.size(); i++) {
            Statement statement = allows.get(i);
            try {
                effort.withShare(share(allows.size() - i), () -> analyze(statement));
            } catch (Effort.Spent spent) {
                unclear(statement);
            }
        }
    }

    /** Half of what is left is for the statements to come, if there are any. */
    private static double share(int statements) {
        return 0.5 + 0.5 / statements;
    }

    private void unclear(Statement statement) {
        if (!unclearStatements.add(statement.number())) {
            return;
        }
        unclear.add(statement.label() + " is too entangled with denials, patterns or policy variables to be judged");
    }

    /**
     * An Allow that is looked into.
     *
     * @param actions what it allows
     * @param asksWhoCalls true when some condition of it depends on who calls
     * @param mayAllow false when no identity of another account has what its conditions ask for
     */
    private record Looked(
            Statement statement, List<Alike> actions, Requesters requesters, boolean asksWhoCalls, boolean mayAllow) {

        /** False when all of an account whom the statement names are as good as each other. */
        boolean asksWhoCalls(Alike together) {
            return asksWhoCalls || together.denialsAskWhoCalls();
        }
    }

    private void analyze(Statement statement) {
        unsure = 0;
        Requesters requesters = requesters(statement);
        List<Alike> actions = alike.computeIfAbsent(statement.actions(), this::alike);
        boolean asks = search.asksWhoCalls(statement);
        boolean mayAllow = search.mayAllow(statement, requesters.stranger());
        Looked at = new Looked(statement, actions, requesters, asks, mayAllow);
        if (statement.everyoneExcept()) {
            toAnyone(
                    at,
                    "everyone except "
                            + statement.principals().stream()
                                    .map(Principal::written)
                                    .collect(Collectors.joining(", ")));
            return;
        }
        for (Principal principal : statement.principals()) {
            if (principal instanceof Principal.Anyone || principal instanceof Principal.Unbounded) {
                toAnyone(at, principal.written());
            } else if (principal instanceof Principal.Account account
                    && !account.accountId().equals(owner)) {
                toAccount(at, account);
            } else if (principal instanceof Principal.Service service) {
                toService(at, service);
            }
        }
    }

    private void toAnyone(Looked at, String written) {
        Requesters requesters = at.requesters();
        for (Alike together : at.actions()) {
            boolean asks = at.asksWhoCalls(together);
            Optional<Found> quickly =
                    asks ? quickly(at.statement(), requesters.stranger(), together, tie -> false) : Optional.empty();
            if (quickly.isPresent()) {
                add(at.statement(), written, together, List.of(new Reached(new Bound.Anyone(), quickly.get())));
                continue;
            }
            List<Reached> reached = at.mayAllow()
                    ? reach(
                            at.statement(),
                            asks ? requesters.anyone() : requesters.stranger(),
                            together,
                            new Bound.Anyone())
                    : List.of();
            add(at.statement(), written, together, reached);
            if (reached.isEmpty() || !(reached.get(0).bound() instanceof Bound.Anyone)) {
                throughServices(at, written, together);
            }
        }
    }

    private void throughServices(Looked at, String written, Alike together) {
        Statement statement = at.statement();
        for (Requester service : at.requesters().services()) {
            if (search.mayAllow(statement, service)) {
                List<Reached> reached = reach(statement, service, together, new Bound.AnyoneThroughService());
                add(statement, written, together, reached);
            }
        }
    }

    private void toService(Looked at, Principal.Service service) {
        Requester requester = at.requesters().service(service.written());
        if (!search.mayAllow(at.statement(), requester)) {
            return;
        }
        for (Alike together : at.actions()) {
            List<Reached> reached = reach(at.statement(), requester, together, new Bound.AnyService());
            add(at.statement(), service.written(), together, reached);
        }
    }

    private void toAccount(Looked at, Principal.Account account) {
        if (!at.mayAllow()) {
            return;
        }
        for (Alike together : at.actions()) {
            add(at.statement(), account.written(), together, reach(at, account, together));
        }
    }

    private List<Reached> reach(Looked at, Principal.Account account, Alike together) {
        if (!account.isWhole()) {
            return reach(at.statement(), account, at.requesters().named(account), together.first());
        }
        Requester plain = at.requesters().plain(account);
        if (!at.asksWhoCalls(together)) {
            return reach(at.statement(), account, plain, together.first());
        }
        Optional<Found> quickly = quickly(at.statement(), plain, together, Reach::isNoOrganization);
        return quickly.isPresent()
                ? List.of(new Reached(new Bound.Account(account.accountId(), Set.of()), quickly.get()))
                : reach(at.statement(), account, at.requesters().named(account), together.first());
    }

    /** Made up from the words of the whole policy; where that is too much, from those of this statement and the denials. */
    private Requesters requesters(Statement statement) {
        if (inWholePolicy.isEmpty() && !tooManyWords) {
            try {
                inWholePolicy = Optional.of(
                        effort.withShare(0.75, () -> new Requesters(policy, Stranger.to(policy, owner), effort)));
            } catch (Effort.Spent spent) {
                tooManyWords = true;
            }
        }
        return inWholePolicy.orElseGet(() -> {
            List<Statement> relevant = policy.statements().stream()
                    .filter(other -> other.number() == statement.number() || other.effect() == Statement.Effect.DENY)
                    .toList();
            return new Requesters(new Policy(policy.version(), relevant), Stranger.to(policy, owner), effort);
        });
    }

    /** Most of what is allowed is allowed to the plainest caller; all the others are only tried where it is not. */
    private Optional<Found> quickly(Statement statement, Requester requester, Alike actions, Predicate<Tie> ties) {
        try {
            return search.find(statement, requester, actions.first(), ties);
        } catch (Effort.Spent entangled) {
            return Optional.empty();
        }
    }

    private List<Reached> reach(Statement statement, Requester requester, Alike actions, Bound everybody) {
        effort.spend(requester.toReach());
        return Reach.of(requester, owner, everybody, ties -> find(statement, requester, actions.first(), ties));
    }

    private List<Reached> reach(Statement statement, Principal.Account account, Requester requester, String action) {
        effort.spend(requester.toReach());
        return Reach.of(requester, account.accountId(), ties -> find(statement, requester, action, ties));
    }

    private Optional<Found> find(Statement statement, Requester requester, String action, Predicate<Tie> ties) {
        if (unsure == MOST_UNSURE || effort.isNearlySpent()) {
            unclear(statement);
            return Optional.empty();
        }
        try {
            return search.find(statement, requester, action, ties);
        } catch (Effort.Spent entangled) {
            unsure++;
            unclear(statement);
            return Optional.empty();
        }
    }

    private void add(Statement statement, String principal, Alike actions, List<Reached> reached) {
        for (Reached one : reached) {
            grants.add(new Grant(
                    statement,
                    principal,
                    one.bound(),
                    actions.byLevel(),
                    one.found().request()));
        }
    }

    private List<Alike> alike(ActionSet actions) {
        Map<BitSet, Alike> alike = new LinkedHashMap<>();
        for (String action : catalogue.coveredBy(actions)) {
            BitSet denies = new BitSet();
            for (Statement deny : search.denies(action)) {
                denies.set(deny.number());
            }
            Alike together = alike.computeIfAbsent(
                    denies,
                    same -> new Alike(
                            new ArrayList<>(),
                            new TreeMap<>(),
                            search.denies(action).stream().anyMatch(search::asksWhoCalls)));
            together.actions().add(action);
            together.byLevel()
                    .computeIfAbsent(catalogue.levelOf(action), level -> new ArrayList<>())
                    .add(action);
        }
        return List.copyOf(alike.values());
    }
}

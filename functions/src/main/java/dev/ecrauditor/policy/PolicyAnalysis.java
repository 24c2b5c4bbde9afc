package dev.ecrauditor.policy;

import dev.ecrauditor.policy.Grant.Bound;
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

/**
 * Answers which identities outside the owner's account can use which ECR actions, each claim with a request that proves it. What has
 * no such request is not claimed.
 *
 * <p>ECR private is never anonymous, so public means: any AWS account. Organizations' resource control policies can narrow further and
 * are not visible in a repository policy.
 */
public final class PolicyAnalysis {

    private static final String SOME_SERVICE = "codebuild.amazonaws.com";

    private final Policy policy;
    private final String owner;
    private final Stranger stranger;
    private final Vocabulary vocabulary;
    private final WitnessSearch search;
    private final Requester anyone;
    private final List<Grant> grants = new ArrayList<>();
    private final Set<String> unclear = new LinkedHashSet<>();

    private PolicyAnalysis(Policy policy, String owner) {
        this.policy = policy;
        this.owner = owner;
        this.stranger = Stranger.to(policy, owner);
        Map<String, List<String>> known = new LinkedHashMap<>(stranger.identity());
        known.put("aws:resourceaccount", List.of(owner));
        this.vocabulary = new Vocabulary(policy, known);
        this.search = new WitnessSearch(policy);
        this.anyone = Requester.identity(
                IdentityCandidates.ofAnyone(vocabulary, stranger, owner), vocabulary, stranger, owner);
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
        if (statement.everyoneExcept()) {
            toAnyone(
                    statement,
                    "everyone except "
                            + statement.principals().stream()
                                    .map(Principal::written)
                                    .toList());
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
            String action = together.get(0);
            Requester service = Requester.service(SOME_SERVICE, vocabulary, stranger, owner);
            if (grant(statement, written, together, new Bound.Anyone(), find(statement, anyone, action, tie -> false))
                    || grant(
                            statement,
                            written,
                            together,
                            new Bound.AnyoneThroughService(),
                            find(statement, service, action, tie -> false))
                    || network(statement, written, together)) {
                continue;
            }
            narrower(statement, written, together, service);
        }
    }

    private boolean network(Statement statement, String written, List<String> actions) {
        Optional<Found> found = find(statement, anyone, actions.get(0), tie -> tie.kind() == Tie.Kind.NETWORK);
        Set<String> networks = new LinkedHashSet<>();
        found.ifPresent(request -> request.ties().forEach(tie -> networks.add(tie.value())));
        return grant(statement, written, actions, new Bound.Network(networks), found);
    }

    /** Bound to organizations, to accounts, or to somebody who cannot be known: each that can is told. */
    private void narrower(Statement statement, String written, List<String> actions, Requester service) {
        String action = actions.get(0);
        boolean reached = false;
        for (String id : named(Tie.Kind.ORGANIZATION, service)) {
            Predicate<Tie> member =
                    tie -> tie.kind() == Tie.Kind.NETWORK || tie.equals(new Tie(Tie.Kind.ORGANIZATION, id));
            reached |= grant(
                    statement,
                    written,
                    actions,
                    new Bound.Organization(Set.of(id)),
                    either(statement, service, action, member));
        }
        boolean byOrganization = reached;
        for (String account : named(Tie.Kind.ACCOUNT, service)) {
            if (account.equals(owner)) {
                continue;
            }
            Predicate<Tie> ofIt =
                    tie -> tie.kind() == Tie.Kind.NETWORK || tie.equals(new Tie(Tie.Kind.ACCOUNT, account));
            Optional<Found> found = either(statement, service, action, ofIt);
            reached |= grant(statement, written, actions, new Bound.Account(account, Set.of()), found);
            if (found.isEmpty() && !byOrganization) {
                Predicate<Tie> alsoMember = tie -> ofIt.test(tie) || tie.kind() == Tie.Kind.ORGANIZATION;
                Optional<Found> member = either(statement, service, action, alsoMember);
                Set<String> ids = member.map(WitnessSearch.Found::ties)
                        .map(PolicyAnalysis::organizations)
                        .orElse(Set.of());
                reached |= grant(statement, written, actions, new Bound.Account(account, ids), member);
            }
        }
        if (!reached) {
            Optional<Found> found =
                    either(statement, service, action, tie -> !tie.equals(new Tie(Tie.Kind.ACCOUNT, owner)));
            String what = found.flatMap(
                            request -> request.ties().stream().map(Tie::value).findFirst())
                    .orElse("");
            grant(statement, written, actions, new Bound.Unknowable(what), found);
        }
    }

    private void toAccount(Statement statement, Principal.Account account) {
        Requester identity =
                Requester.identity(IdentityCandidates.of(account, vocabulary, owner), vocabulary, stranger, owner);
        for (List<String> together : actionsAlike(statement)) {
            String action = together.get(0);
            Optional<Found> alone = find(statement, identity, action, tie -> tie.kind() != Tie.Kind.ORGANIZATION);
            Optional<Found> found = alone.isPresent() ? alone : find(statement, identity, action, tie -> true);
            Set<String> ids =
                    found.map(Found::ties).map(PolicyAnalysis::organizations).orElse(Set.of());
            grant(statement, account.written(), together, new Bound.Account(account.accountId(), ids), found);
        }
    }

    private void toService(Statement statement, Principal.Service service) {
        Requester requester = Requester.service(service.written(), vocabulary, stranger, owner);
        for (List<String> together : actionsAlike(statement)) {
            if (!grant(
                    statement,
                    service.written(),
                    together,
                    new Bound.AnyService(),
                    find(statement, requester, together.get(0), tie -> false))) {
                for (String account : named(Tie.Kind.ACCOUNT, requester)) {
                    Predicate<Tie> ofIt = tie -> tie.equals(new Tie(Tie.Kind.ACCOUNT, account));
                    if (!account.equals(owner)) {
                        grant(
                                statement,
                                service.written(),
                                together,
                                new Bound.Account(account, Set.of()),
                                find(statement, requester, together.get(0), ofIt));
                    }
                }
            }
        }
    }

    private Optional<Found> either(Statement statement, Requester service, String action, Predicate<Tie> ties) {
        Optional<Found> direct = find(statement, anyone, action, ties);
        return direct.isPresent() ? direct : find(statement, service, action, ties);
    }

    private Optional<Found> find(Statement statement, Requester requester, String action, Predicate<Tie> ties) {
        try {
            return search.find(statement, requester, action, ties);
        } catch (TooHard entangled) {
            unclear.add(statement.label() + " is too entangled with denials or policy variables to be judged");
            return Optional.empty();
        }
    }

    private boolean grant(
            Statement statement, String principal, List<String> actions, Bound bound, Optional<Found> found) {
        if (found.isEmpty()) {
            return false;
        }
        Map<AccessLevel, List<String>> byLevel = new TreeMap<>();
        actions.forEach(action -> byLevel.computeIfAbsent(EcrActions.levelOf(action), level -> new ArrayList<>())
                .add(action));
        grants.add(new Grant(
                statement, principal, bound, byLevel, Witness.of(found.get().request())));
        return true;
    }

    /** The actions of a statement, those together that exactly the same denials cover: one request speaks for all of them. */
    private Iterable<List<String>> actionsAlike(Statement statement) {
        Map<List<Integer>, List<String>> alike = new LinkedHashMap<>();
        for (String action : EcrActions.coveredBy(statement.actions())) {
            List<Integer> denies = policy.statements().stream()
                    .filter(deny -> deny.effect() == Statement.Effect.DENY
                            && deny.actions().covers(action))
                    .map(Statement::number)
                    .toList();
            alike.computeIfAbsent(denies, key -> new ArrayList<>()).add(action);
        }
        return alike.values();
    }

    private Set<String> named(Tie.Kind kind, Requester service) {
        Set<String> values = new LinkedHashSet<>();
        for (Requester requester : List.of(anyone, service)) {
            requester.parts().stream()
                    .flatMap(part -> part.candidates().stream())
                    .flatMap(candidate -> candidate.ties().stream())
                    .filter(tie -> tie.kind() == kind)
                    .forEach(tie -> values.add(tie.value()));
        }
        return values;
    }

    private static Set<String> organizations(Set<Tie> ties) {
        Set<String> ids = new LinkedHashSet<>();
        ties.stream().filter(tie -> tie.kind() == Tie.Kind.ORGANIZATION).forEach(tie -> ids.add(tie.value()));
        return ids;
    }
}

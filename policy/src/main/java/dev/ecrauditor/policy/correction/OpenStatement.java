package dev.ecrauditor.policy.correction;

import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.correction.ConditionText.Narrowed;
import dev.ecrauditor.policy.correction.ConditionText.Value;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.Principal.Unbounded.Whoever;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.pattern.AccountIds;
import dev.ecrauditor.policy.pattern.Wildcard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A statement that lets somebody in who is not trusted, and what can replace it. */
final class OpenStatement {

    private static final Set<ConditionKey> OF_SERVICES = Set.of(
            ConditionKey.SOURCE_ARN,
            ConditionKey.SOURCE_ACCOUNT,
            ConditionKey.SOURCE_OWNER,
            ConditionKey.SOURCE_ORGANIZATION,
            ConditionKey.SOURCE_ORGANIZATION_PATHS,
            ConditionKey.BY_SERVICE,
            ConditionKey.SERVICE_NAME,
            ConditionKey.SERVICE_NAMES);

    private static final Set<String> ACCOUNT_KEYS =
            Set.of("aws:principalaccount", "aws:sourceaccount", "aws:sourceowner");
    private static final Set<String> ARN_KEYS = Set.of("aws:principalarn", "aws:sourcearn");

    private final Statement statement;
    private final StatementText text;
    private final Set<String> accounts;
    private final Set<String> organizations;
    private final Set<String> open;

    /**
     * @param untrusted the grants of the statement to those who are not trusted
     * @param owner the account that owns the repository
     */
    OpenStatement(StatementText text, List<Grant> untrusted, String owner, TrustedIds trusted) {
        this.statement = untrusted.get(0).statement();
        this.text = text;
        this.accounts = new TreeSet<>(trusted.accounts());
        this.accounts.add(owner);
        this.organizations = trusted.organizations();
        this.open = untrusted.stream().map(Grant::principal).collect(Collectors.toSet());
    }

    Statement statement() {
        return statement;
    }

    /** The principals that are taken out because they name an account that is not trusted. */
    List<String> untrustedPrincipals() {
        return entries(this::isUntrustedAccount).stream()
                .map(place -> statement.principals().get(place).written())
                .distinct()
                .toList();
    }

    /** The values that are taken out of conditions because they name an account that is not trusted. */
    Narrowed withoutUntrustedValues() {
        boolean keepsOthers = entries(this::isUntouched).stream()
                .map(place -> statement.principals().get(place))
                .anyMatch(principal ->
                        principal instanceof Principal.Account account && !accounts.contains(account.accountId()));
        return keepsOthers
                ? new Narrowed(text.condition(), List.of(), false)
                : text.condition().without(this::isGone);
    }

    /** The statement without principals and values that name accounts that are not trusted; empty when nobody is left. */
    Optional<StatementText> withoutUntrustedNames() {
        Set<Integer> left = entries(principal -> !isUntrustedAccount(principal));
        Narrowed narrowed = withoutUntrustedValues();
        if (narrowed.holdsNever() || (!statement.everyoneExcept() && isNobody(left))) {
            return Optional.empty();
        }
        StatementText of = of(left);
        return Optional.of(narrowed.removed().isEmpty() ? of : of.withCondition(narrowed.left()));
    }

    /** The statement for each way in which somebody is trusted. */
    List<StatementPart> parts() {
        if (statement.everyoneExcept()) {
            return parts(text, true, isAboutServices());
        }
        Set<Integer> wide = entries(principal -> isOpen(principal) && isWide(principal));
        Set<Integer> services = entries(principal -> isOpen(principal) && isService(principal));
        Set<Integer> kept = entries(this::isUntouched);
        List<StatementPart> parts = new ArrayList<>();
        if (!isNobody(kept)) {
            parts.add(new StatementPart(of(kept), Optional.empty()));
        }
        if (!wide.isEmpty()) {
            parts.addAll(parts(of(wide), true, false));
        }
        Set<Integer> called = new LinkedHashSet<>(services);
        if (isAboutServices()) {
            called.addAll(entries(principal -> isOpen(principal) && isAnybody(principal)));
        }
        if (!called.isEmpty()) {
            parts.addAll(parts(of(called), false, true));
        }
        return parts;
    }

    private List<StatementPart> parts(StatementText some, boolean callers, boolean services) {
        List<StatementPart> parts = new ArrayList<>();
        for (Requirement.Key key : Requirement.Key.values()) {
            boolean ofServices = key == Requirement.Key.SOURCE_ACCOUNT || key == Requirement.Key.SOURCE_ORGANIZATION;
            Set<String> ids = key.isAccount() ? accounts : organizations;
            if ((ofServices ? services : callers) && !ids.isEmpty()) {
                parts.add(new StatementPart(some, Optional.of(new Requirement(key, ids))));
            }
        }
        return parts;
    }

    /** The statement for the principals at these places. */
    private StatementText of(Set<Integer> places) {
        boolean all = statement.everyoneExcept()
                || places.size() == statement.principals().size();
        return all ? text : text.withPrincipals(places::contains);
    }

    private Set<Integer> entries(Predicate<Principal> which) {
        return IntStream.range(0, statement.principals().size())
                .filter(place -> which.test(statement.principals().get(place)))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isNobody(Set<Integer> places) {
        return places.stream().allMatch(place -> statement.principals().get(place) instanceof Principal.Unresolved);
    }

    private boolean isOpen(Principal principal) {
        return open.contains(principal.written());
    }

    private boolean isUntrustedAccount(Principal principal) {
        return !statement.everyoneExcept()
                && isOpen(principal)
                && principal instanceof Principal.Account account
                && !accounts.contains(account.accountId());
    }

    private boolean isUntouched(Principal principal) {
        return !isUntrustedAccount(principal) && !(isOpen(principal) && (isWide(principal) || isService(principal)));
    }

    private static boolean isWide(Principal principal) {
        return principal instanceof Principal.Anyone
                || (principal instanceof Principal.Unbounded unbounded && unbounded.whoever() != Whoever.SERVICES);
    }

    private static boolean isService(Principal principal) {
        return principal instanceof Principal.Service
                || (principal instanceof Principal.Unbounded unbounded && unbounded.whoever() == Whoever.SERVICES);
    }

    private static boolean isAnybody(Principal principal) {
        return principal instanceof Principal.Anyone
                || (principal instanceof Principal.Unbounded unbounded && unbounded.whoever() == Whoever.ANYONE);
    }

    /** True when the statement says something about services that call, so that the star means them too. */
    private boolean isAboutServices() {
        Set<ConditionKey> keys = new HashSet<>();
        statement.conditions().forEach(condition -> keys.add(condition.key()));
        keys.retainAll(OF_SERVICES);
        return !keys.isEmpty();
    }

    /** True for a value that only callers or resources of one account can have that is not trusted. */
    private boolean isGone(Value value) {
        if (ACCOUNT_KEYS.contains(value.key())) {
            return AccountIds.isId(value.text()) && !accounts.contains(value.text());
        }
        return ARN_KEYS.contains(value.key())
                && AccountIds.ofArn(value.text())
                        .filter(account -> !accounts.contains(account))
                        .filter(account -> value.operator().startsWith("arn") || isFixedUpTo(account, value.text()))
                        .isPresent();
    }

    /** Under the operators for text, a wildcard may stand for colons too. */
    private static boolean isFixedUpTo(String account, String arn) {
        return !Wildcard.isIn(arn.substring(0, arn.indexOf(account)));
    }
}

package dev.ecrauditor.policy.explain;

import dev.ecrauditor.policy.action.AccessLevel;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.Principal.Account.Extent;
import dev.ecrauditor.policy.document.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Grants of one statement that differ only in the named principal and the example request; they are reported together.
 *
 * @param first the first of them
 * @param principals the principals that the statement names, as it writes them
 * @param ofIdentities true when each is a single identity, not a whole account
 */
public record GrantGroup(Grant first, List<String> principals, boolean ofIdentities) {

    public GrantGroup {
        principals = List.copyOf(principals);
    }

    private record Alike(
            int statement, GrantScope bound, Map<AccessLevel, List<String>> actions, boolean ofIdentities) {}

    public static List<GrantGroup> of(List<Grant> grants) {
        Map<Alike, List<Grant>> groups = new LinkedHashMap<>();
        for (Grant grant : grants) {
            Alike alike = new Alike(grant.statement().number(), grant.bound(), grant.actions(), isOfIdentity(grant));
            groups.computeIfAbsent(alike, first -> new ArrayList<>()).add(grant);
        }
        List<GrantGroup> described = new ArrayList<>();
        groups.forEach((alike, members) -> {
            Set<String> principals = new LinkedHashSet<>();
            members.forEach(member -> principals.add(member.principal()));
            described.add(new GrantGroup(members.get(0), List.copyOf(principals), alike.ofIdentities()));
        });
        return described;
    }

    private static boolean isOfIdentity(Grant grant) {
        return grant.statement().principals().stream()
                .anyMatch(principal -> principal instanceof Principal.Account account
                        && account.extent() == Extent.ONE_IDENTITY
                        && account.written().equals(grant.principal()));
    }

    public Statement statement() {
        return first.statement();
    }

    public GrantScope bound() {
        return first.bound();
    }

    /** True when the statement names the principals by a pattern. */
    boolean isPattern() {
        return statement().principals().stream()
                .anyMatch(principal ->
                        principal.hasWildcardInside() && principal.written().equals(first.principal()));
    }

    /** True when the statement names an account or an identity, so that it never covers anybody else. */
    boolean isNamed() {
        return !statement().everyoneExcept()
                && statement().principals().stream()
                        .anyMatch(principal -> principal instanceof Principal.Account account
                                && account.written().equals(first.principal()));
    }
}

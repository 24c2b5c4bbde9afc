package dev.ecrauditor.policy.correction;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.policy.action.ActionCatalogue;
import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.analysis.PolicyAnalysis;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a policy allows, from the side of its owner and from the side of a stranger, for whom the owner's own identities
 * are external principals too.
 */
record Evaluation(String owner, TrustedIds trusted, ActionCatalogue catalogue) {

    /** Of a policy without a statement. */
    static final AccessFacts NO_ACCESS = new AccessFacts(List.of(), Set.of(), false, List.of(), List.of());

    private static final long STRANGER = 888_888_000_001L;

    /** A policy with the access that it grants, from the side of its owner. */
    record Evaluated(Policy policy, AccessFacts facts) {}

    AccessFacts facts(Policy policy) {
        return PolicyAnalysis.of(policy, owner, catalogue);
    }

    AccessFacts facts(Json policy) {
        return read(policy).map(this::facts).orElse(NO_ACCESS);
    }

    Optional<Policy> read(Json policy) {
        return PolicyParser.parse(JsonWriter.write(policy)) instanceof Policy read
                ? Optional.of(read)
                : Optional.empty();
    }

    List<Grant> untrusted(AccessFacts facts) {
        return facts.grants().stream().filter(grant -> !trusted.covers(grant)).toList();
    }

    /** The numbers of the statements that let somebody in who is not trusted. */
    Set<Integer> openStatements(AccessFacts facts) {
        return untrusted(facts).stream()
                .map(grant -> grant.statement().number())
                .collect(Collectors.toSet());
    }

    OpenStatement open(StatementText text, List<Grant> untrusted) {
        return new OpenStatement(text, untrusted, owner, trusted);
    }

    /** Who uses which statement. */
    TrustedUse use(Json policy) {
        String text = JsonWriter.write(policy).toLowerCase(Locale.ROOT);
        return text.contains("aws:resource") // such a condition is true for the owner alone, not for a stranger
                ? TrustedUse.NOT_KNOWN
                : read(policy).map(read -> new TrustedUse(asStranger(read))).orElse(TrustedUse.NOT_KNOWN);
    }

    private AccessFacts asStranger(Policy policy) {
        String text = policy.toString();
        long stranger = STRANGER;
        while (text.contains(Long.toString(stranger))) {
            stranger++;
        }
        return PolicyAnalysis.of(policy, Long.toString(stranger), catalogue);
    }

    /** True when everybody who is trusted by name has the same actions after as before. */
    boolean isKept(Evaluated before, Evaluated after) {
        return named(after.facts().grants()).containsAll(named(untrustedLeftOut(before.facts())))
                && named(asStranger(after.policy()).grants())
                        .containsAll(named(untrustedLeftOut(asStranger(before.policy()))));
    }

    private List<Grant> untrustedLeftOut(AccessFacts facts) {
        return facts.grants().stream()
                .filter(grant -> trusted.covers(grant)
                        || (grant.bound() instanceof GrantScope.Account account
                                && account.accountId().equals(owner)))
                .toList();
    }

    /** Who can do what, of grants to accounts and organizations. */
    private static Set<List<String>> named(List<Grant> grants) {
        Set<List<String>> all = new HashSet<>();
        for (Grant grant : grants) {
            Set<String> ids = grant.bound() instanceof GrantScope.Account account
                    ? Set.of(account.accountId())
                    : grant.bound() instanceof GrantScope.Organization organization ? organization.ids() : Set.of();
            for (String id : new TreeSet<>(ids)) {
                grant.actions().values().stream().flatMap(List::stream).forEach(action -> all.add(List.of(id, action)));
            }
        }
        return all;
    }
}

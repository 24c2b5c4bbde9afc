package dev.ecrauditor.policy.explain;

import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.condition.Comparison.Kind;
import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.condition.ConditionOperator;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** From where a grant that networks restrict can be used, as the policy writes it. */
final class NetworkDescription {

    private static final Set<Kind> KINDS = Set.of(Kind.ADDRESS, Kind.TEXT, Kind.ARN);

    private NetworkDescription() {}

    static String of(Policy policy, Grant grant, GrantScope.Network network) {
        List<Condition> own = grant.statement().conditions().stream()
                .filter(NetworkDescription::isRestrictedBy)
                .toList();
        if (own.size() > 1) {
            return "only where " + own.stream().map(Condition::written).collect(Collectors.joining(" and "));
        }
        List<Statement> denials = StatementLabels.of(policy, grant);
        if (own.size() == 1) {
            return from(own.get(0).values(), grant, network, !denials.isEmpty());
        }
        List<Statement> exempting =
                denials.stream().filter(deny -> !exempted(deny).isEmpty()).toList();
        return exempting.size() == 1
                ? from(exempted(exempting.get(0)), grant, network, denials.size() > 1)
                : from(List.of(), grant, network, true);
    }

    /** True when an Allow with this condition covers only callers from its networks. */
    static boolean isRestrictedBy(Condition condition) {
        ConditionOperator operator = condition.operator();
        return isAboutNetworks(condition)
                && operator.isDocumented()
                && !operator.isNegated()
                && !operator.isForAllValues()
                && !operator.isIfExists()
                && KINDS.contains(operator.comparison().kind());
    }

    /** True when a Deny with this condition covers none of these networks. */
    static boolean exemptsAll(Condition condition, GrantScope.Network network) {
        boolean areOthers = !condition.operator().isForSets()
                && condition.operator().takesWildcardsLiterally()
                && condition.values().stream().noneMatch(network.networks()::contains);
        return isAboutNetworks(condition) && (areOthers || StatementLabels.exempts(condition));
    }

    private static boolean isAboutNetworks(Condition condition) {
        return ConditionKey.NETWORK.contains(condition.key());
    }

    private static List<String> exempted(Statement deny) {
        return deny.conditions().stream()
                .filter(condition -> isAboutNetworks(condition) && StatementLabels.exempts(condition))
                .flatMap(condition -> condition.values().stream())
                .toList();
    }

    /**
     * All networks that are written, or, where another statement may remove some of them, those that were found to have
     * access.
     */
    private static String from(List<String> written, Grant grant, GrantScope.Network network, boolean isDisputed) {
        if (written.isEmpty()) {
            boolean areAllNeeded = grant.witness().context().values().stream()
                    .flatMap(List::stream)
                    .toList()
                    .containsAll(network.networks());
            return from(network.networks(), areAllNeeded ? " and " : " or ");
        }
        boolean areSomeLeft = isDisputed && written.containsAll(network.networks());
        return from(areSomeLeft ? network.networks() : written, " or ");
    }

    private static String from(Collection<String> networks, String joined) {
        return "from " + networks.stream().map(NetworkDescription::named).collect(Collectors.joining(joined)) + " only";
    }

    private static String named(String network) {
        if (network.contains(GranteeDescription.OWNERS)) {
            return "VPC endpoints of " + GranteeDescription.OWN_ORGANIZATION;
        }
        boolean isAccount = network.length() == 12 && network.chars().allMatch(Character::isDigit);
        if (isAccount) {
            return "VPC endpoints of account " + network;
        }
        return network.startsWith("o-") ? "VPC endpoints of organization " + network : network;
    }
}

package dev.ecrauditor.policy.explain;

import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.document.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Who can use a grant, as the beginning of a sentence: only those to whom the policy grants access. */
public final class GranteeDescription {

    /** How a policy names the organization of the repository's owner. */
    static final String OWNERS = "${aws:ResourceOrgID}";

    static final String OWN_ORGANIZATION = "the repository's own organization";

    private GranteeDescription() {}

    /**
     * Who is granted access, in words.
     *
     * @param mark text that follows the subject
     */
    public static String of(Policy policy, GrantGroup group, String mark) {
        List<String> qualifiers = new ArrayList<>(qualifiers(policy, group));
        List<Condition> also = ResidualConditions.of(group.first());
        if (!also.isEmpty()) {
            qualifiers.add("if also " + also.stream().map(Condition::written).collect(Collectors.joining(" and ")));
        }
        ResidualConditions.denials(policy, group.first())
                .forEach(deny ->
                        qualifiers.add("where statement " + StatementLabels.number(deny) + " does not deny it"));
        return subject(group)
                + mark
                + qualifiers.stream().map(qualifier -> ", " + qualifier).collect(Collectors.joining())
                + (qualifiers.isEmpty() ? "" : ",");
    }

    private static String subject(GrantGroup group) {
        if (group.bound() instanceof GrantScope.Account account) {
            return account(account.accountId(), group);
        }
        if (group.bound() instanceof GrantScope.Organization organization) {
            return "Every account of " + organizations(organization.ids());
        }
        if (group.bound() instanceof GrantScope.Unknowable unknowable) {
            return "A principal whose account is unknown (" + unknowable.what() + ")";
        }
        if (group.bound() instanceof GrantScope.AnyService) {
            return group.principals().size() == 1 ? "The service" : "Each of these services";
        }
        if (group.bound() instanceof GrantScope.Network) {
            return "Every AWS account";
        }
        if (group.isPattern()) {
            return "Every principal of any AWS account that matches "
                    + group.first().principal();
        }
        return group.bound() instanceof GrantScope.Anyone
                ? "Every identity of every AWS account in the world"
                : "Every AWS account in the world";
    }

    private static String account(String id, GrantGroup group) {
        if (group.isPattern()) {
            return "Every principal of account " + id + " that matches "
                    + group.first().principal();
        }
        if (!group.ofIdentities()) {
            return "Account " + id;
        }
        return "Only "
                + (group.principals().size() == 1
                        ? group.first().principal()
                        : "these " + group.principals().size() + " identities")
                + " of account " + id;
    }

    private static List<String> qualifiers(Policy policy, GrantGroup group) {
        if (group.bound() instanceof GrantScope.Account account
                && !account.organizations().isEmpty()) {
            return List.of("as a member of " + organizations(account.organizations()));
        }
        if (group.bound() instanceof GrantScope.Network network) {
            return List.of(NetworkDescription.of(policy, group.first(), network));
        }
        if (group.bound() instanceof GrantScope.AnyService) {
            return List.of("on behalf of anybody's resources");
        }
        return isByService(group) ? List.of("through an AWS service that acts for it") : List.of();
    }

    private static boolean isByService(GrantGroup group) {
        return !(group.bound() instanceof GrantScope.Anyone)
                && List.of("true").equals(group.first().witness().context().get("aws:PrincipalIsAWSService"));
    }

    private static String organizations(Collection<String> ids) {
        return ids.stream()
                .map(id -> id.equalsIgnoreCase(OWNERS) ? OWN_ORGANIZATION : "organization " + id)
                .collect(Collectors.joining(" or "));
    }
}

package dev.ecrauditor.cli.policy;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.analysis.Lockout;
import dev.ecrauditor.policy.analysis.Witness;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.explain.PolicyRemarks;
import java.util.ArrayList;
import java.util.List;

/** The facts about one policy as a line of JSON; the grants of an unreadable policy are unknown, so null. */
final class PolicyJson {

    private static final List<String> FACTS = List.of(
            "public",
            "crossAccounts",
            "orgOnly",
            "orgIds",
            "wildcardActions",
            "outsiderCanWrite",
            "networkLimited",
            "confusedDeputy",
            "unresolvedPrincipals");

    private PolicyJson() {}

    static Json unreadable(String id, String reason) {
        JsonObject line = new JsonObject().put("id", id);
        FACTS.forEach(fact -> line.put(fact, new Json.Null()));
        return line.put("parseError", true)
                .put("reason", reason)
                .put("grants", new Json.Null())
                .build();
    }

    static Json of(String id, String owner, Policy policy, AccessFacts facts) {
        List<Json> grants = new ArrayList<>();
        facts.grants().forEach(grant -> grants.add(grant(grant)));
        return new JsonObject()
                .put("id", id)
                .put("public", facts.isPublic())
                .put("crossAccounts", Json.of(facts.crossAccounts()))
                .put("orgOnly", facts.isOrganizationOnly())
                .put("orgIds", Json.of(facts.organizationIds()))
                .put("wildcardActions", facts.wildcardActions())
                .put("outsiderCanWrite", facts.outsiderCanWrite())
                .put("networkLimited", facts.isNetworkLimited())
                .put("confusedDeputy", facts.isConfusedDeputy())
                .put("unresolvedPrincipals", Json.of(facts.unresolvedPrincipals()))
                .put("parseError", false)
                .put("unclear", Json.of(facts.unclear()))
                .put(
                        "ownerShutOut",
                        Json.of(Lockout.of(policy, owner).map(Lockout::actions).orElse(List.of())))
                .put("remarks", Json.of(PolicyRemarks.of(policy, owner)))
                .put("grants", new Json.Arr(grants))
                .build();
    }

    private static Json grant(Grant grant) {
        JsonObject actions = new JsonObject();
        grant.actions().forEach((level, names) -> actions.put(level.name(), Json.of(names)));
        return new JsonObject()
                .put("statement", grant.statement().number())
                .put("sid", grant.statement().sid())
                .put("principal", grant.principal())
                .put("actions", actions.build())
                .put("bound", bound(grant.bound()))
                .put("witness", witness(grant.witness()))
                .build();
    }

    private static Json bound(GrantScope bound) {
        if (bound instanceof GrantScope.Account account) {
            return new JsonObject()
                    .put("kind", "ACCOUNT")
                    .put("accountId", account.accountId())
                    .put("organizations", Json.of(account.organizations()))
                    .build();
        }
        if (bound instanceof GrantScope.Organization organization) {
            return kind("ORGANIZATION").put("ids", Json.of(organization.ids())).build();
        }
        if (bound instanceof GrantScope.Network network) {
            return kind("NETWORK").put("networks", Json.of(network.networks())).build();
        }
        if (bound instanceof GrantScope.Unknowable unknowable) {
            return kind("UNKNOWABLE").put("what", unknowable.what()).build();
        }
        if (bound instanceof GrantScope.AnyService) {
            return kind("ANY_SERVICE").build();
        }
        return kind(bound instanceof GrantScope.Anyone ? "ANYONE" : "ANYONE_THROUGH_SERVICE")
                .build();
    }

    private static JsonObject kind(String kind) {
        return new JsonObject().put("kind", kind);
    }

    private static Json witness(Witness witness) {
        JsonObject context = new JsonObject();
        witness.context()
                .forEach((key, values) ->
                        context.put(key, values.size() == 1 ? Json.of(values.get(0)) : Json.of(values)));
        return new JsonObject()
                .put("principal", witness.principal())
                .put("action", witness.action())
                .put("context", context.build())
                .build();
    }
}

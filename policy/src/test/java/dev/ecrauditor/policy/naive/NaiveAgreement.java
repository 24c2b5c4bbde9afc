package dev.ecrauditor.policy.naive;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.analysis.PolicyAnalysis;
import dev.ecrauditor.policy.analysis.Witness;
import dev.ecrauditor.policy.document.ParsedPolicy;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import dev.ecrauditor.policy.naive.NaiveChoice.Requester;
import dev.ecrauditor.policy.naive.NaiveRequesters.Allowed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/** Compares the analysis of one policy with what requesters can do according to the naive evaluator. */
final class NaiveAgreement {

    /** The kinds of disagreement. */
    enum Kind {
        /** The analysis reads a text that is not strict JSON. */
        MISREAD,
        /** A request of an external principal is allowed, and the analysis does not report public. */
        MISSED,
        /** A request from outside the account is allowed, and no grant covers that principal and that action. */
        UNCOVERED,
        /** The analysis reports public without a witness that any external principal can make. */
        WITHOUT_WITNESS,
        /** The naive evaluator refuses a witness. */
        WITNESS_REFUSED
    }

    record Disagreement(Kind kind, String what) {}

    /**
     * The result for one policy.
     *
     * @param requests the number of allowed requests, a sign that the requesters are effective
     */
    record Outcome(boolean read, boolean isPublic, boolean unclear, long requests, List<Disagreement> disagreements) {}

    private static final List<String> ACTIONS = List.of(
            "ecr:BatchCheckLayerAvailability",
            "ecr:BatchDeleteImage",
            "ecr:BatchGetImage",
            "ecr:CompleteLayerUpload",
            "ecr:DeleteLifecyclePolicy",
            "ecr:DeleteRepository",
            "ecr:DeleteRepositoryPolicy",
            "ecr:DescribeImages",
            "ecr:GetDownloadUrlForLayer",
            "ecr:GetLifecyclePolicy",
            "ecr:GetRepositoryPolicy",
            "ecr:InitiateLayerUpload",
            "ecr:ListImages",
            "ecr:ListTagsForResource",
            "ecr:PutImage",
            "ecr:PutImageScanningConfiguration",
            "ecr:PutImageTagMutability",
            "ecr:PutLifecyclePolicy",
            "ecr:SetRepositoryPolicy",
            "ecr:StartImageScan",
            "ecr:TagResource",
            "ecr:UntagResource",
            "ecr:UploadLayerPart",
            NaiveRequesters.UNKNOWN_ACTION);

    private final String text;
    private final String owner;
    private final int most;
    private final Function<Policy, AccessFacts> analysis;
    private final List<Disagreement> disagreements = new ArrayList<>();
    private long requests;

    private NaiveAgreement(String text, String owner, int most, Function<Policy, AccessFacts> analysis) {
        this.text = text;
        this.owner = owner;
        this.most = most;
        this.analysis = analysis;
    }

    /**
     * @param most the number of requests to try per kind of requester and statement; with 0, only witnesses are played
     */
    static Outcome on(String text, String owner, int most) {
        return on(text, owner, most, policy -> PolicyAnalysis.of(policy, owner));
    }

    /** The same with an analysis that the caller observes. */
    static Outcome on(String text, String owner, int most, Function<Policy, AccessFacts> analysis) {
        return new NaiveAgreement(text, owner, most, analysis).compare();
    }

    private Outcome compare() {
        ParsedPolicy parsed = PolicyParser.parse(text);
        boolean read = parsed instanceof Policy;
        NaiveEvaluator naive;
        try {
            naive = new NaiveEvaluator(text);
        } catch (JsonProcessingException notJson) {
            if (read) {
                disagree(Kind.MISREAD, notJson.getOriginalMessage());
            }
            return new Outcome(false, false, false, 0, disagreements);
        }
        if (!read) {
            return new Outcome(false, false, false, 0, disagreements);
        }
        AccessFacts facts = analysis.apply((Policy) parsed);
        replay(facts, naive);
        boolean unclear = !facts.unclear().isEmpty();
        if (!unclear && most > 0) {
            new NaiveRequesters(naive, text, owner, new SplittableRandom(text.hashCode()))
                    .findAllowed(actions(naive.policy()), most, allowed -> covered(facts, allowed));
        }
        return new Outcome(true, facts.isPublic(), unclear, requests, disagreements);
    }

    /** One action represents all that the same statements cover. */
    static List<String> actions(NaivePolicy policy) {
        Map<List<Boolean>, String> alike = new LinkedHashMap<>();
        for (String action : ACTIONS) {
            List<Boolean> by = policy.statements().stream()
                    .map(statement -> NaiveEvaluator.covers(statement, action))
                    .toList();
            alike.putIfAbsent(action.equals(NaiveRequesters.UNKNOWN_ACTION) ? List.of() : by, action);
        }
        return List.copyOf(alike.values());
    }

    private void replay(AccessFacts facts, NaiveEvaluator naive) {
        if (facts.isPublic() && facts.grants().stream().noneMatch(Grant::isPublic)) {
            disagree(Kind.WITHOUT_WITNESS, "no grant");
        }
        for (Grant grant : facts.grants()) {
            Witness witness = grant.witness();
            boolean service = !witness.principal().startsWith("arn:");
            String account = service ? "" : witness.principal().split(":", 6)[4];
            Map<String, List<String>> context = new LinkedHashMap<>();
            witness.context().forEach((key, values) -> context.put(key.toLowerCase(Locale.ROOT), values));
            NaiveRequest request = new NaiveRequest(service, witness.principal(), account, witness.action(), context);
            // An alert shows the witness with the worst action of its grant, whichever was searched.
            for (String action : actions(grant)) {
                if (!naive.allows(new NaiveRequest(service, witness.principal(), account, action, context))) {
                    disagree(Kind.WITNESS_REFUSED, grant.bound() + " " + witness + " with " + action);
                }
            }
            if (!isPossible(grant, request)) {
                disagree(Kind.WITHOUT_WITNESS, grant.bound() + " " + witness);
            }
        }
    }

    private static List<String> actions(Grant grant) {
        return Stream.concat(
                        Stream.of(grant.witness().action()),
                        grant.actions().values().stream().flatMap(List::stream))
                .distinct()
                .toList();
    }

    /** True when the witness is in the scope of the grant and is possible. */
    private boolean isPossible(Grant grant, NaiveRequest request) {
        Map<String, List<String>> context = request.context();
        boolean somewhere = context.containsKey("aws:sourceip") != context.containsKey("aws:sourcevpc");
        String ofAccount =
                context.getOrDefault("aws:principalaccount", List.of("")).get(0);
        String forAccount =
                context.getOrDefault("aws:sourceaccount", List.of("")).get(0);
        boolean outside = request.service()
                ? !forAccount.equals(owner)
                : somewhere && !request.account().equals(owner) && ofAccount.equals(request.account());
        if (!outside || !canBe(request)) {
            return false;
        }
        String organization = context.getOrDefault(
                        "aws:principalorgid", context.getOrDefault("aws:sourceorgid", List.of("")))
                .get(0);
        if (grant.bound() instanceof GrantScope.Account account) {
            return account.accountId().equals(ofAccount)
                    || forAccount.equals(account.accountId())
                    || context.getOrDefault("aws:sourcearn", List.of(""))
                            .get(0)
                            .contains(":" + account.accountId() + ":");
        }
        if (grant.bound() instanceof GrantScope.Organization named) {
            boolean owners = List.of(organization).equals(context.get("aws:resourceorgid"));
            return named.ids().contains(organization) || (owners && named.ids().contains("${aws:ResourceOrgID}"));
        }
        boolean external = !text.contains("\"" + organization + "\"") || organization.isEmpty();
        return !(grant.bound() instanceof GrantScope.Anyone || grant.bound() instanceof GrantScope.Network)
                || (external && !text.contains(ofAccount));
    }

    /**
     * Names that AWS assigns contain no wildcard, nobody calls from a private address, and services act for their own
     * resources.
     */
    private boolean canBe(NaiveRequest request) {
        for (Map.Entry<String, List<String>> key : request.context().entrySet()) {
            boolean ofAws = key.getKey().startsWith("aws:")
                    && !key.getKey().equals("aws:useragent")
                    && !key.getKey().equals("aws:referer");
            if (ofAws && key.getValue().stream().anyMatch(NaiveEvaluator::hasWildcard)) {
                return false;
            }
        }
        List<String> address = request.context().getOrDefault("aws:sourceip", List.of());
        boolean throughServices = request.context().containsKey("aws:calledvia");
        List<String> via = request.context().getOrDefault("aws:viaawsservice", List.of());
        List<String> resource = request.context().getOrDefault("aws:sourcearn", List.of());
        boolean notOwn = request.service()
                && !text.toLowerCase(Locale.ROOT).contains("aws:sourcearn")
                && !resource.isEmpty()
                && !resource.get(0).startsWith("arn:aws:" + request.principal().split("\\.", 2)[0] + ":");
        return address.stream().allMatch(NaiveNetworks::isOfTheInternet)
                && (!throughServices || via.equals(List.of("true")))
                && !(request.service() && via.equals(List.of("true")))
                && !NaiveEvaluator.hasWildcard(request.principal())
                && !notOwn;
    }

    private void covered(AccessFacts facts, Allowed allowed) {
        requests++;
        Requester requester = allowed.requester();
        boolean byThemselves = !requester.service()
                || facts.grants().stream().noneMatch(g -> g.bound() instanceof GrantScope.AnyService);
        if (requester.isExternal() && byThemselves && !facts.isPublic()) {
            disagree(Kind.MISSED, allowed.request().toString());
        } else if (facts.grants().stream().noneMatch(grant -> isAbout(grant, allowed))) {
            disagree(Kind.UNCOVERED, requester.needs() + " " + allowed.request());
        }
    }

    private static boolean isAbout(Grant grant, Allowed allowed) {
        boolean action = grant.actions().values().stream()
                .flatMap(List::stream)
                .anyMatch(allowed.request().action()::equalsIgnoreCase);
        boolean service = allowed.requester().service();
        Set<String> needs = allowed.requester().needs();
        if (!action) {
            return false;
        }
        GrantScope bound = grant.bound();
        if (bound instanceof GrantScope.Anyone) {
            return true; // services are not tried any more
        }
        if (bound instanceof GrantScope.AnyoneThroughService || bound instanceof GrantScope.AnyService) {
            return service;
        }
        if (bound instanceof GrantScope.Network) {
            return needs.contains("network");
        }
        if (bound instanceof GrantScope.Organization organization) {
            return isIn(organization.ids(), needs);
        }
        if (bound instanceof GrantScope.Account account) {
            return needs.contains("account:" + account.accountId())
                    && (account.organizations().isEmpty() || isIn(account.organizations(), needs));
        }
        return needs.stream().anyMatch(need -> need.startsWith("id:") || need.equals("resource"));
    }

    private static boolean isIn(Set<String> organizations, Set<String> needs) {
        return organizations.stream()
                .anyMatch(id -> needs.contains("org:" + id) || (id.equals("${aws:ResourceOrgID}") && isOwners(needs)));
    }

    private static boolean isOwners(Set<String> needs) {
        return needs.contains("org:o-zzowners")
                || needs.stream()
                        .anyMatch(need ->
                                need.startsWith("org:") && needs.contains("owner:" + need.substring("org:".length())));
    }

    private void disagree(Kind kind, String what) {
        Optional<Disagreement> same =
                disagreements.stream().filter(known -> known.kind() == kind).findFirst();
        if (same.isEmpty()) {
            disagreements.add(new Disagreement(kind, what));
        }
    }
}

package dev.ecrauditor.exposure.naive;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.exposure.AccountExposure;
import dev.ecrauditor.exposure.naive.NaiveAccount.NaiveRegistry;
import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.Example;
import dev.ecrauditor.exposure.path.Exposure;
import dev.ecrauditor.exposure.path.Outsider;
import dev.ecrauditor.exposure.path.PathKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares the exposure of one generated account with what the naive evaluator answers, request by request. */
final class ExposureAgreement {

    /** The kinds of disagreement. */
    enum Kind {
        /** The naive evaluator allows a request, or finds a copy or cache, and no path is about it. */
        MISSED,
        /** A path, or one of its actions or repositories, that the naive evaluator does not allow. */
        INVENTED,
        /** The example request of a path is not allowed, or is not one of an outsider whom the path names. */
        WITHOUT_WITNESS,
        /** The severity or trust of a path differs. */
        RATED_DIFFERENTLY,
        /** A reading that was refused is not reported as unknown, or something else is. */
        UNKNOWN_DIFFERS
    }

    record Disagreement(Kind kind, String what) {}

    /**
     * The result for one account.
     *
     * @param paths the number of open paths
     * @param examples the number of examples that were replayed
     * @param allowed the number of requests that the naive evaluator allows
     */
    record Outcome(long paths, long examples, long allowed, long closed, List<Disagreement> disagreements) {}

    private static final List<String> ACTIONS = List.of(
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer",
            "ecr:PutImage",
            "ecr:ReplicateImage",
            "ecr:BatchImportUpstreamImage",
            "ecr:CreateRepository",
            "ecr:BatchDeleteImage",
            "ecr:SetRepositoryPolicy",
            "ecr:DescribeImages",
            "ecr:CreatePullThroughCacheRule",
            "ecr:PutRegistryPolicy",
            "ecr:GetAuthorizationToken",
            "ecr:BatchGetRepositoryScanningConfiguration");

    private static final List<String> TO_COME = List.of(
            "new",
            "prod/new",
            "prodnew",
            "prod/team/new",
            "test/new",
            "444455556666/new",
            "888877776666/new",
            "new/api");

    private final NaiveAccount account;
    private final List<Exposure> exposures;
    private final List<Disagreement> disagreements = new ArrayList<>();
    private long examples;
    private long allowed;

    private ExposureAgreement(String text) {
        GeneratedAccount generated = new GeneratedAccount(text);
        this.exposures = AccountExposure.of(generated.registries(), generated.trusted());
        this.account = new NaiveAccount(text);
    }

    static Outcome on(String text) {
        ExposureAgreement agreement = new ExposureAgreement(text);
        long paths = 0;
        long closed = 0;
        for (Exposure exposure : agreement.exposures) {
            paths += exposure.paths().size();
            closed += exposure.closed().size();
            agreement.compare(exposure);
        }
        return new Outcome(paths, agreement.examples, agreement.allowed, closed, agreement.disagreements);
    }

    private NaiveRegistry registry(String region) {
        NaiveRegistry found = account.registries.get(region);
        if (found == null) {
            throw new AssertionError("no registry in " + region);
        }
        return found;
    }

    private void compare(Exposure exposure) {
        NaiveRegistry registry = registry(exposure.region());
        if (exposure.unknown().stream()
                .anyMatch(path -> path.denied().isEmpty() && !path.reason().contains("not read"))) {
            disagree(Kind.UNKNOWN_DIFFERS, exposure.unknown().toString());
        }
        findMissed(registry, exposure);
        exposure.paths().forEach(path -> replay(registry, path));
        compareSettings(registry, exposure);
        compareUnknown(registry, exposure);
    }

    // What the naive evaluator allows has a path

    private void findMissed(NaiveRegistry registry, Exposure exposure) {
        for (String name : registry.names()) {
            NaivePolicy own = registry.policyOf(name);
            ask(registry, name, request -> {
                if (registry.opensByRepositoryPolicy(own, request)) {
                    covered(exposure, PathKind.REPOSITORY_POLICY, "", name, request);
                }
                byRegistryPolicy(registry, exposure, own, name, request);
            });
        }
        for (String name : TO_COME) {
            ask(registry, name, request -> byRegistryPolicy(registry, exposure, NaivePolicy.NONE, "", request));
        }
        for (JsonNode template : registry.settings.path("templates")) {
            String prefix = template.path("prefix").asText();
            String name = prefix.equals("ROOT") ? "new" : prefix + "/new";
            NaivePolicy own = policyOf(template);
            String source = "creation template " + prefix + ",";
            ask(registry, name, request -> {
                if (registry.opensByRepositoryPolicy(own, request)) {
                    covered(exposure, PathKind.CREATION_TEMPLATE, source, "", request);
                }
            });
        }
        registry.copies().forEach(copy -> findMissed(registry, exposure, copy));
    }

    private void findMissed(NaiveRegistry source, Exposure exposure, NaiveRegistry.Copy copy) {
        NaiveRegistry there = account.registries.get(copy.toRegion());
        if (!copy.toAccount().equals(account.owner) || there == null || there == source) {
            return;
        }
        String rule = "replication rule " + copy.rule() + ",";
        for (String name : copy.names()) {
            Set<NaivePolicy> possible = there.policiesOfCopy(name);
            ask(there, name, request -> {
                for (NaivePolicy own : possible.isEmpty() ? Set.of(NaivePolicy.NONE) : possible) {
                    boolean opens = there.opensByRepositoryPolicy(own, request)
                            || there.opensByRegistryPolicy(own, request)
                            || there.isInactive(own, request);
                    if (opens) {
                        covered(exposure, PathKind.REPLICATED_COPY, rule, name, request);
                    }
                }
            });
        }
    }

    private void byRegistryPolicy(
            NaiveRegistry registry, Exposure exposure, NaivePolicy own, String name, NaiveRequest request) {
        if (registry.opensByRegistryPolicy(own, request)) {
            covered(exposure, PathKind.REGISTRY_POLICY, "", name, request);
        }
        if (registry.isInactive(own, request)) {
            covered(exposure, PathKind.INACTIVE_REGISTRY_POLICY, "", name, request);
        }
    }

    private static NaivePolicy policyOf(JsonNode template) {
        String text = template.path("policy").asText();
        return text.isEmpty() ? NaivePolicy.NONE : NaivePolicy.parse(text);
    }

    private void ask(NaiveRegistry registry, String name, java.util.function.Consumer<NaiveRequest> question) {
        for (NaiveRequest requester : NaiveRequesters.ALL) {
            for (String action : ACTIONS) {
                question.accept(requester.asking(action, registry.arn(name)));
            }
        }
    }

    private void covered(Exposure exposure, PathKind kind, String source, String name, NaiveRequest request) {
        allowed++;
        boolean isCovered = exposure.paths().stream()
                .anyMatch(path -> path.kind() == kind
                        && path.origin().source().startsWith(source)
                        && path.actions().contains(request.action())
                        && (name.isEmpty() || path.repositories().contains(name))
                        && includes(path.outsider(), request));
        if (!isCovered) {
            disagree(Kind.MISSED, kind + " " + source + " " + request);
        }
    }

    private static boolean includes(Outsider outsider, NaiveRequest request) {
        return switch (outsider.kind()) {
            case EVERY_ACCOUNT -> true;
            case EVERY_ACCOUNT_THROUGH_SERVICE -> request.isOfService();
            case SERVICE -> request.caller().equals(outsider.id());
            case ACCOUNT ->
                outsider.id().equals(request.account())
                        || (request.isOfService() && outsider.id().equals(request.first("aws:sourceaccount")));
            case ORGANIZATION -> List.of(outsider.id().split(", ", -1)).contains(request.first("aws:principalorgid"));
            case NETWORK ->
                request.first("aws:sourceip").startsWith("203.0.")
                        && outsider.id().startsWith("203.0.");
            case UNKNOWN_IDENTITY, REGISTRY -> false;
        };
    }

    // What a path says is allowed by the naive evaluator

    private void replay(NaiveRegistry registry, AccessPath path) {
        boolean isByPolicy = switch (path.kind()) {
            case REPOSITORY_POLICY, REGISTRY_POLICY, INACTIVE_REGISTRY_POLICY, CREATION_TEMPLATE, REPLICATED_COPY ->
                true;
            default -> false;
        };
        if (path.examples().isEmpty()) {
            disagree(Kind.WITHOUT_WITNESS, path.toString());
        }
        if (!isByPolicy) {
            return;
        }
        for (Example example : path.examples()) {
            examples++;
            NaiveRequest request = request(lastStep(example));
            boolean isOutside = request.isOfService()
                    ? !request.first("aws:sourceaccount").equals(account.owner)
                    : !request.account().equals(account.owner);
            if (!isOutside || !includes(path.outsider(), request) || !isOpen(registry, path, request)) {
                disagree(Kind.WITHOUT_WITNESS, path + " example " + request);
            }
            if (path.kind() == PathKind.REPLICATED_COPY && !isCopy(registry, path, example)) {
                disagree(Kind.WITHOUT_WITNESS, "first step of " + path);
            }
        }
        String arn = lastStep(path.example()).resource();
        String prefix = arn.substring(0, arn.indexOf(":repository/") + ":repository/".length());
        List<String> arns = path.repositories().isEmpty()
                ? List.of(arn)
                : path.repositories().stream().map(prefix::concat).toList();
        for (String resource : arns) {
            for (String action : path.actions()) {
                if (!isOpenToSome(registry, path, action, resource)) {
                    disagree(Kind.INVENTED, action + " on " + resource + " by " + path);
                }
            }
        }
        rate(path);
    }

    private boolean isOpenToSome(NaiveRegistry registry, AccessPath path, String action, String resource) {
        List<NaiveRequest> requests = new ArrayList<>();
        path.examples().forEach(example -> requests.add(request(lastStep(example))));
        requests.addAll(NaiveRequesters.ALL);
        if (path.origin().bound().startsWith("principal lambda.amazonaws.com")) {
            requests.addAll(NaiveRequesters.SERVICES_FROM_SOMEWHERE);
        }
        String name = resource.substring(resource.indexOf(":repository/") + ":repository/".length());
        for (NaiveRequest request : requests) {
            for (String team : List.of(request.first("aws:principaltag/team"), name, name.split("/", -1)[0])) {
                NaiveRequest asked = request.ofTeam(team).asking(action, resource);
                if (includes(path.outsider(), asked) && isOpen(registry, path, asked)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Example.Step lastStep(Example example) {
        return example.steps().get(example.steps().size() - 1);
    }

    private boolean isOpen(NaiveRegistry registry, AccessPath path, NaiveRequest request) {
        String name = request.arn().substring(request.arn().indexOf(":repository/") + ":repository/".length());
        return switch (path.kind()) {
            case REPOSITORY_POLICY -> registry.opensByRepositoryPolicy(registry.policyOf(name), request);
            case REGISTRY_POLICY -> registry.opensByRegistryPolicy(registry.policyOf(name), request);
            case INACTIVE_REGISTRY_POLICY -> registry.isInactive(registry.policyOf(name), request);
            case CREATION_TEMPLATE -> isOpenByTemplate(registry, path, request);
            case REPLICATED_COPY -> isOpenThere(registry(request.arn().split(":", -1)[3]), name, request);
            default -> false;
        };
    }

    private boolean isOpenByTemplate(NaiveRegistry registry, AccessPath path, NaiveRequest request) {
        for (JsonNode template : registry.settings.path("templates")) {
            if (path.origin()
                    .source()
                    .startsWith("creation template " + template.path("prefix").asText() + ",")) {
                return registry.opensByRepositoryPolicy(policyOf(template), request);
            }
        }
        return false;
    }

    private static boolean isOpenThere(NaiveRegistry there, String name, NaiveRequest request) {
        Set<NaivePolicy> possible = there.policiesOfCopy(name);
        for (NaivePolicy own : possible.isEmpty() ? Set.of(NaivePolicy.NONE) : possible) {
            if (there.opensByRepositoryPolicy(own, request)
                    || there.opensByRegistryPolicy(own, request)
                    || there.isInactive(own, request)) {
                return true;
            }
        }
        return false;
    }

    private boolean isCopy(NaiveRegistry registry, AccessPath path, Example example) {
        return registry.copies().stream()
                .anyMatch(copy -> path.origin().source().startsWith("replication rule " + copy.rule() + ",")
                        && copy.toAccount().equals(account.owner)
                        && copy.names().containsAll(path.repositories())
                        && copy.names().stream()
                                .anyMatch(name -> example.steps()
                                        .get(0)
                                        .resource()
                                        .equals("arn:aws:ecr:" + copy.toRegion() + ":" + account.owner + ":repository/"
                                                + name)));
    }

    private static NaiveRequest request(Example.Step step) {
        Map<String, List<String>> context = new LinkedHashMap<>();
        step.context().forEach((key, values) -> context.put(key.toLowerCase(Locale.ROOT), values));
        boolean isService = !step.caller().startsWith("arn:");
        return new NaiveRequest(
                step.caller(),
                isService ? "" : step.caller().split(":", -1)[4],
                step.action(),
                step.resource(),
                context);
    }

    /** Trusted outsiders are information; nobody else is. */
    private void rate(AccessPath path) {
        boolean isTrusted = switch (path.outsider().kind()) {
            case ACCOUNT -> account.trusted.contains(path.outsider().id()) || isMemberOfTrusted(path);
            case ORGANIZATION -> account.trusted.contains(path.outsider().id());
            default -> false;
        };
        if (isTrusted != path.outsider().isTrusted()
                || isTrusted != path.severity().isEmpty()) {
            disagree(Kind.RATED_DIFFERENTLY, path.toString());
        }
    }

    /** An account that needs a trusted organization for every example. */
    private boolean isMemberOfTrusted(AccessPath path) {
        return path.outsider().isTrusted()
                && path.examples().stream()
                        .allMatch(example -> account.trusted.contains(
                                request(lastStep(example)).first("aws:principalorgid")));
    }

    // Settings that open by themselves

    private void compareSettings(NaiveRegistry registry, Exposure exposure) {
        Set<String> expected = new TreeSet<>();
        for (NaiveRegistry.Copy copy : registry.copies()) {
            if (!copy.toAccount().equals(account.owner)) {
                expected.add("REPLICATION rule " + copy.rule() + " " + copy.toAccount() + " in " + copy.toRegion() + " "
                        + copy.names() + (account.trusted.contains(copy.toAccount()) ? "" : " HIGH"));
            }
        }
        for (JsonNode rule : registry.settings.path("cacheRules")) {
            cache(registry, rule).ifPresent(expected::add);
        }
        for (JsonNode template : registry.settings.path("templates")) {
            if (template.path("appliedFor").toString().contains("CREATE_ON_PUSH")) {
                expected.add("CREATE_ON_PUSH " + template.path("prefix").asText());
            }
        }
        Set<String> found = new TreeSet<>();
        for (AccessPath path : exposure.paths()) {
            String severity = path.severity().map(level -> " " + level).orElse("");
            switch (path.kind()) {
                case REPLICATION ->
                    found.add("REPLICATION rule " + path.origin().source().substring("replication rule ".length()) + " "
                            + path.outsider().id() + " in "
                            + path.example().steps().get(0).resource().split(":", -1)[3] + " " + path.repositories()
                            + severity);
                case PULL_THROUGH_CACHE ->
                    found.add("CACHE " + path.origin().source().substring("pull through cache rule ".length()) + " "
                            + path.outsider().id() + " " + path.repositories() + severity);
                case CREATE_ON_PUSH ->
                    found.add("CREATE_ON_PUSH " + path.origin().source().substring("creation template ".length()));
                case CREATION_TEMPLATE -> live(registry, path);
                default -> {}
            }
        }
        differ(expected, found, Kind.MISSED, Kind.INVENTED);
    }

    private java.util.Optional<String> cache(NaiveRegistry registry, JsonNode rule) {
        String prefix = rule.path("prefix").asText();
        String url = rule.path("url").asText();
        boolean isPrivate = url.matches("[0-9]{12}\\.dkr\\.ecr\\..*");
        String upstream = isPrivate ? url.substring(0, 12) : url;
        if (upstream.equals(account.owner)) {
            return java.util.Optional.empty();
        }
        Set<String> names = new TreeSet<>();
        for (String name : registry.names()) {
            if (prefix.equals("ROOT") || name.startsWith(prefix + "/")) {
                names.add(name);
            }
        }
        boolean isInformation = !isPrivate || account.trusted.contains(upstream);
        return java.util.Optional.of(
                "CACHE " + prefix + " " + upstream + " " + names + (isInformation ? "" : " MEDIUM"));
    }

    private void live(NaiveRegistry registry, AccessPath path) {
        for (JsonNode template : registry.settings.path("templates")) {
            String source = "creation template " + template.path("prefix").asText() + ",";
            if (path.origin().source().startsWith(source) && path.severity().isPresent()) {
                String expected = registry.isLive(template, incoming()) ? "HIGH" : "MEDIUM";
                if (!path.severity().get().name().equals(expected)) {
                    disagree(Kind.RATED_DIFFERENTLY, expected + " expected: " + path);
                }
            }
        }
    }

    private static List<NaiveRequest> incoming() {
        List<NaiveRequest> requests = new ArrayList<>(NaiveRequesters.ALL);
        requests.addAll(NaiveRequesters.SERVICES_FROM_SOMEWHERE);
        return requests;
    }

    // What could not be read

    private void compareUnknown(NaiveRegistry registry, Exposure exposure) {
        Set<String> expected = new TreeSet<>(refusedPolicy(registry, PathKind.REGISTRY_POLICY));
        refused(registry, "replication").ifPresent(call -> expected.add("REPLICATION ecr:DescribeRegistry"));
        refused(registry, "templates")
                .ifPresent(call -> expected.add("CREATION_TEMPLATE ecr:DescribeRepositoryCreationTemplates"));
        refused(registry, "cacheRules")
                .ifPresent(call -> expected.add("PULL_THROUGH_CACHE ecr:DescribePullThroughCacheRules"));
        Set<String> refusedNames = refusedNames(registry);
        if (!refusedNames.isEmpty()) {
            expected.add("REPOSITORY_POLICY ecr:GetRepositoryPolicy");
        }
        for (NaiveRegistry.Copy copy : registry.copies()) {
            if (!copy.toAccount().equals(account.owner) || copy.toRegion().equals(registry.region)) {
                continue;
            }
            NaiveRegistry there = account.registries.get(copy.toRegion());
            if (there == null) {
                expected.add("REPLICATED_COPY not read");
                continue;
            }
            expected.addAll(refusedPolicy(there, PathKind.REPLICATED_COPY));
            if (copy.names().stream().anyMatch(refusedNames(there)::contains)) {
                expected.add("REPLICATED_COPY ecr:GetRepositoryPolicy");
            }
            boolean isNew =
                    copy.names().stream().anyMatch(name -> !there.names().contains(name));
            if (isNew && refused(there, "templates").isPresent()) {
                expected.add("REPLICATED_COPY ecr:DescribeRepositoryCreationTemplates");
            }
        }
        Set<String> found = new TreeSet<>();
        exposure.unknown()
                .forEach(path -> found.add(path.kind() + " "
                        + path.denied().map(call -> call.action()).orElse("not read")));
        differ(expected, found, Kind.UNKNOWN_DIFFERS, Kind.UNKNOWN_DIFFERS);
    }

    private static java.util.Optional<String> refused(NaiveRegistry registry, String setting) {
        return NaiveRegistry.isRefused(registry.settings.path(setting))
                ? java.util.Optional.of(setting)
                : java.util.Optional.empty();
    }

    private static Set<String> refusedPolicy(NaiveRegistry registry, PathKind kind) {
        String policy = registry.settings.path("policy").asText();
        if (policy.equals("refused")) {
            return Set.of(kind + " ecr:GetRegistryPolicy");
        }
        return !policy.isEmpty() && registry.scope.equals("refused")
                ? Set.of(kind + " ecr:GetAccountSetting")
                : Set.of();
    }

    private static Set<String> refusedNames(NaiveRegistry registry) {
        Set<String> names = new LinkedHashSet<>();
        registry.settings.path("repositories").properties().forEach(each -> {
            if (NaiveRegistry.isRefused(each.getValue())) {
                names.add(each.getKey());
            }
        });
        return names;
    }

    private void differ(Set<String> expected, Set<String> found, Kind missing, Kind added) {
        for (String one : expected) {
            if (!found.contains(one)) {
                disagree(missing, one + " not in " + found);
            }
        }
        for (String one : found) {
            if (!expected.contains(one)) {
                disagree(added, one + " not in " + expected);
            }
        }
    }

    private void disagree(Kind kind, String what) {
        if (disagreements.stream().noneMatch(known -> known.kind() == kind)) {
            disagreements.add(new Disagreement(kind, what));
        }
    }
}

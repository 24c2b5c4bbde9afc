package dev.ecrauditor.exposure;

import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.AccessPath.Assessment;
import dev.ecrauditor.exposure.path.AccessPath.Certainty;
import dev.ecrauditor.exposure.path.AccessPath.Origin;
import dev.ecrauditor.exposure.path.ClosedPath;
import dev.ecrauditor.exposure.path.Example;
import dev.ecrauditor.exposure.path.Outsider;
import dev.ecrauditor.exposure.path.PathKind;
import dev.ecrauditor.exposure.path.UnknownPath;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.document.UnreadablePolicy;
import dev.ecrauditor.policy.resource.ClosedGrant;
import dev.ecrauditor.policy.resource.JointAnalysis;
import dev.ecrauditor.registry.CreationTemplate;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The paths of creation templates: into repositories to come, and to their creation. */
final class TemplatePaths {

    static final String LIVE = "ECR creates repositories from this template as the registry is configured.";
    static final String NOT_LIVE = "As the registry is configured, nothing creates repositories from this template.";
    static final String CREATION_REPORTED =
            "A user reports that other accounts create empty repositories by a push that is then refused. AWS does not confirm it.";

    private final RegistryFacts registry;
    private final TemplateUse use;
    private final TrustedParties trusted;
    private final List<AccessPath> paths = new ArrayList<>();
    private final List<ClosedPath> closed = new ArrayList<>();
    private final List<UnknownPath> unknown = new ArrayList<>();

    TemplatePaths(RegistryFacts registry, TemplateUse use, TrustedParties trusted) {
        this.registry = registry;
        this.use = use;
        this.trusted = trusted;
        registry.templates().forEach(this::add);
    }

    List<AccessPath> paths() {
        return paths;
    }

    List<ClosedPath> closed() {
        return closed;
    }

    List<UnknownPath> unknown() {
        return unknown;
    }

    private void add(CreationTemplate template) {
        template.policy().ifPresent(policy -> add(template, policy));
        if (template.appliedFor().contains(Templates.CREATE_ON_PUSH)) {
            paths.add(creation(template));
        }
    }

    private static String source(CreationTemplate template) {
        return "creation template " + template.prefix();
    }

    private Origin origin(CreationTemplate template, Statement statement) {
        return new Origin(
                PathKind.CREATION_TEMPLATE,
                source(template) + ", " + statement.label(),
                StatementText.bound(statement) + "; applied for "
                        + String.join(
                                ", ", template.appliedFor().stream().sorted().toList()));
    }

    private void add(CreationTemplate template, RepositoryPolicy text) {
        if (text.parsed() instanceof UnreadablePolicy unparsed) {
            unknown.add(UnknownPath.of(PathKind.CREATION_TEMPLATE, source(template) + ": " + unparsed.reason()));
            return;
        }
        Policy policy = (Policy) text.parsed();
        String name = Templates.sample(template);
        JointAnalysis analysis = JointAnalysis.ofRepositoryPolicy(policy, registry.at(name), registry.account());
        boolean isLive = use.isLive(template);
        for (StatementGrants granted :
                StatementGrants.of(analysis.facts().grants(), trusted, RepositoryPolicyPaths.REACHABLE)) {
            paths.add(new AccessPath(
                    origin(template, policy.statements().get(granted.statement() - 1)),
                    granted.outsider(),
                    granted.actions(),
                    List.of(),
                    granted.examples(registry.arn(name)),
                    new Assessment(
                            Certainty.FUTURE,
                            PathSeverity.atMost(isLive ? Severity.HIGH : Severity.MEDIUM, granted.outsider()),
                            List.of(isLive ? LIVE : NOT_LIVE))));
        }
        analysis.closed().forEach(one -> addClosed(template, policy, one));
        analysis.facts()
                .unclear()
                .forEach(reason ->
                        unknown.add(UnknownPath.of(PathKind.CREATION_TEMPLATE, source(template) + ": " + reason)));
    }

    private void addClosed(CreationTemplate template, Policy policy, ClosedGrant one) {
        List<String> actions = one.actions().stream()
                .filter(RepositoryPolicyPaths.REACHABLE)
                .sorted()
                .toList();
        if (!actions.isEmpty()) {
            closed.add(new ClosedPath(
                    origin(
                            template,
                            policy.statements().get(one.grant().statement().number() - 1)),
                    Outsider.of(one.grant(), trusted),
                    actions,
                    List.of(),
                    StatementText.closedBy(one, "policy of the template", "registry policy")));
        }
    }

    private AccessPath creation(CreationTemplate template) {
        return new AccessPath(
                new Origin(PathKind.CREATE_ON_PUSH, source(template), "names below " + template.prefix()),
                Outsider.ANYONE,
                List.of("ecr:CreateRepository"),
                List.of(),
                List.of(Example.of(new Example.Step(
                        "a principal of another account",
                        "ecr:PutImage",
                        registry.arn(Templates.sample(template)),
                        Map.of("template", List.of(template.prefix()))))),
                new Assessment(Certainty.REPORTED, Optional.of(Severity.LOW), List.of(CREATION_REPORTED)));
    }
}

package dev.ecrauditor.rule.registry;

import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.Exposure;
import dev.ecrauditor.exposure.path.PathKind;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.registry.CreationTemplate;
import dev.ecrauditor.rule.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The access that others will have by the policies of templates. */
final class TemplateAccess {

    private final Exposure exposure;

    TemplateAccess(Exposure exposure) {
        this.exposure = exposure;
    }

    /** The access to repositories that ECR will create from one template; empty where nobody will have any. */
    Optional<TemplateFlaw> of(CreationTemplate template) {
        String source = "creation template " + template.prefix() + ", ";
        List<AccessPath> paths = exposure.paths(kind -> kind == PathKind.CREATION_TEMPLATE).stream()
                .filter(path -> path.severity().isPresent())
                .filter(path -> path.origin().source().startsWith(source))
                .toList();
        Optional<Severity> worst =
                paths.stream().flatMap(path -> path.severity().stream()).max(Comparator.naturalOrder());
        return template.policy()
                .flatMap(policy -> worst.map(severity -> new TemplateFlaw(
                        TemplateFlaw.Kind.POLICY,
                        severity,
                        new TemplateFlaw.Source("template", template.prefix()),
                        AccessPathFacts.of((Policy) policy.parsed(), paths),
                        "--repository-policy file://policy.json")));
    }

    /** What could not be understood, each as one clause. */
    List<String> unclear() {
        return exposure.unknown().stream()
                .filter(path -> path.kind() == PathKind.CREATION_TEMPLATE
                        && path.denied().isEmpty())
                .map(path -> path.reason())
                .toList();
    }
}

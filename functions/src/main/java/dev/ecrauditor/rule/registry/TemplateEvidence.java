package dev.ecrauditor.rule.registry;

import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is wrong with the repositories that ECR will create, and the commands that correct it. */
final class TemplateEvidence {

    private static final int MOST_NAMED = 3;

    private final RegistrySnapshot registry;
    private final List<TemplateFlaw> flaws;

    TemplateEvidence(RegistrySnapshot registry, List<TemplateFlaw> flaws) {
        this.registry = registry;
        this.flaws = flaws;
    }

    Evidence evidence() {
        Evidence evidence = Evidence.of(summary());
        for (TemplateFlaw flaw : flaws) {
            // The facts of a policy name the template themselves.
            String prefix = flaw.kind() == TemplateFlaw.Kind.POLICY ? "" : flaw.source() + " ";
            for (Map.Entry<String, String> fact : flaw.facts().entrySet()) {
                evidence = evidence.and(prefix + fact.getKey(), fact.getValue());
            }
        }
        return evidence.fixedBy(fix());
    }

    private String summary() {
        Map<TemplateFlaw.Kind, Set<String>> sources = new TreeMap<>();
        flaws.forEach(flaw -> sources.computeIfAbsent(flaw.kind(), kind -> new LinkedHashSet<>())
                .add(flaw.source().toString()));
        return "The next repositories that ECR creates itself will have "
                + sources.entrySet().stream()
                        .map(kind -> kind.getKey().words() + " (" + named(kind.getValue()) + ")")
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private static String named(Set<String> sources) {
        String more = sources.size() > MOST_NAMED ? " and " + (sources.size() - MOST_NAMED) + " more" : "";
        return sources.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")) + more;
    }

    private List<String> fix() {
        List<String> lines = new ArrayList<>();
        if (flaws.stream().anyMatch(flaw -> flaw.kind() == TemplateFlaw.Kind.POLICY)) {
            lines.add("# Write into policy.json who may use the repositories.");
        }
        flaws.stream().map(TemplateFlaw::source).distinct().forEach(source -> lines.add(command(source)));
        lines.add(
                "# A KMS key needs a role that ECR assumes. Repositories that exist keep their settings: correct each of them.");
        return lines;
    }

    private String command(TemplateFlaw.Source source) {
        List<TemplateFlaw> ofSource =
                flaws.stream().filter(flaw -> flaw.source().equals(source)).toList();
        String prefix = "--prefix " + RegistryCommand.prefix(source.prefix());
        String options =
                prefix + " " + ofSource.stream().map(TemplateFlaw::option).collect(Collectors.joining(" "));
        boolean isMissing = ofSource.stream().anyMatch(flaw -> flaw.kind() == TemplateFlaw.Kind.NO_TEMPLATE);
        return isMissing
                ? RegistryCommand.aws(
                        registry, "create-repository-creation-template", options + " " + TemplateReview.KEY_OPTION)
                : RegistryCommand.aws(registry, "update-repository-creation-template", options);
    }
}

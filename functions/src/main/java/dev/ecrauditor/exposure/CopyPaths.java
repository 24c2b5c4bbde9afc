package dev.ecrauditor.exposure;

import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.AccessPath.Assessment;
import dev.ecrauditor.exposure.path.AccessPath.Certainty;
import dev.ecrauditor.exposure.path.AccessPath.Origin;
import dev.ecrauditor.exposure.path.Example;
import dev.ecrauditor.exposure.path.PathKind;
import dev.ecrauditor.exposure.path.UnknownPath;
import dev.ecrauditor.registry.CreationTemplate;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.registry.ReplicationRule.Destination;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.rule.TrustedParties;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The paths of copies in another Region of the own account: the policies there decide about the same images. A copy is
 * not copied onward.
 *
 * <p>Source: "Private image replication in Amazon ECR", Amazon ECR User Guide.
 */
final class CopyPaths {

    private final RegistryFacts source;
    private final Map<String, RegistryFacts> regions;
    private final TrustedParties trusted;
    private final List<AccessPath> paths = new ArrayList<>();
    private final Set<UnknownPath> unknown = new LinkedHashSet<>();

    /**
     * @param regions the registries of the own account that were read, by Region
     */
    CopyPaths(RegistryFacts source, Map<String, RegistryFacts> regions, TrustedParties trusted) {
        this.source = source;
        this.regions = regions;
        this.trusted = trusted;
        int number = 0;
        for (ReplicationRule rule : source.replication()) {
            number++;
            for (Destination destination : rule.destinations()) {
                boolean isCopy = destination.account().equals(source.account())
                        && !destination.region().equals(source.region());
                if (isCopy) {
                    add(number, rule, destination);
                }
            }
        }
    }

    List<AccessPath> paths() {
        return paths;
    }

    List<UnknownPath> unknown() {
        return List.copyOf(unknown);
    }

    private void add(int number, ReplicationRule rule, Destination destination) {
        Optional<RegistryFacts> read = Optional.ofNullable(regions.get(destination.region()));
        List<String> names = ReplicationPaths.matching(source.names().orElse(List.of()), rule);
        if (read.isEmpty()) {
            unknown.add(UnknownPath.of(
                            PathKind.REPLICATED_COPY,
                            ReplicationPaths.source(number) + " copies to " + destination.region()
                                    + " of the own account, which was not read")
                    .ofRepositories(names));
            return;
        }
        RegistryFacts copies = read.get();
        UnreadSettings.ofPolicy(copies, PathKind.REPLICATED_COPY).forEach(unknown::add);
        Map<String, Reading<RepositoryPolicy>> existing = new TreeMap<>();
        Set<String> toCome = new TreeSet<>();
        Set<String> there = new TreeSet<>(copies.names().orElse(List.of()));
        for (String name : names) {
            if (copies.policies().containsKey(name)) {
                existing.put(name, copies.policies().get(name));
            } else if (there.contains(name)) {
                existing.put(name, new Reading.Unreadable<>("ecr:GetRepositoryPolicy", Reading.Unreadable.NOT_READ));
            } else {
                toCome.add(name);
            }
        }
        if (!toCome.isEmpty()) {
            UnreadSettings.ofNames(copies, PathKind.REPLICATED_COPY).ifPresent(unknown::add);
            UnreadSettings.ofTemplates(copies, PathKind.REPLICATED_COPY).ifPresent(unknown::add);
        }
        Step step = new Step(number, rule, destination);
        add(copies, existing, step, Certainty.CONFIGURED);
        fromTemplates(copies, toCome).forEach(policies -> add(copies, policies, step, Certainty.FUTURE));
    }

    /** The policies with which ECR creates the repositories of copies; two, where it is not known which template it uses. */
    private static List<Map<String, Reading<RepositoryPolicy>>> fromTemplates(RegistryFacts copies, Set<String> names) {
        Map<String, Reading<RepositoryPolicy>> first = new TreeMap<>();
        Map<String, Reading<RepositoryPolicy>> second = new TreeMap<>();
        for (String name : names) {
            Reading<RepositoryPolicy> before = new Reading.Absent<>();
            int count = 0;
            for (Optional<CreationTemplate> template :
                    Templates.candidates(copies.templates(), name, Templates.REPLICATION)) {
                Reading<RepositoryPolicy> policy = template.flatMap(CreationTemplate::policy)
                        .<Reading<RepositoryPolicy>>map(Reading.Known::new)
                        .orElseGet(Reading.Absent::new);
                if (count++ == 0) {
                    before = policy;
                    first.put(name, policy);
                } else if (!policy.equals(before)) {
                    second.put(name, policy);
                }
            }
        }
        return List.of(first, second);
    }

    /** A copy by a rule. */
    private record Step(int number, ReplicationRule rule, Destination destination) {}

    private void add(
            RegistryFacts copies, Map<String, Reading<RepositoryPolicy>> policies, Step step, Certainty weakest) {
        if (policies.isEmpty()) {
            return;
        }
        PathCollector collector = new PathCollector();
        new RepositoryPolicyPaths(copies, trusted, collector)
                .add(policies)
                .forEach(path -> unknown.add(new UnknownPath(
                        PathKind.REPLICATED_COPY,
                        "in " + copies.region() + ": " + path.reason(),
                        path.denied(),
                        path.repositories())));
        new RegistryPolicyPaths(copies, trusted, collector)
                .add(policies, List.of())
                .forEach(path -> unknown.add(
                        UnknownPath.of(PathKind.REPLICATED_COPY, "in " + copies.region() + ": " + path.reason())));
        collector.paths().forEach(path -> paths.add(copy(path, step, weakest)));
    }

    private AccessPath copy(AccessPath path, Step step, Certainty weakest) {
        String rule = ReplicationPaths.source(step.number());
        List<Example> examples = path.examples().stream()
                .map(example -> {
                    List<Example.Step> steps = new ArrayList<>();
                    steps.add(ReplicationPaths.step(path.firstRepository(), rule, step.rule(), step.destination()));
                    steps.addAll(example.steps());
                    return new Example(steps);
                })
                .toList();
        String opening = path.kind() == PathKind.REPOSITORY_POLICY ? "repository policy" : "registry policy";
        return new AccessPath(
                new Origin(
                        PathKind.REPLICATED_COPY,
                        rule + ", then the " + opening + " in "
                                + step.destination().region() + ", "
                                + path.origin().source(),
                        ReplicationPaths.bound(step.rule(), step.destination()) + "; "
                                + path.origin().bound()),
                path.outsider(),
                path.actions(),
                path.repositories(),
                examples,
                new Assessment(
                        path.certainty().and(weakest),
                        path.severity(),
                        path.assessment().notes()));
    }
}

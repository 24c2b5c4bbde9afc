package dev.ecrauditor.exposure;

import dev.ecrauditor.exposure.RegistryAccess.ReplicationHistory.Backfill;
import dev.ecrauditor.exposure.RegistryAccess.ReplicationHistory.Copy;
import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.AccessPath.Assessment;
import dev.ecrauditor.exposure.path.AccessPath.Certainty;
import dev.ecrauditor.exposure.path.AccessPath.Origin;
import dev.ecrauditor.exposure.path.Example;
import dev.ecrauditor.exposure.path.Outsider;
import dev.ecrauditor.exposure.path.PathKind;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.registry.ReplicationRule.Destination;
import dev.ecrauditor.registry.ReplicationRule.Filter;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The paths of replication to other accounts. No policy of the source closes them.
 *
 * <p>Source: "Private image replication in Amazon ECR" and "Replication backfill", Amazon ECR User Guide.
 */
final class ReplicationPaths {

    static final String EVERY_PUSH =
            "Every later push to a matching repository is copied. No policy of this registry stops it, and copies stay.";

    static final String STORED_IMAGES = "Images that were stored before are copied as well.";

    /** What ECR uses at the destination, and what an outsider there does not need to call. */
    static final String REPLICATE = "ecr:ReplicateImage";

    private static final String CALLER = "replication.ecr.amazonaws.com";

    private final RegistryFacts registry;
    private final TrustedParties trusted;

    ReplicationPaths(RegistryFacts registry, TrustedParties trusted) {
        this.registry = registry;
        this.trusted = trusted;
    }

    List<AccessPath> paths() {
        List<AccessPath> paths = new ArrayList<>();
        int number = 0;
        for (ReplicationRule rule : registry.replication()) {
            number++;
            for (Destination destination : rule.destinations()) {
                if (isForeign(destination)) {
                    paths.add(path(number, rule, destination));
                }
            }
        }
        for (Backfill backfill : registry.history().backfills()) {
            if (isForeign(backfill.destination())) {
                paths.add(path(backfill));
            }
        }
        return paths;
    }

    private boolean isForeign(Destination destination) {
        return !destination.account().equals(registry.account());
    }

    private AccessPath path(int number, ReplicationRule rule, Destination destination) {
        List<String> names = matching(registry.names().orElse(List.of()), rule);
        boolean isProven = registry.history().completed().stream()
                .anyMatch(copy -> copy.destination().equals(destination) && rule.mayMatch(copy.repository()));
        Outsider outsider = Outsider.account(destination.account(), trusted);
        return new AccessPath(
                new Origin(PathKind.REPLICATION, source(number), bound(rule, destination)),
                outsider,
                List.of(REPLICATE),
                names,
                List.of(Example.of(step(names, source(number), rule, destination))),
                new Assessment(
                        isProven ? Certainty.PROVEN : Certainty.CONFIGURED,
                        PathSeverity.atMost(Severity.HIGH, outsider),
                        List.of(EVERY_PUSH)));
    }

    private AccessPath path(Backfill backfill) {
        Outsider outsider = Outsider.account(backfill.destination().account(), trusted);
        TreeSet<String> names = new TreeSet<>();
        for (ReplicationRule rule : registry.replication()) {
            if (rule.destinations().contains(backfill.destination())) {
                names.addAll(matching(registry.names().orElse(List.of()), rule));
            }
        }
        registry.history().completed().stream()
                .filter(copy -> copy.destination().equals(backfill.destination()))
                .map(Copy::repository)
                .forEach(names::add);
        ReplicationRule everything = new ReplicationRule(List.of(backfill.destination()), List.of());
        String source = "replication backfill " + backfill.id();
        return new AccessPath(
                new Origin(PathKind.REPLICATION_BACKFILL, source, to(backfill.destination())),
                outsider,
                List.of(REPLICATE),
                List.copyOf(names),
                List.of(Example.of(step(List.copyOf(names), source, everything, backfill.destination()))),
                new Assessment(
                        backfill.isComplete() ? Certainty.PROVEN : Certainty.CONFIGURED,
                        PathSeverity.atMost(Severity.HIGH, outsider),
                        List.of(STORED_IMAGES)));
    }

    static String source(int number) {
        return "replication rule " + number;
    }

    static List<String> matching(List<String> names, ReplicationRule rule) {
        return names.stream().filter(rule::mayMatch).toList();
    }

    /** What a rule copies where. */
    static String bound(ReplicationRule rule, Destination destination) {
        String filters = rule.filters().stream().map(ReplicationPaths::written).collect(Collectors.joining(" or "));
        return (filters.isEmpty() ? "every repository" : filters) + " " + to(destination);
    }

    private static String written(Filter filter) {
        return filter.type().equals("PREFIX_MATCH")
                ? "names that begin with " + filter.value()
                : filter.type() + " " + filter.value();
    }

    private static String to(Destination destination) {
        return "to account " + destination.account() + " in " + destination.region();
    }

    private Example.Step step(List<String> names, String source, ReplicationRule rule, Destination destination) {
        return step(names.stream().findFirst(), source, rule, destination);
    }

    /** What ECR does by itself; the repository keeps its name. */
    static Example.Step step(Optional<String> name, String source, ReplicationRule rule, Destination destination) {
        String prefix = rule.filters().isEmpty() ? "" : rule.filters().get(0).value();
        return new Example.Step(
                CALLER,
                REPLICATE,
                "arn:" + RepositoryArn.partitionOf(destination.region()) + ":ecr:" + destination.region() + ":"
                        + destination.account() + ":repository/" + name.orElse(prefix + "*"),
                Map.of(
                        "rule",
                        List.of(source),
                        "destination",
                        List.of(destination.account() + " " + destination.region())));
    }
}

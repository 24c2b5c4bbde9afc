package dev.ecrauditor.exposure.path;

import dev.ecrauditor.rule.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A way by which outsiders obtain or alter images.
 *
 * @param origin what opens it
 * @param outsider who can use it
 * @param actions what they can call, or what ECR does for them
 * @param repositories the existing repositories it is about, in order; none where it is about names to come only, or
 *     where the repositories could not be listed
 * @param examples what proves it; the first stands for the worst actions
 * @param assessment how certain and how bad it is
 */
public record AccessPath(
        Origin origin,
        Outsider outsider,
        List<String> actions,
        List<String> repositories,
        List<Example> examples,
        Assessment assessment) {

    public AccessPath {
        actions = List.copyOf(actions);
        repositories = List.copyOf(repositories);
        examples = List.copyOf(examples);
    }

    /**
     * What opens a path.
     *
     * @param source the statement, rule or template, as a reader finds it, such as {@code statement 2 (Sid "Pull")}
     * @param bound what restricts it, as it is written: conditions, resources, a filter; empty for nothing
     */
    public record Origin(PathKind kind, String source, String bound) {}

    /**
     * How certain and how bad a path is.
     *
     * @param severity empty for information: outsiders who are trusted, or a public upstream
     * @param notes what is assumed or not confirmed
     */
    public record Assessment(Certainty certainty, Optional<Severity> severity, List<String> notes) {

        public Assessment {
            notes = List.copyOf(notes);
        }
    }

    /** How certain a path is, from the most. */
    public enum Certainty {
        /** The policies that were read allow the example request, or AWS reports the copy. */
        PROVEN,
        /** A setting makes ECR do it; no copy was observed. */
        CONFIGURED,
        /** Open once one setting changes, or under an assumption about a setting that could not be read. */
        CONDITIONAL,
        /** About repositories to come. */
        FUTURE,
        /** Reported by a user, not confirmed by AWS. */
        REPORTED;

        /** The weaker of two. */
        public Certainty and(Certainty other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    public PathKind kind() {
        return origin.kind();
    }

    /** What the outsiders can do, from the worst; who receives a copy obtains images, whatever ECR calls for it. */
    public Set<Effect> effects() {
        return kind() == PathKind.REPLICATION || kind() == PathKind.REPLICATION_BACKFILL
                ? Set.of(Effect.READ)
                : Effect.of(actions);
    }

    public Certainty certainty() {
        return assessment.certainty();
    }

    public Optional<Severity> severity() {
        return assessment.severity();
    }

    /** What it does, at the worst. */
    public Example example() {
        return examples.get(0);
    }

    /** The repository that its example is about, if it exists. */
    public Optional<String> firstRepository() {
        return repositories.stream().findFirst();
    }
}

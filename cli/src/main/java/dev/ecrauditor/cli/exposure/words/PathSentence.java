package dev.ecrauditor.cli.exposure.words;

import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.AccessPath.Certainty;
import dev.ecrauditor.exposure.path.Effect;
import dev.ecrauditor.exposure.path.Example;
import dev.ecrauditor.exposure.path.PathKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Describes an access path in sentences. */
public final class PathSentence {

    private static final int NAMED = 3;

    /** Condition keys that every request has, or that repeat the caller. */
    private static final Set<String> PLAIN = Set.of(
            "aws:CurrentTime",
            "aws:EpochTime",
            "aws:PrincipalAccount",
            "aws:PrincipalArn",
            "aws:PrincipalIsAWSService",
            "aws:PrincipalType",
            "aws:RequestedRegion",
            "aws:ResourceAccount",
            "aws:ResourceOrgID",
            "aws:SecureTransport",
            "aws:ViaAWSService",
            "aws:userid");

    private PathSentence() {}

    /** Who can do what to which repositories. */
    public static String of(AccessPath path) {
        String who = path.outsider().words() + (path.outsider().isTrusted() ? " (trusted)" : "");
        return switch (path.kind()) {
            case REPLICATION -> who + " receives every later push to " + repositories(path) + ".";
            case REPLICATION_BACKFILL -> who + " receives the stored images of " + repositories(path) + ".";
            case PULL_THROUGH_CACHE -> who + " decides what " + repositories(path) + " contain.";
            case REPLICATED_COPY -> who + " can " + effects(path) + " in the copies of " + repositories(path) + ".";
            case CREATE_ON_PUSH -> who + " may be able to create empty repositories.";
            case INACTIVE_REGISTRY_POLICY ->
                who + " can " + effects(path) + " in " + repositories(path) + " once the scope is V2.";
            case REPOSITORY_POLICY, REGISTRY_POLICY, CREATION_TEMPLATE ->
                who + " can " + effects(path) + " in " + repositories(path) + ".";
        };
    }

    /** What opens it. */
    public static String source(AccessPath path) {
        return source(path.origin());
    }

    /** What opens or would open it. */
    public static String source(AccessPath.Origin origin) {
        String opening = switch (origin.kind()) {
            case REPOSITORY_POLICY -> "repository policy, ";
            case REGISTRY_POLICY, INACTIVE_REGISTRY_POLICY -> "registry policy, ";
            default -> "";
        };
        return opening + origin.source() + (origin.bound().isEmpty() ? "" : ": " + origin.bound());
    }

    /** What a path does, in few words. */
    static String brief(AccessPath path) {
        return switch (path.kind()) {
            case REPLICATION -> "receives every later push";
            case REPLICATION_BACKFILL -> "receives the stored images";
            case PULL_THROUGH_CACHE -> "decides what they contain";
            case CREATE_ON_PUSH -> "may create empty repositories";
            case INACTIVE_REGISTRY_POLICY -> effects(path) + " once the scope is V2";
            case REPOSITORY_POLICY, REGISTRY_POLICY, REPLICATED_COPY, CREATION_TEMPLATE -> effects(path);
        };
    }

    private static String effects(AccessPath path) {
        List<String> words = new ArrayList<>();
        Set<Effect> effects = path.effects();
        if (effects.contains(Effect.READ)) {
            words.add(reads(path.actions()));
        }
        if (effects.contains(Effect.ALTER)) {
            words.add("alter images");
        }
        if (effects.contains(Effect.DESTROY)) {
            words.add("delete or archive images");
        }
        if (effects.contains(Effect.ESCALATE)) {
            words.add("change the policy");
        }
        if (effects.contains(Effect.CREATE)) {
            words.add("create empty repositories");
        }
        if (words.isEmpty()) {
            words.add("see settings or findings");
        }
        String last = words.remove(words.size() - 1);
        return words.isEmpty() ? last : String.join(", ", words) + " and " + last;
    }

    private static String reads(List<String> actions) {
        boolean manifests = actions.contains("ecr:BatchGetImage");
        boolean layers = actions.contains("ecr:GetDownloadUrlForLayer");
        return manifests && layers
                ? "pull images"
                : manifests ? "read the manifests of images" : "download layers whose digest is known";
    }

    /** Which repositories. */
    static String repositories(AccessPath path) {
        boolean isOfNames = path.kind() == PathKind.CREATION_TEMPLATE
                || (path.certainty() == Certainty.FUTURE && path.repositories().isEmpty());
        if (isOfNames) {
            return "repositories to come";
        }
        return path.repositories().isEmpty() ? "matching repositories" : repositories(path.repositories());
    }

    /** One by its name, several by their number and the first names. */
    public static String repositories(List<String> names) {
        if (names.size() == 1) {
            return names.get(0);
        }
        String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
        return names.size() + " repositories (" + String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                + more + ")";
    }

    /** The example, step by step. */
    public static String example(AccessPath path) {
        return path.example().steps().stream().map(PathSentence::step).collect(Collectors.joining(", then "));
    }

    private static String step(Example.Step step) {
        String context = step.context().entrySet().stream()
                .filter(entry -> !PLAIN.contains(entry.getKey()))
                .map(entry -> entry.getKey() + " = " + String.join(", ", entry.getValue()))
                .collect(Collectors.joining("; "));
        return step.caller() + " calls " + step.action() + " on " + step.resource()
                + (context.isEmpty() ? "" : " with " + context);
    }

    /** The kind of an access path. */
    public static String words(PathKind kind) {
        return switch (kind) {
            case REPOSITORY_POLICY -> "repository policy";
            case REGISTRY_POLICY, INACTIVE_REGISTRY_POLICY -> "registry policy";
            case REPLICATION, REPLICATION_BACKFILL -> "replication";
            case REPLICATED_COPY -> "copies in another Region";
            case CREATION_TEMPLATE, CREATE_ON_PUSH -> "creation templates";
            case PULL_THROUGH_CACHE -> "pull through cache";
        };
    }

    /** How certain a path is. */
    public static String words(Certainty certainty) {
        return switch (certainty) {
            case PROVEN -> "proven by what was read";
            case CONFIGURED -> "configured; no copy was observed";
            case CONDITIONAL -> "depends on a setting";
            case FUTURE -> "about repositories to come";
            case REPORTED -> "reported by a user, not confirmed by AWS";
        };
    }
}

package dev.ecrauditor.cli.migration.plan;

import dev.ecrauditor.cli.migration.facts.SourceRepository;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The steps that make the target, copy the images, verify the copy, and delete the source last. */
final class CopySteps {

    private final MigrationRequest request;
    private final SourceRepository source;
    private final List<String> notes;

    private CopySteps(MigrationRequest request, List<String> notes) {
        this.request = request;
        this.source = request.source();
        this.notes = notes;
    }

    static List<Step> of(MigrationRequest request, List<String> notes) {
        return new CopySteps(request, notes).steps();
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        steps.add(restore());
        steps.add(create());
        if (source.policy() instanceof Reading.Known<String> policy) {
            steps.add(policy(policy.value()));
        }
        steps.add(copy());
        steps.add(verify());
        if (source.lifecycle() instanceof Reading.Known<String> lifecycle) {
            steps.add(lifecycle(lifecycle.value()));
        }
        steps.add(archive());
        steps.add(compare());
        steps.add(watch());
        steps.add(RepointStep.of(request, notes));
        steps.add(delete());
        steps.add(run(steps));
        return steps;
    }

    private static Step restore() {
        return new Step(
                "restore-archived-images",
                "Restore archived images of the source",
                List.of(
                        "An archived image cannot be pulled, so it cannot be copied. A restore takes up to 20 minutes.",
                        "ECR scans and replicates a restored image like a pushed one."),
                ShellText.file("restore.sh"),
                List.of("ecr:DescribeImages"));
    }

    private Step create() {
        List<String> commands =
                new ArrayList<>(ShellText.function("write_tags", "tags.json", tags(known(source.tags()))));
        commands.addAll(ShellText.file("create.sh"));
        return new Step(
                "create-target",
                "Create the target with the tags, the mutability and the scanning of the source",
                List.of("The encryption of a repository cannot be changed after its creation."),
                commands,
                List.of("ecr:DescribeRepositories", "ecr:ListTagsForResource"));
    }

    private static Map<String, String> known(Reading<Map<String, String>> tags) {
        return tags instanceof Reading.Known<Map<String, String>> known ? known.value() : Map.of();
    }

    /** Nothing where there are no tags. */
    private static String tags(Map<String, String> tags) {
        List<Json> items = new ArrayList<>();
        tags.forEach((key, value) ->
                items.add(new JsonObject().put("Key", key).put("Value", value).build()));
        return items.isEmpty() ? "" : JsonWriter.write(new Json.Arr(items));
    }

    private static Step policy(String text) {
        List<String> commands =
                new ArrayList<>(ShellText.function("write_policy", "policy.json", ShellText.json(text)));
        commands.addAll(ShellText.file("policy.sh"));
        return new Step(
                "set-policy",
                "Set the repository policy of the source",
                List.of(
                        "Before the copy, so that no image is ever without the Deny statements of the policy.",
                        "If a Deny statement keeps you from pushing, the copy stops here and nothing is lost."),
                commands,
                List.of("ecr:GetRepositoryPolicy"));
    }

    private static Step copy() {
        return new Step(
                "copy-images",
                "Copy every image by its digest, with all its tags",
                List.of(
                        "Untagged images and referrers (signatures, attestations, SBOMs) are images of their own in this",
                        "list. The oldest is copied first, so that lifecycle rules by count keep the same images.",
                        "What the target has already is not copied again, and no tag in the target is moved."),
                ShellText.file("copy.sh"),
                List.of("ecr:DescribeImages"));
    }

    private static Step verify() {
        return new Step(
                "verify-images",
                "Verify that the target has every digest and tag of the source",
                List.of("A digest is computed from the content, so an equal digest is an equal image."),
                ShellText.file("verify.sh"),
                List.of("ecr:DescribeImages"));
    }

    private static Step lifecycle(String text) {
        List<String> commands =
                new ArrayList<>(ShellText.function("write_lifecycle", "lifecycle.json", ShellText.json(text)));
        commands.addAll(ShellText.file("lifecycle.sh"));
        return new Step(
                "set-lifecycle-policy",
                "Set the lifecycle policy of the source",
                List.of(
                        "After the verified copy, because it may expire images while they are copied. Rules that count",
                        "days since the push begin anew: the copies were pushed today."),
                commands,
                List.of("ecr:GetLifecyclePolicy"));
    }

    private static Step archive() {
        return new Step(
                "archive-again",
                "Archive the copies of the images that were archived",
                List.of("AWS charges at least 90 days of archive storage for each."),
                ShellText.file("archive.sh"),
                List.of("ecr:DescribeImages"));
    }

    private static Step compare() {
        return new Step(
                "verify-settings",
                "Verify that the target has the settings, the tags and the policies of the source",
                List.of(),
                ShellText.file("compare.sh"),
                List.of());
    }

    private static Step watch() {
        return new Step(
                "record-pulls",
                "Record when each image of the source was last pulled",
                List.of("The deletion compares with this record. ECR refreshes these times at least every 24 hours."),
                ShellText.file("watch.sh"),
                List.of());
    }

    private static Step delete() {
        List<String> commands = new ArrayList<>(ShellText.file("delete-images.sh"));
        commands.add("");
        commands.addAll(ShellText.file("delete.sh"));
        return new Step(
                "delete-source",
                "Delete the source, in a run of its own that names the repository",
                List.of(
                        "Only after the whole migration, if nothing was pulled or pushed since the record of pulls, which",
                        "must be 7 days old, and only images that were verified. Never with --force."),
                commands,
                List.of());
    }

    private Step run(List<Step> steps) {
        Map<String, Boolean> optional = Map.of(
                "update_template", request.createdBy().needsTemplate(),
                "set_policy", has(steps, "set-policy"),
                "set_lifecycle", has(steps, "set-lifecycle-policy"));
        List<String> lines = ShellText.file("run-copy.sh").stream()
                .filter(line -> optional.getOrDefault(line.strip(), true))
                .toList();
        return new Step("run", "Run", List.of(), lines, List.of());
    }

    private static boolean has(List<Step> steps, String id) {
        return steps.stream().anyMatch(step -> step.id().equals(id));
    }
}

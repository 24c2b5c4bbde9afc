package dev.ecrauditor.cli.migration.plan;

import java.util.ArrayList;
import java.util.List;

/** The steps that let ECR create the repository again. */
final class RecreationSteps {

    private RecreationSteps() {}

    static List<Step> of(MigrationRequest request) {
        List<String> delete = new ArrayList<>(ShellText.file("delete-images.sh"));
        delete.add("");
        delete.addAll(ShellText.file("recreate.sh"));
        String images = request.createdBy() == CreatedBy.PULL_THROUGH_CACHE
                ? "The images come back at the next pull. What the upstream has deleted since is lost."
                : "The images come back with the next push in the source registry, or with a backfill of its replication.";
        return List.of(
                new Step(
                        "delete-source",
                        "Delete the repository, in a run of its own that names it; ECR creates it again",
                        List.of(
                                images,
                                "Only after the template is updated, and with DELETE_LAST_COPY=yes if there are images.",
                                "Until then pulls fail. Settings, tags and policies of the new one come from the template."),
                        delete,
                        List.of()),
                new Step("run", "Run", List.of(), ShellText.file("run-template.sh"), List.of()));
    }
}

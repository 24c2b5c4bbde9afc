package dev.ecrauditor.cli.migration.plan;

import dev.ecrauditor.repository.RepositoryArn;
import java.util.ArrayList;
import java.util.List;

/**
 * The ordered steps that end with a repository on a customer managed key.
 *
 * @param source the repository that is migrated
 * @param target the repository that the images are copied to; the source itself where ECR creates it again
 * @param steps in the order of the script
 * @param notes what a person has to know or check
 */
public record MigrationPlan(RepositoryArn source, RepositoryArn target, List<Step> steps, List<String> notes) {

    public MigrationPlan {
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    /**
     * Computes the plan.
     *
     * @param furtherNotes notes about what the facts do not hold, such as waivers
     */
    public static MigrationPlan of(MigrationRequest request, List<String> furtherNotes) {
        CreatedBy createdBy = request.createdBy();
        List<String> notes = new ArrayList<>(PlanNotes.of(request));
        notes.addAll(furtherNotes);
        List<Step> steps = new ArrayList<>(PreparationSteps.of(request));
        if (createdBy.needsTemplate()) {
            steps.addAll(TemplateSteps.of(request));
        }
        steps.addAll(createdBy.needsCopy() ? CopySteps.of(request, notes) : RecreationSteps.of(request));
        return new MigrationPlan(
                request.source().arn(),
                createdBy.needsCopy() ? request.target() : request.source().arn(),
                steps,
                notes);
    }
}

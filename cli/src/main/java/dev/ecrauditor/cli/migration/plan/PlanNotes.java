package dev.ecrauditor.cli.migration.plan;

import dev.ecrauditor.cli.migration.facts.CreationTemplate;
import dev.ecrauditor.cli.migration.facts.ImageCounts;
import dev.ecrauditor.cli.migration.facts.NameRule;
import dev.ecrauditor.cli.migration.facts.Registry;
import dev.ecrauditor.repository.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What applies to the old name and not to the new one, and the other way round. */
final class PlanNotes {

    private final MigrationRequest request;
    private final Registry registry;
    private final String source;
    private final String target;
    private final List<String> notes = new ArrayList<>();

    private PlanNotes(MigrationRequest request) {
        this.request = request;
        this.registry = request.facts().registry();
        this.source = request.source().arn().name();
        this.target = request.target().name();
    }

    static List<String> of(MigrationRequest request) {
        PlanNotes notes = new PlanNotes(request);
        notes.addCreator();
        if (request.createdBy().needsCopy()) {
            notes.addImages();
            notes.addNames();
            notes.addPolicy();
        } else {
            notes.addMissingCopy();
        }
        return notes.notes;
    }

    private void addCreator() {
        if (request.createdBy() == CreatedBy.CALLER
                && registry.templates() instanceof Reading.Known<List<CreationTemplate>> known) {
            CreationTemplate.of(source, known.value())
                    .ifPresent(template -> notes.add("The creation template " + template.prefix() + " (for "
                            + String.join(", ", template.appliedFor())
                            + ") applies to this name. If ECR created the repository, a copy does not help:"
                            + " make the plan with --created-by."));
        }
        if (request.createdBy().needsTemplate()) {
            notes.add("Whether ECR chooses a template before or after it looks at what the template is applied for is"
                    + " not documented. Check the encryption of the next repository that ECR creates.");
        }
    }

    private void addMissingCopy() {
        notes.add("The plan copies no image, because ECR gets the images of " + source
                + " from another registry. An image that was pushed to it directly is lost with it: then make the plan"
                + " with --created-by caller.");
    }

    private void addImages() {
        if (request.facts().images() instanceof Reading.Known<ImageCounts> known) {
            ImageCounts images = known.value();
            notes.add("Images of the source: " + images.all() + " (" + images.untagged() + " untagged, "
                    + images.referrers() + " referrers, " + images.archived() + " archived), "
                    + images.bytes() / 1_000_000 + " MB with shared layers counted for each image.");
        }
    }

    private void addNames() {
        addLost(registry.scanning(), "scanned");
        addLost(registry.signing(), "signed");
        addLost(registry.replication(), "replicated");
        known(registry.replication())
                .filter(rule -> rule.appliesTo(target))
                .forEach(rule -> notes.add("The " + rule.label() + " applies to " + target
                        + ": every copied image is sent there, also to another account."));
        known(registry.cacheRules())
                .filter(rule -> rule.serves(target))
                .forEach(rule -> notes.add("The pull through cache rule " + rule.prefix() + " (" + rule.upstream()
                        + ") serves the name " + target + ": choose another --new-name."));
    }

    private void addLost(Reading<List<NameRule>> rules, String effect) {
        known(rules)
                .filter(this::isLost)
                .forEach(rule -> notes.add("The " + rule.label() + " with the filters " + rule.filters()
                        + " applies to " + source + " and not to " + target
                        + ": add a filter, or images of the target are not " + effect + "."));
    }

    private boolean isLost(NameRule rule) {
        return rule.appliesTo(source) && !rule.appliesTo(target);
    }

    private void addPolicy() {
        if (registry.policy() instanceof Reading.Known<String> policy) {
            RegistryPolicyNames.lost(policy.value(), request.source().arn(), request.target())
                    .forEach(statement -> notes.add("The registry policy names " + source + " and not " + target
                            + " in " + statement + ": add the ARN of the target."));
        }
    }

    private static <T> Stream<T> known(Reading<List<T>> reading) {
        return reading instanceof Reading.Known<List<T>> known ? known.value().stream() : Stream.of();
    }
}

package dev.ecrauditor.cli.migration;

import dev.ecrauditor.cli.migration.aws.MigrationReader;
import dev.ecrauditor.cli.migration.facts.CacheRule;
import dev.ecrauditor.cli.migration.facts.GivenKey;
import dev.ecrauditor.cli.migration.facts.MigrationFacts;
import dev.ecrauditor.cli.migration.facts.RepositorySettings;
import dev.ecrauditor.cli.migration.plan.CreatedBy;
import dev.ecrauditor.cli.migration.plan.MigrationPlan;
import dev.ecrauditor.cli.migration.plan.MigrationRequest;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.Settings;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads, decides whether there is something to migrate, and plans it. */
final class Planning {

    private final MigrationReader reader;
    private final Choices choices;
    private final UnreadFacts unread;

    /**
     * What the caller chose.
     *
     * @param key the key to use; empty to create one
     * @param createdBy who created the repository; empty to find out
     * @param settings those with waivers; empty for none
     * @param endpoint called instead of AWS; empty for AWS itself
     */
    record Choices(
            Optional<String> key, Optional<CreatedBy> createdBy, Optional<Settings> settings, Optional<URI> endpoint) {}

    /** What came of it. */
    sealed interface Outcome {}

    /** There is a plan; it lacks notes if something could not be read. */
    record Planned(MigrationPlan plan, boolean isComplete) implements Outcome {}

    /** The repository is compliant; the plan has one note and no steps. */
    record NothingToDo(MigrationPlan plan) implements Outcome {}

    /** Something without which there is no plan could not be read. */
    record NotPlanned() implements Outcome {}

    Planning(MigrationReader reader, Choices choices, PrintWriter err) {
        this.reader = reader;
        this.choices = choices;
        this.unread = new UnreadFacts(err);
    }

    Outcome plan(RepositoryArn source, RepositoryArn target) {
        Optional<RepositorySnapshot> snapshot = unread.required(source.name(), reader.snapshot(source));
        if (snapshot.isEmpty()) {
            return new NotPlanned();
        }
        Verdict verdict = verdict(snapshot.get());
        if (verdict instanceof Verdict.Pass) {
            String note = source.name() + " is encrypted with a customer managed key; there is nothing to migrate.";
            return new NothingToDo(new MigrationPlan(source, source, List.of(), List.of(note)));
        }
        if (verdict instanceof Verdict.Unknown unknown) {
            unread.report("could not read how " + source.name() + " is encrypted: " + unknown.sentence());
            return new NotPlanned();
        }
        Optional<String> key = choices.key().flatMap(id -> key(id, source.region()));
        Optional<RepositorySettings> settings = unread.required(source.name(), reader.settings(source));
        if (key.isEmpty() == choices.key().isPresent() || settings.isEmpty()) {
            return new NotPlanned();
        }
        return plan(reader.facts(snapshot.get(), settings.get()), target, key);
    }

    private static Verdict verdict(RepositorySnapshot snapshot) {
        return RuleCatalog.standard(Duration.ZERO).evaluate(snapshot).entrySet().stream()
                .filter(entry -> entry.getKey().setting() == Setting.ENCRYPTION)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private Optional<String> key(String id, String region) {
        Reading<GivenKey> reading = reader.key(id);
        if (reading instanceof Reading.Absent<GivenKey>) {
            throw new UsageException("--key " + id + ": KMS knows no such key in " + region + "; name another key");
        }
        return unread.required("the key " + id, reading).map(key -> KeyChoice.check(key, region));
    }

    private Outcome plan(MigrationFacts facts, RepositoryArn target, Optional<String> key) {
        RepositoryArn source = facts.source().arn();
        CreatedBy createdBy = choices.createdBy().orElseGet(() -> creator(facts));
        if (!unread.areRequiredKnown(facts, createdBy)) {
            return new NotPlanned();
        }
        boolean complete = unread.areAdditionalKnown(facts);
        List<String> notes = choices.settings()
                .map(file -> SettingsNotes.of(file, source, target))
                .orElse(List.of());
        MigrationRequest request = new MigrationRequest(facts, target, key, createdBy, choices.endpoint());
        return new Planned(MigrationPlan.of(request, notes), complete);
    }

    private static CreatedBy creator(MigrationFacts facts) {
        boolean cached = facts.registry().cacheRules() instanceof Reading.Known<List<CacheRule>> known
                && known.value().stream()
                        .anyMatch(rule -> rule.serves(facts.source().arn().name()));
        return cached ? CreatedBy.PULL_THROUGH_CACHE : CreatedBy.CALLER;
    }
}

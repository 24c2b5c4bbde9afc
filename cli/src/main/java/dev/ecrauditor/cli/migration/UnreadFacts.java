package dev.ecrauditor.cli.migration;

import dev.ecrauditor.cli.migration.facts.MigrationFacts;
import dev.ecrauditor.cli.migration.facts.Registry;
import dev.ecrauditor.cli.migration.facts.SourceRepository;
import dev.ecrauditor.cli.migration.plan.CreatedBy;
import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.repository.Reading;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reports, in one line each, what could not be read. */
final class UnreadFacts {

    private final PrintWriter err;

    UnreadFacts(PrintWriter err) {
        this.err = err;
    }

    /** The fact, which has to exist; if there is none, or it could not be read, that is reported. */
    <T> Optional<T> required(String what, Reading<T> reading) {
        if (reading instanceof Reading.Known<T> known) {
            return Optional.of(known.value());
        }
        report("could not read " + what + ": "
                + (reading instanceof Reading.Unreadable<T> denied ? denied.problem() : "it does not exist"));
        return Optional.empty();
    }

    /** A script without one of these would lose it. */
    boolean areRequiredKnown(MigrationFacts facts, CreatedBy createdBy) {
        SourceRepository source = facts.source();
        Map<String, Reading<?>> required = new LinkedHashMap<>();
        required.put("the repository policy", source.policy());
        required.put("the lifecycle policy", source.lifecycle());
        required.put("the tags", source.tags());
        if (createdBy != CreatedBy.CALLER) {
            required.put("the creation templates", facts.registry().templates());
        }
        return report(required, "; without it there is no plan");
    }

    /** A plan without one of these only lacks notes. */
    boolean areAdditionalKnown(MigrationFacts facts) {
        Registry registry = facts.registry();
        Map<String, Reading<?>> additional = new LinkedHashMap<>();
        additional.put("the images", facts.images());
        additional.put("the scanning rules of the registry", registry.scanning());
        additional.put("the replication rules", registry.replication());
        additional.put("the signing rules", registry.signing());
        additional.put("the creation templates", registry.templates());
        additional.put("the pull through cache rules", registry.cacheRules());
        additional.put("the registry policy", registry.policy());
        return report(additional, "; the plan has no notes about it");
    }

    private boolean report(Map<String, Reading<?>> facts, String consequence) {
        boolean known = true;
        for (Map.Entry<String, Reading<?>> fact : facts.entrySet()) {
            if (fact.getValue() instanceof Reading.Unreadable<?> unreadable) {
                report("could not read " + fact.getKey() + ": " + unreadable.problem() + consequence);
                known = false;
            }
        }
        return known;
    }

    void report(String line) {
        err.println("plan-migration: " + Printable.of(line));
    }
}

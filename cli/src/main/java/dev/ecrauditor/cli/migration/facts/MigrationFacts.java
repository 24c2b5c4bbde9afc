package dev.ecrauditor.cli.migration.facts;

import dev.ecrauditor.repository.Reading;

/** Everything that was read for a plan. */
public record MigrationFacts(SourceRepository source, Reading<ImageCounts> images, Registry registry) {}

package dev.ecrauditor.cli.findings;

import dev.ecrauditor.finding.export.FindingRow;
import java.util.Optional;

/**
 * A finding and who is responsible for its account.
 *
 * @param owner empty where the settings name nobody
 */
record OwnedFinding(FindingRow row, Optional<String> owner) {}

package dev.ecrauditor.infra.threat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.LeastPrivilege;
import java.util.List;
import java.util.function.Function;

/** The rows of the table of threats in {@code infra-cdk/README.md}, each as an assertion on every template. */
@SuppressWarnings("ImmutableEnumChecker") // the checks are method references without state
enum Threat {
    FORGED_EVENT("forged event", ThreatChecks::patternsThatTakeMore),
    FOREIGN_SENDER("foreign sender on the hub bus", ThreatChecks::busesThatLetInMore),
    CONFUSED_DEPUTY("confused deputy", ThreatChecks::rolesThatAnEventCouldSteer),
    INJECTED_MESSAGE("injected message", ThreatChecks::queuesAndTopicsThatLetInMore),
    PLAINTEXT("plaintext or tampering", ThreatChecks::dataInThePlain),
    BROAD_ROLE("over-broad role", LeastPrivilege::breachesIn),
    FLOOD("flood", OperationChecks::limitsThatAreMissing),
    SILENCED("silenced account or function", OperationChecks::silenceThatNobodyNotices),
    LEAKED_SECRET("leaked secret", OperationChecks::secretsThatLeak),
    HOSTILE_TEXT("hostile text", OperationChecks::textsThatACallerChooses),
    STALE_SNAPSHOT("stale snapshot", OperationChecks::functionsOutsideTheAlias);

    private final String row;
    private final Function<JsonNode, List<String>> check;

    Threat(String row, Function<JsonNode, List<String>> check) {
        this.row = row;
        this.check = check;
    }

    String row() {
        return row;
    }

    List<String> breachesIn(JsonNode template) {
        return check.apply(template);
    }
}

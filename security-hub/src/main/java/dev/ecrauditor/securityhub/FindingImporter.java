package dev.ecrauditor.securityhub;

import static java.util.Objects.requireNonNull;

import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.securityhub.HubImports.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Imports the findings of queued alerts: each into the account that owns the resource, or into the hub's account where
 * that account does not use Security Hub CSPM. A message is done only if all its findings are.
 */
public final class FindingImporter {

    private final String hubAccount;
    private final AlertFindings alerts;
    private final HubImports imports;

    /**
     * A message of the queue.
     *
     * @param body as SNS delivered it
     */
    public record QueuedAlert(String id, String body) {}

    /**
     * What became of a message.
     *
     * @param findings how many findings it has
     * @param inHub how many of them were imported into the hub's account because their own does not take them
     * @param failures why it stays in the queue, each reason once; empty if it is done
     */
    public record Result(int findings, int inHub, List<String> failures) {

        public Result {
            failures = List.copyOf(failures);
        }

        public boolean isDone() {
            return failures.isEmpty();
        }
    }

    /** The invocation. */
    public interface TimeLeft {
        Duration remaining();
    }

    /**
     * Where the function runs.
     *
     * @param account the account of the hub
     * @param region its Region
     * @param rules every rule
     */
    public record Hub(String account, String region, RuleRegistry rules) {}

    public FindingImporter(SecurityHub securityHub, Hub deployment, Clock clock) {
        hubAccount = deployment.account();
        alerts = new AlertFindings(new FindingRows(deployment.rules(), deployment.region()));
        imports = new HubImports(securityHub, hubAccount, clock);
    }

    /** Imports the findings of messages, in as few calls as possible, and returns a result for each. */
    public Map<QueuedAlert, Result> importFindings(List<QueuedAlert> messages, TimeLeft time) {
        Map<QueuedAlert, List<HubFinding>> read = new LinkedHashMap<>();
        Map<QueuedAlert, Result> results = new LinkedHashMap<>();
        for (QueuedAlert message : messages) {
            try {
                read.put(message, alerts.read(message.body()));
            } catch (MalformedJson | IllegalArgumentException malformed) {
                results.put(message, new Result(0, 0, List.of("not an alert: " + malformed.getMessage())));
            }
        }
        List<HubFinding> all = read.values().stream().flatMap(List::stream).toList();
        Map<String, Outcome> outcomes = imports.importLatest(all, time);
        read.forEach((message, findings) -> results.put(message, result(findings, outcomes)));
        return results;
    }

    private Result result(List<HubFinding> findings, Map<String, Outcome> outcomes) {
        int inHub = 0;
        Set<String> failures = new LinkedHashSet<>();
        for (HubFinding finding : findings) {
            Outcome outcome = requireNonNull(outcomes.get(finding.id()), "every finding has an outcome");
            outcome.failure().ifPresent(failures::add);
            boolean isOfAnother = !finding.ownerAccount().equals(hubAccount);
            if (isOfAnother && outcome.importer().account().equals(hubAccount)) {
                inHub++;
            }
        }
        return new Result(findings.size(), inHub, List.copyOf(failures));
    }
}

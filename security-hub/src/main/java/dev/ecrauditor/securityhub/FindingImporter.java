package dev.ecrauditor.securityhub;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.securityhub.SecurityHub.Importer;
import dev.ecrauditor.securityhub.SecurityHub.NotEnabledException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Imports the findings of queued alerts: each into the account that owns the resource, or into the hub's account where
 * that account does not use Security Hub CSPM. A message is done only if all its findings are.
 */
public final class FindingImporter {

    /** Less time than this is not enough for another call and its retries. */
    private static final Duration RESERVE = Duration.ofSeconds(20);

    private final SecurityHub hub;
    private final String hubAccount;
    private final AlertFindings alerts;
    private final AcceptedImports accepted = new AcceptedImports();
    private final AccountsWithoutHub withoutHub;

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
     * @param failures why it stays in the queue, at most one reason for each finding; empty if it is done
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
        hub = securityHub;
        hubAccount = deployment.account();
        alerts = new AlertFindings(new FindingRows(deployment.rules(), deployment.region()));
        withoutHub = new AccountsWithoutHub(clock);
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
        Map<String, Outcome> outcomes = importLatest(read.values(), time);
        read.forEach((message, findings) -> results.put(message, result(findings, outcomes)));
        return results;
    }

    /** What became of a finding. */
    private record Outcome(Importer importer, Optional<String> failure) {}

    private Result result(List<HubFinding> findings, Map<String, Outcome> outcomes) {
        List<Outcome> own = findings.stream()
                .map(finding -> outcomes.get(finding.id()))
                .distinct()
                .toList();
        long inHub = findings.stream()
                .filter(finding -> !finding.ownerAccount().equals(hubAccount))
                .map(finding -> outcomes.get(finding.id()))
                .filter(outcome -> outcome.importer().account().equals(hubAccount))
                .count();
        return new Result(
                findings.size(),
                (int) inHub,
                own.stream()
                        .flatMap(outcome -> outcome.failure().stream())
                        .distinct()
                        .toList());
    }

    /** Of several states of a finding only the latest is imported: it replaces the others. */
    private Map<String, Outcome> importLatest(Collection<List<HubFinding>> messages, TimeLeft time) {
        Map<String, HubFinding> latest = new LinkedHashMap<>();
        messages.stream()
                .flatMap(List::stream)
                .forEach(finding -> latest.merge(
                        finding.id(),
                        finding,
                        (one, other) -> other.updatedAt().isBefore(one.updatedAt()) ? one : other));
        Map<Importer, List<HubFinding>> byImporter = new LinkedHashMap<>();
        latest.values()
                .forEach(finding -> byImporter
                        .computeIfAbsent(importer(finding), key -> new ArrayList<>())
                        .add(finding));
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        byImporter.forEach((importer, findings) -> outcomes.putAll(importInto(importer, findings, time)));
        return outcomes;
    }

    private Importer importer(HubFinding finding) {
        Importer owner = new Importer(finding.ownerAccount(), finding.region());
        boolean takesIt = finding.ownerIsWatched() && !withoutHub.has(owner);
        return takesIt ? owner : new Importer(hubAccount, finding.region());
    }

    private Map<String, Outcome> importInto(Importer importer, List<HubFinding> findings, TimeLeft time) {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        Map<String, HubFinding> byId = new LinkedHashMap<>();
        for (HubFinding finding : findings) {
            if (accepted.has(importer, finding)) {
                outcomes.put(finding.id(), new Outcome(importer, Optional.empty()));
            } else {
                byId.put(finding.id(), finding);
            }
        }
        List<Json.Obj> asff = byId.values().stream()
                .map(finding -> finding.asff().importedBy(importer.account()))
                .toList();
        for (List<Json.Obj> batch : FindingBatches.of(asff)) {
            List<HubFinding> some = batch.stream()
                    .map(finding -> byId.get(AlertFindings.required(finding, "Id")))
                    .toList();
            outcomes.putAll(call(importer, some, batch, time));
        }
        return outcomes;
    }

    private Map<String, Outcome> call(
            Importer importer, List<HubFinding> findings, List<Json.Obj> asff, TimeLeft time) {
        if (time.remaining().compareTo(RESERVE) < 0) {
            return failed(importer, findings, "no time left in this invocation");
        }
        Map<String, String> refused;
        try {
            refused = hub.importFindings(importer, asff);
        } catch (NotEnabledException notEnabled) {
            return withoutHub(importer, findings, time, String.valueOf(notEnabled.getMessage()));
        } catch (RuntimeException fault) {
            return failed(importer, findings, fault.getClass().getSimpleName() + ": " + fault.getMessage());
        }
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (HubFinding finding : findings) {
            Optional<String> failure = Optional.ofNullable(refused.get(finding.id()));
            if (failure.isEmpty()) {
                accepted.add(importer, finding);
            }
            outcomes.put(finding.id(), new Outcome(importer, failure));
        }
        return outcomes;
    }

    private Map<String, Outcome> withoutHub(
            Importer importer, List<HubFinding> findings, TimeLeft time, String message) {
        if (importer.account().equals(hubAccount)) {
            return failed(importer, findings, message);
        }
        withoutHub.add(importer);
        return importInto(new Importer(hubAccount, importer.region()), findings, time);
    }

    private static Map<String, Outcome> failed(Importer importer, List<HubFinding> findings, String reason) {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        String where = importer.account() + " " + importer.region() + ": " + reason;
        findings.forEach(finding -> outcomes.put(finding.id(), new Outcome(importer, Optional.of(where))));
        return outcomes;
    }
}

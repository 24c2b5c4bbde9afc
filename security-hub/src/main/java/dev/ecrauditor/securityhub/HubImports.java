package dev.ecrauditor.securityhub;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.securityhub.FindingImporter.TimeLeft;
import dev.ecrauditor.securityhub.SecurityHub.Importer;
import dev.ecrauditor.securityhub.SecurityHub.NotEnabledException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Imports findings in as few calls as possible, and decides for each which account imports it. */
final class HubImports {

    /** Less time than this is not enough for another call and its retries. */
    private static final Duration RESERVE = Duration.ofSeconds(20);

    private final SecurityHub hub;
    private final String hubAccount;
    private final AcceptedImports accepted = new AcceptedImports();
    private final AccountsWithoutHub withoutHub;

    /**
     * What became of a finding.
     *
     * @param importer the account that took it, or did not
     * @param failure why it was not taken
     */
    record Outcome(Importer importer, Optional<String> failure) {}

    HubImports(SecurityHub hub, String hubAccount, Clock clock) {
        this.hub = hub;
        this.hubAccount = hubAccount;
        this.withoutHub = new AccountsWithoutHub(clock);
    }

    /** Of several states of a finding only the latest is imported: it replaces the others. */
    Map<String, Outcome> importLatest(List<HubFinding> all, TimeLeft time) {
        Map<String, HubFinding> latest = new LinkedHashMap<>();
        all.forEach(finding -> latest.merge(
                finding.id(), finding, (one, other) -> other.updatedAt().isBefore(one.updatedAt()) ? one : other));
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
            Optional<String> failure =
                    Optional.ofNullable(refused.get(finding.id())).map(reason -> located(importer, reason));
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
        Optional<String> failure = Optional.of(located(importer, reason));
        findings.forEach(finding -> outcomes.put(finding.id(), new Outcome(importer, failure)));
        return outcomes;
    }

    private static String located(Importer importer, String reason) {
        return importer.account() + " " + importer.region() + ": " + reason;
    }
}

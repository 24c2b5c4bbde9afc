package dev.ecrauditor.settings.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.settings.check.DecidedAccounts;
import dev.ecrauditor.settings.check.Globs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings of a deployment, with every default filled in. The remediation modes, exclusions and waivers are only in
 * the JSON of {@link SettingsFile}, because only the functions read them.
 *
 * @param watch the watched accounts and Regions
 * @param evaluation how repositories are evaluated
 * @param recipients who receives messages
 * @param schedule when repositories are evaluated without an event
 * @param export where findings are written
 * @param deployment names of a second deployment, and an adopted table
 * @param owners who is responsible for accounts; the first entry that matches decides
 */
public record AuditorSettings(
        WatchSettings watch,
        Evaluation evaluation,
        Recipients recipients,
        ScheduleSettings schedule,
        Export export,
        DeploymentSettings deployment,
        List<AccountOwner> owners) {

    /**
     * How repositories are evaluated.
     *
     * @param trust the external principals that are meant to have access
     * @param rules the settings of the rules
     */
    public record Evaluation(TrustSettings trust, RuleSettings rules) {}

    /**
     * Who receives messages.
     *
     * @param alerts who receives the alerts
     * @param operations who receives the alarms about the auditor itself
     */
    public record Recipients(AlertSettings alerts, OperationsSettings operations) {}

    /**
     * Where findings are written.
     *
     * @param findings whether all findings are written to a bucket once a day
     * @param securityHub whether findings are imported into Security Hub CSPM
     */
    public record Export(boolean findings, boolean securityHub) {

        static Export of(JsonNode export) {
            return new Export(
                    export.get("findings").asBoolean(),
                    export.get("securityHub").asBoolean());
        }
    }

    public AuditorSettings {
        owners = List.copyOf(owners);
    }

    static AuditorSettings of(JsonNode settings) {
        return new AuditorSettings(
                WatchSettings.of(settings.get("watch")),
                new Evaluation(TrustSettings.of(settings.get("trust")), RuleSettings.of(settings.get("rules"))),
                new Recipients(
                        AlertSettings.of(settings.get("alerts")), OperationsSettings.of(settings.get("operations"))),
                ScheduleSettings.of(settings.get("schedule")),
                Export.of(settings.get("export")),
                DeploymentSettings.of(settings.get("deployment")),
                JsonLists.map(settings.get("owners"), AccountOwner::of));
    }

    /** Who is responsible for an account; empty where nobody is named. */
    public Optional<AccountOwner> owner(String account) {
        return owners.stream()
                .filter(owner -> owner.accounts().stream().anyMatch(glob -> Globs.covers(glob, account)))
                .findFirst();
    }

    /** Who receives the alerts of which accounts; an account belongs to the first owner whose glob matches it. */
    public List<OwnerSubscription> ownerSubscriptions() {
        List<List<String>> globs = owners.stream().map(AccountOwner::accounts).toList();
        Map<String, Set<Integer>> byEmail = new LinkedHashMap<>();
        for (int i = 0; i < owners.size(); i++) {
            if (owners.get(i).alerts()) {
                byEmail.computeIfAbsent(owners.get(i).email(), email -> new TreeSet<>())
                        .add(i);
            }
        }
        return byEmail.entrySet().stream()
                .map(owner -> new OwnerSubscription(
                        owner.getKey(),
                        DecidedAccounts.of(globs, owner.getValue()).orElseThrow()))
                .toList();
    }

    public TrustSettings trust() {
        return evaluation.trust();
    }

    public RuleSettings rules() {
        return evaluation.rules();
    }

    public AlertSettings alerts() {
        return recipients.alerts();
    }

    public OperationsSettings operations() {
        return recipients.operations();
    }
}

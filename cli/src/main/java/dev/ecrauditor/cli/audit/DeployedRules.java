package dev.ecrauditor.cli.audit;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.organizations.OrganizationsReader;
import dev.ecrauditor.rule.OwnOrganizationTrust;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.Settings;
import java.time.Clock;

/** The rules as the deployed functions evaluate them under a settings file. */
final class DeployedRules {

    private DeployedRules() {}

    static RuleRegistry of(Settings settings, TrustedParties trusted) {
        return RuleCatalog.of(settings.rules().options(trusted));
    }

    /** Reads the own organization where it is trusted and the file does not name it. */
    static TrustedParties trusted(Settings settings, AwsClients clients, Clock clock) {
        TrustedParties named =
                new TrustedParties(settings.trust().accounts(), settings.trust().organizations());
        boolean isRead = settings.trust().ownOrganization()
                && settings.watch().organization().isEmpty();
        return isRead ? new OwnOrganizationTrust(named, new OrganizationsReader(clients, clock), clock).get() : named;
    }
}

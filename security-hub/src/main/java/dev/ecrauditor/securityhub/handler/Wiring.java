package dev.ecrauditor.securityhub.handler;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.signed.SignedCalls;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.securityhub.FindingImporter;
import dev.ecrauditor.securityhub.aws.SecurityHubCalls;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Builds the function; it alone reads the environment. */
final class Wiring {

    /** Only titles and mappings of the rules are used, which have no options. */
    private static final Duration ANY_GRACE = Duration.ofMinutes(15);

    private Wiring() {}

    static FindingImporter fromEnvironment() {
        Map<String, String> environment = System.getenv();
        return importer(environment, AwsClients.ofFunction(required(environment, "AWS_REGION")));
    }

    static FindingImporter importer(Map<String, String> environment, AwsClients clients) {
        Clock clock = Clock.systemUTC();
        String hub = required(environment, "HUB_ACCOUNT");
        Optional<String> role =
                Optional.ofNullable(environment.get("SECURITY_HUB_ROLE_NAME")).filter(name -> !name.isBlank());
        SecurityHubCalls calls = new SecurityHubCalls(
                new SecurityHubCalls.Callers(hub, clients, new AccountCredentials(clients, role, clock)),
                clock,
                SignedCalls.Pause.SLEEP);
        return new FindingImporter(
                calls,
                new FindingImporter.Hub(
                        hub, required(environment, "AWS_REGION"), RuleCatalog.every(RuleOptions.of(ANY_GRACE))),
                clock);
    }

    private static String required(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new IllegalStateException("the environment variable " + name + " is not set"));
    }
}

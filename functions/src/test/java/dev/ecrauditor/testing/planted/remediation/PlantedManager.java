package dev.ecrauditor.testing.planted.remediation;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonFactory;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.testing.planted.handler.PlantedEntryPoint;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ecr.EcrClient;

/** Breaks every rule of the architecture at once, so that a test can show that they are able to fail. */
public class PlantedManager implements RepositoryRule {

    static int calls;

    private final Clock clock;
    private final EcrClient client;

    PlantedManager(Clock clock, EcrClient client) {
        this.clock = clock;
        this.client = client;
    }

    /** Uses an entry point and other packages that it must not depend on. */
    int reach(Context context, JsonFactory json) {
        return context.getRemainingTimeInMillis() + json.getFactoryFeatures();
    }

    @Override
    public RuleMetadata metadata() {
        String name = String.valueOf(System.getenv("HOME"));
        return new RuleMetadata(
                name,
                client.serviceName(),
                PlantedEntryPoint.class.getSimpleName(),
                "",
                List.of(),
                dev.ecrauditor.rule.Severity.LOW,
                dev.ecrauditor.repository.Setting.POLICY,
                List.of(),
                List.of());
    }

    @Override
    public Verdict evaluate(RepositorySnapshot repository) {
        calls++;
        boolean matches = Pattern.matches("a*", repository.arn().name())
                || Instant.now().isAfter(clock.instant())
                || "x".matches("y");
        return new Verdict.NotApplicable("it is " + matches, java.util.Optional.empty());
    }
}

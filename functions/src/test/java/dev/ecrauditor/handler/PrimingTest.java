package dev.ecrauditor.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.aws.AwsClients;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrimingTest {

    /** One for each policy. */
    private static final int EVENTS = 3;

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-30T10:00:00Z"), ZoneOffset.UTC);

    /** The whole way: an event that ends as an alert, and the alert published. */
    @ParameterizedTest
    @CsvSource({"us-east-1,", "us-gov-west-1,", "cn-north-1,", "eu-central-1,ecr-auditor-read"})
    void anInventedEventIsAuditedAndItsAlertIsPublished(String region, String readRole) throws Exception {
        List<String> lines = lines(region, readRole == null ? "" : readRole);
        assertThat(lines)
                .filteredOn(line -> line.contains("\"outcome\":\"ALERTED\""))
                .hasSize(EVENTS);
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("\"published\":1"));
        assertThat(lines).noneSatisfy(line -> assertThat(line).contains("ERROR"));
    }

    private static List<String> lines(String region, String readRole) throws Exception {
        Environment environment = new Environment(Map.of(
                "AWS_REGION", region,
                "WATCHED_ORGANIZATION", "o-exampleorg1",
                "READ_ROLE_NAME", readRole));
        AwsClients clients = AwsClients.ofFunction(region);
        return new Priming(environment, clients.connection(), CLOCK).runInvented(EVENTS);
    }
}

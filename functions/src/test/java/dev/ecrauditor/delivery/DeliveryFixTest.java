package dev.ecrauditor.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.WatchedCalls;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The commands of a gap lose nothing that was deployed. */
class DeliveryFixTest {

    private static final AccountRegion PLACE = new AccountRegion("111122223333", "us-east-1");
    private static final String QUEUE = "arn:aws:sqs:us-east-1:111122223333:undelivered";
    private static final String TRAIL = "arn:aws:cloudtrail:us-east-1:111122223333:trail/audit";

    @Test
    void theTargetKeepsItsDeadLetterQueue() throws MalformedJson {
        assertThat(target(Optional.of(QUEUE)))
                .anyMatch(line -> line.startsWith("aws events put-targets ")
                        && line.endsWith(",DeadLetterConfig={Arn=" + QUEUE + "}'"));
        assertThat(target(Optional.empty()))
                .noneMatch(line -> line.contains("put-targets"))
                .anyMatch(line -> line.startsWith("# Deploy the stack of the rule again"));
    }

    private static List<String> target(Optional<String> deadLetters) throws MalformedJson {
        ExpectedRule expected = new ExpectedRule(
                "forward",
                Optional.empty(),
                "arn:aws:events:us-east-1:999988887777:event-bus/hub",
                Optional.of("forward"),
                WatchedCalls.eventNames());
        EventRule rule = new EventRule(true, JsonReader.read("{}"), Set.of(), deadLetters);
        return new ForwardingCheck(DeliveryCheck.FORWARDING, expected)
                .check(PLACE, new Reading.Known<>(rule))
                .gap()
                .orElseThrow()
                .fix();
    }

    @Test
    void onlyBasicSelectorsOfManagementEventsAreReplaced() throws MalformedJson {
        assertThat(trail("{'EventSelectors':[{'ReadWriteType':'ReadOnly'}]}"))
                .anyMatch(line -> line.startsWith("aws cloudtrail put-event-selectors "))
                .noneMatch(line -> line.contains("create-trail"));
        assertThat(trail("{'EventSelectors':[{'IncludeManagementEvents':false}]}"))
                .noneMatch(line -> line.contains("put-event-selectors"))
                .anyMatch(line -> line.startsWith("aws cloudtrail create-trail "));
        assertThat(
                        trail(
                                "{'AdvancedEventSelectors':[{'FieldSelectors':[{'Field':'eventCategory','Equals':['Data']}]}]}"))
                .noneMatch(line -> line.contains("put-event-selectors"))
                .anyMatch(line -> line.contains("Its owner decides") && line.contains("eventCategory Management"))
                .anyMatch(line -> line.startsWith("aws cloudtrail create-trail "));
    }

    @Test
    void theCommandFindsTheRuleOfTheCanaryWithASuffixToo() {
        RepositoryArn canary =
                RepositoryArn.of("aws", "us-east-1", "111122223333", "canary").orElseThrow();
        CanaryCheck.Known known = new CanaryCheck.Known(Optional.of(Instant.EPOCH), Optional.empty());

        assertThat(new CanaryCheck(PLACE, canary)
                        .check(known, Instant.EPOCH.plus(Duration.ofDays(1)))
                        .flatMap(CheckResult::gap)
                        .orElseThrow()
                        .fix())
                .contains("aws events list-rules --region us-east-1 --name-prefix ecr-auditor-canary");
    }

    private static List<String> trail(String selectors) throws MalformedJson {
        EventSelectors read = EventSelectors.read(JsonReader.read(selectors.replace('\'', '"')));
        Trail trail = new Trail(TRAIL, "us-east-1", true, Optional.empty(), read);
        return TrailCheck.check(PLACE, new Reading.Known<>(List.of(trail)))
                .gap()
                .orElseThrow()
                .fix();
    }
}

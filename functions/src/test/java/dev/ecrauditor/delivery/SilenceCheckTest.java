package dev.ecrauditor.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceCheckTest {

    private static final AccountRegion PLACE = new AccountRegion("111122223333", "us-east-1");
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private static final ExpectedRule RULE = new ExpectedRule(
            "ecr-auditor-forward-staging",
            Optional.empty(),
            "arn:aws:events:eu-west-1:999988887777:event-bus/ecr-auditor-staging",
            Optional.of("ecr-auditor-forward-staging"),
            List.of());

    /** Times are minutes before now. */
    @ParameterizedTest
    @CsvSource({
        "3, 20, , true",
        "3, 20, 60, true",
        "3, 20, 35, true", // the arrival of events is stored a quarter of an hour late at most
        "2, 20, , false",
        "3, 14, , false", // an event may still be on its way
        "3, 20, 34, false",
        "3, 20, 1, false",
        "0, , , false"
    })
    void threeChangesWithoutAnEventSinceAreSilence(int changes, Long since, Long event, boolean isSilent) {
        SilenceCheck.Known known = new SilenceCheck.Known(changes, before(since), before(event));

        assertThat(SilenceCheck.check(PLACE, known, RULE, NOW).gap().isPresent())
                .isEqualTo(isSilent);
    }

    @Test
    void theCommandsNameTheDeployedRuleAndBus() {
        SilenceCheck.Known known = new SilenceCheck.Known(3, before(20L), Optional.empty());

        assertThat(SilenceCheck.check(PLACE, known, RULE, NOW)
                        .gap()
                        .orElseThrow()
                        .fix())
                .anyMatch(line -> line.contains("Name=RuleName,Value=ecr-auditor-forward-staging --"))
                .anyMatch(line -> line.startsWith("# With credentials of account 999988887777"))
                .contains("aws events describe-event-bus --region eu-west-1 --name ecr-auditor-staging");
    }

    private static Optional<Instant> before(Long minutes) {
        return Optional.ofNullable(minutes).map(Duration::ofMinutes).map(NOW::minus);
    }
}

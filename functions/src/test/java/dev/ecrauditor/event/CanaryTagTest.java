package dev.ecrauditor.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.testing.CloudTrailEvents;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryTagTest {

    private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
    private static final RepositoryArn CANARY = RepositoryArn.parse(
                    "arn:aws:ecr:us-east-1:111122223333:repository/canary")
            .orElseThrow();

    private final EventReader reader = new EventReader("111122223333"::equals);

    @ParameterizedTest
    @ValueSource(strings = {"{'key':'%s','value':'%s'}", "{'Key':'%s','Value':'%s'}"})
    void theTagIsIgnoredWithItsRepositoryAndTime(String tag) throws Exception {
        Ignored ignored = read(CANARY.toString(), tag.formatted(CanaryTag.KEY, AT));

        assertThat(ignored.reason()).isEqualTo(IgnoreReason.CANARY);
        assertThat(CanaryTag.of(ignored)).contains(new CanaryTag(CANARY, AT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'key':'team','value':'2026-11-20T10:00:00Z'}",
                "{'key':'ecr-auditor:canary','value':'yesterday'}",
                "{'key':'ecr-auditor:canary'}"
            })
    void otherTagsAreIgnoredAsBefore(String tag) throws Exception {
        assertIsNoCanary(read(CANARY.toString(), tag));
    }

    @Test
    void theRepositoryOfAnotherAccountIsNoCanary() throws Exception {
        String other = CANARY.toString().replace("111122223333", "444455556666");

        assertIsNoCanary(read(other, "{'key':'%s','value':'%s'}".formatted(CanaryTag.KEY, AT)));
    }

    private static void assertIsNoCanary(Ignored ignored) {
        assertThat(ignored.reason()).isEqualTo(IgnoreReason.NO_RULE_APPLIES);
        assertThat(CanaryTag.of(ignored)).isEqualTo(Optional.empty());
    }

    private Ignored read(String arn, String tag) throws MalformedEvent, MalformedJson {
        String call = "{'resourceArn':'%s','tags':[%s]}".formatted(arn, tag).replace('\'', '"');
        return (Ignored) reader.read(JsonReader.read(CloudTrailEvents.tagged(CANARY, call, AT)));
    }
}

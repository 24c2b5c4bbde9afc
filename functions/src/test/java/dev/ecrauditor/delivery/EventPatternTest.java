package dev.ecrauditor.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.ChangeKind;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventPatternTest {

    private final EventPattern pattern = new EventPattern(ChangeKind.eventNames());

    @Test
    void thePatternOfTheCommandIsSufficient() throws MalformedJson {
        assertThat(pattern.problemOf(JsonReader.read(pattern.text()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'source':['aws.ecr','aws.kms']}",
                "{'source':['aws.ecr'],'detail':{'eventSource':['ecr.amazonaws.com','kms.amazonaws.com']}}",
                "{'detail':{'errorCode':[{'exists':false}]}}",
                "{}"
            })
    void aWiderPatternIsSufficient(String wider) throws MalformedJson {
        assertThat(pattern.problemOf(JsonReader.read(wider.replace('\'', '"')))).isEmpty();
    }
}

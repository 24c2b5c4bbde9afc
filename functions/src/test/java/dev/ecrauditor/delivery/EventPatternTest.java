package dev.ecrauditor.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.WatchedCalls;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventPatternTest {

    private final EventPattern pattern = new EventPattern(WatchedCalls.eventNames());

    @Test
    void thePatternOfTheCommandIsSufficient() throws MalformedJson {
        assertThat(pattern.problemOf(JsonReader.read(pattern.text()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'source':['aws.ecr','aws.kms']}",
                "{'detail':{'$or':[{'errorCode':[{'exists':false}]},{'action-type':['PUSH','REPLICATE','DELETE']},{'sync-status':['SUCCESS','FAILED']}]}}",
                "{'detail':{'$or':[{'eventSource':['ecr.amazonaws.com','kms.amazonaws.com','s3.amazonaws.com']},{'action-type':['PUSH','REPLICATE']},{'sync-status':['SUCCESS']}]}}",
                "{'detail':{'$or':[{},{'action-type':['PUSH']}]}}",
                "{}"
            })
    void aWiderPatternIsSufficient(String wider) throws MalformedJson {
        assertThat(pattern.problemOf(JsonReader.read(wider.replace('\'', '"')))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'source':['aws.ecr']} | lacks aws.kms in source",
                "{'detail':{'errorCode':[{'exists':false}]}} | lacks ECR's own events with action-type PUSH, REPLICATE",
                "{'detail':{'$or':[]}} | empty $or",
                "{'detail':{'$or':[{'errorCode':[{'exists':false}]},{'action-type':['PUSH']},{'sync-status':['SUCCESS']}]}} | lacks",
                "{'detail':{'$or':[{'errorCode':[{'exists':false}]},{'action-type':['PUSH','REPLICATE']}]}} | sync-status",
                "{'detail':{'$or':[{'eventSource':['ecr.amazonaws.com']},{'action-type':['PUSH','REPLICATE']},{'sync-status':['SUCCESS']}]}} | lacks kms.amazonaws.com in eventSource",
                "{'detail':{'awsRegion':['us-east-1'],'$or':[{},{'action-type':['PUSH']}]}} | narrowed by [awsRegion]"
            })
    void aNarrowerPatternIsNot(String narrower, String problem) throws MalformedJson {
        assertThat(pattern.problemOf(JsonReader.read(narrower.replace('\'', '"')))
                        .orElseThrow())
                .contains(problem);
    }

    @Test
    void theOwnPatternIsSufficient() throws MalformedJson {
        assertThat(pattern.problemOf(JsonReader.read(pattern.text()))).isEmpty();
    }
}

package dev.ecrauditor.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.repository.Reading;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusCheckTest {

    private static final AccountRegion HUB = new AccountRegion("999988887777", "us-east-1");

    @Test
    void theOrganizationMayBeOneOfSeveralAndStandInOneStatement() throws MalformedJson {
        BusCheck check = new BusCheck("bus", Optional.of("o-exampleorgid"), Set.of());
        String statement = "{'Effect':'Allow','Principal':{'AWS':'*'},'Action':['events:PutEvents'],"
                + "'Condition':{'StringEquals':{'aws:PrincipalOrgID':['o-anotherorgid','o-exampleorgid']}}}";

        assertThat(gap(check, "{'Statement':" + statement + "}")).isEmpty();
        assertThat(gap(check, "{'Statement':[" + statement + "]}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{'Statement':[]}",
                "{'Statement':{'Effect':'Allow','Principal':'*','Action':'events:PutRule',"
                        + "'Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-exampleorgid'}}}}",
                "{'Statement':{'Effect':'Allow','Principal':{'AWS':'111122223333'},'Action':'events:PutEvents',"
                        + "'Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-exampleorgid'}}}}",
                "{'Statement':{'Effect':'Allow','Principal':'*','Action':'events:PutEvents',"
                        + "'Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-exampleorgid','events:source':'aws.ecs'}}}}",
                "{'Statement':{'Effect':'Allow','Principal':'*','Action':'events:PutEvents',"
                        + "'Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-exampleorgid'},'Bool':{'aws:SecureTransport':'false'}}}}"
            })
    void whatDoesNotAllowTheWholeOrganizationIsAGap(String policy) throws MalformedJson {
        BusCheck check = new BusCheck("bus", Optional.of("o-exampleorgid"), Set.of());

        assertThat(gap(check, policy)).contains("{bus name=bus, not allowed=organization o-exampleorgid}");
    }

    @Test
    void everyNamedAccountHasToBeAllowed() throws MalformedJson {
        BusCheck check = new BusCheck("bus", Optional.empty(), Set.of("111122223333", "444455556666"));
        String both = "{'Statement':{'Effect':'Allow','Action':'events:PutEvents',"
                + "'Principal':{'AWS':['111122223333','arn:aws:iam::444455556666:root']}}}";

        assertThat(gap(check, both)).isEmpty();
        assertThat(gap(check, both.replace("'111122223333',", "")))
                .contains("{bus name=bus, not allowed=accounts 111122223333}");
        CheckResult result = check.check(HUB, new Reading.Absent<>());
        assertThat(result.gap().orElseThrow().fix())
                .contains("aws events put-permission --region us-east-1 --event-bus-name bus --action events:PutEvents"
                        + " --statement-id Account111122223333 --principal 111122223333");
    }

    @Test
    void aStatementThatDeniesIsRemovedByItsSid() throws MalformedJson {
        BusCheck check = new BusCheck("bus", Optional.empty(), Set.of("111122223333"));
        String policy = """
                {"Statement": [
                  {"Effect": "Allow", "Action": "events:PutEvents", "Principal": {"AWS": "111122223333"}},
                  {"Sid": "Frozen", "Effect": "Deny", "Action": "events:PutEvents", "Principal": "*"}]}""";

        CheckResult result = check.check(HUB, new Reading.Known<>(JsonReader.read(policy)));

        assertThat(result.gap().orElseThrow().fix())
                .contains("aws events remove-permission --region us-east-1 --event-bus-name bus --statement-id Frozen")
                .noneMatch(line -> line.contains("put-permission"));
    }

    @Test
    void aStatementThatOnlyDemandsTlsIsNoGap() throws MalformedJson {
        BusCheck check = new BusCheck("bus", Optional.empty(), Set.of("111122223333"));
        String policy =
                "{'Statement':[{'Effect':'Allow','Action':'events:PutEvents','Principal':{'AWS':'111122223333'}},"
                        + "{'Effect':'Deny','Action':'events:*','Principal':'*',"
                        + "'Condition':{'Bool':{'aws:SecureTransport':'false'}}}]}";

        assertThat(gap(check, policy)).isEmpty();
        assertThat(gap(check, policy.replace("'false'", "'true'"))).isPresent();
        assertThat(gap(check, policy.replace("aws:SecureTransport", "aws:PrincipalIsAWSService")))
                .isPresent();
        assertThat(gap(check, policy.replace("'Bool'", "'BoolIfExists'"))).isPresent();
    }

    private static Optional<String> gap(BusCheck check, String policy) throws MalformedJson {
        Json json = JsonReader.read(policy.replace('\'', '"'));
        return check.check(HUB, new Reading.Known<>(json))
                .gap()
                .map(evidence -> evidence.facts().toString());
    }
}

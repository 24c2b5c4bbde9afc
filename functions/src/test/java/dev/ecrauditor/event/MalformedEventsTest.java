package dev.ecrauditor.event;

import static dev.ecrauditor.event.EventJson.OWNER;
import static dev.ecrauditor.event.EventJson.call;
import static dev.ecrauditor.event.EventJson.change;
import static dev.ecrauditor.event.EventJson.json;
import static dev.ecrauditor.event.EventJson.read;
import static dev.ecrauditor.event.EventJson.scanningOff;
import static dev.ecrauditor.event.EventJson.with;
import static dev.ecrauditor.event.EventJson.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that must not be lost because they cannot be used: they end in the dead-letter queue. */
class MalformedEventsTest {

    private static final RepositoryArn API = new RepositoryArn("aws", "us-east-1", OWNER, "payments/api");
    private static final String OWN_ARN = "[{'accountId': '111122223333', 'ARN': '" + API + "'}]";

    @ParameterizedTest
    @ValueSource(strings = {"source", "account", "region", "detail.eventVersion", "detail.eventID", "detail.eventTime"})
    void anEventThatLacksWhatEveryEventHasIsMalformed(String path) {
        assertThatThrownBy(() -> read(without(scanningOff(), path))).isInstanceOf(MalformedEvent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "true", "null", "[]", "{}", "''", "'<!channel>'"})
    void anAccountOrRegionOfTheWrongTypeIsMalformed(String value) {
        assertThatThrownBy(() -> read(with(scanningOff(), "account", value))).isInstanceOf(MalformedEvent.class);
        assertThatThrownBy(() -> read(with(scanningOff(), "region", value))).isInstanceOf(MalformedEvent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0", "", "11", "v1.0", "0.9"})
    void aVersionThatIsNotOnePointSomethingIsMalformed(String version) {
        assertThatThrownBy(() -> read(with(scanningOff(), "detail.eventVersion", "'" + version + "'")))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining("version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.04", "1.11", "1.99"})
    void everyVersionOnePointSomethingIsRead(String version) throws MalformedEvent {
        assertThat(read(with(scanningOff(), "detail.eventVersion", "'" + version + "'")))
                .isInstanceOf(RepositoryChange.class);
    }

    @Test
    void anEventThatWasDeliveredToAnotherAccountThanItSaysIsMalformed() {
        assertThatThrownBy(() -> read(with(scanningOff(), "detail.recipientAccountId", "'444455556666'")))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining("recipientAccountId");
    }

    @Test
    void anEventWithoutRecipientIsTakenByItsEnvelope() throws MalformedEvent {
        assertThat(change(without(scanningOff(), "detail.recipientAccountId")).repository())
                .isEqualTo(API);
    }

    @Test
    void aRepositoryOfAnotherRegionThanTheEventIsMalformed() {
        Json event = with(with(scanningOff(), "detail.resources", OWN_ARN), "region", "'eu-west-1'");
        assertThatThrownBy(() -> read(event)).isInstanceOf(MalformedEvent.class).hasMessageContaining("another Region");
    }

    @Test
    void aCallThatNamesNoRepositoryIsMalformed() {
        assertThatThrownBy(() -> read(call("DeleteRepository", "{}", "{}")))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining("names no repository");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "Payments",
                "<!channel>",
                "a b",
                "../../etc",
                "x\\nBcc: y",
                "x\\u202ey",
                "arn:aws:ecr:us-east-1:444455556666:repository/api",
                "$(rm -rf)"
            })
    void aNameThatEcrWouldRefuseIsMalformedAndNotRepeated(String name) {
        Json event = call("DeleteRepository", "{'repositoryName': '" + name + "'}", "null");
        assertThatThrownBy(() -> read(event))
                .isInstanceOf(MalformedEvent.class)
                .hasMessage(
                        "account, region or detail.requestParameters.repositoryName is not valid: they are twelve digits,"
                                + " a Region such as us-east-1, and a name such as team/service");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'yesterday'", "'2026-11-20'", "''", "1763632800", "null"})
    void aTimeThatIsNoneIsMalformed(String time) {
        assertThatThrownBy(() -> read(with(scanningOff(), "detail.eventTime", time)))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining("eventTime");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "'text'", "[]", "true", "null", "{}"})
    void whatIsNoEventIsMalformed(String text) {
        assertThatThrownBy(() -> read(json(text))).isInstanceOf(MalformedEvent.class);
    }

    /**
     * Whatever type a member has, the reader answers or says that the event is malformed; it never fails in another
     * way.
     */
    @Test
    void noWrongTypeAnywhereMakesItFail() {
        Json created = with(
                call(
                        "CreateRepository",
                        "{'repositoryName': 'payments/api', 'encryptionConfiguration': {'encryptionType': 'KMS', 'kmsKey': 'k'},"
                                + "'imageScanningConfiguration': {'scanOnPush': true}, 'registryId': '111122223333'}",
                        "{'repository': {'registryId': '111122223333', 'repositoryName': 'payments/api'}}"),
                "detail.resources",
                OWN_ARN);
        created = with(created, "detail.userIdentity.sessionContext", "{'sessionIssuer': {'userName': 'ci'}}");
        for (String path : paths(created, "")) {
            for (String wrong : List.of("null", "7", "true", "'text'", "[]", "[['x']]", "{}", "{'x': {'y': 1}}")) {
                try {
                    assertThat(read(with(created, path, wrong))).isNotNull();
                } catch (MalformedEvent refused) {
                    assertThat(refused).hasMessageMatching("[ -~]+");
                }
            }
        }
    }

    private static List<String> paths(Json here, String prefix) {
        List<String> paths = new ArrayList<>();
        for (Map.Entry<String, Json> member : here.members().entrySet()) {
            paths.add(prefix + member.getKey());
            paths.addAll(paths(member.getValue(), prefix + member.getKey() + "."));
        }
        return paths;
    }
}

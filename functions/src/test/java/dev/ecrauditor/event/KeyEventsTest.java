package dev.ecrauditor.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.organization.WatchedAccounts;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which key an event of KMS is about, and whose. */
class KeyEventsTest {

    private static final String ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final KeyArn KEY = new KeyArn("aws", "us-east-1", "111122223333", ID);

    private final EventReader reader = new EventReader(WatchedAccounts.of(Set.of("111122223333")));

    @Test
    void theKeyIsThatOfTheResources() throws Exception {
        Trigger read = read("{'keyId': 'alias/ecr'}", "[{'ARN': '" + KEY + "'}]");
        assertThat(read).isInstanceOfSatisfying(KeyChange.class, change -> {
            assertThat(change.key()).isEqualTo(KEY);
            assertThat(change.kind()).isEqualTo(KeyChange.Kind.DISABLE_KEY);
            assertThat(change.eventName()).isEqualTo("DisableKey");
        });
    }

    @Test
    void withoutResourcesItIsTheOneOfTheRequest() throws Exception {
        assertThat(read("{'keyId': '" + ID + "'}", "[]"))
                .isInstanceOfSatisfying(
                        KeyChange.class, change -> assertThat(change.key()).isEqualTo(KEY));
        assertThat(read("{'keyId': '" + KEY + "'}", "[]"))
                .isInstanceOfSatisfying(
                        KeyChange.class, change -> assertThat(change.key()).isEqualTo(KEY));
    }

    @Test
    void anAliasAloneIsNoKey() {
        assertThatThrownBy(() -> read("{'keyId': 'alias/ecr'}", "[]"))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining("names no KMS key");
    }

    @Test
    void theCallersCopyOfACallAboutAnotherAccountsKeyIsIgnored() throws Exception {
        Trigger read = read("null", "[{'ARN': 'arn:aws:kms:us-east-1:444455556666:key/" + ID + "'}]");
        assertThat(read)
                .isInstanceOfSatisfying(
                        Ignored.class,
                        ignored -> assertThat(ignored.reason()).isEqualTo(IgnoreReason.CALLER_ACCOUNT_COPY));
    }

    /** Its repositories may be of a watched account; only through such an account it is read. */
    @Test
    void theAuditorsOwnRequestMayNameAKeyOfAnAccountThatIsNotWatched() throws Exception {
        KeyArn other = new KeyArn("aws", "us-east-1", "444455556666", ID);
        assertThat(reader.read(JsonReader.read(new KeyReevaluation(other).toMessage())))
                .isInstanceOfSatisfying(
                        KeyReevaluation.class, again -> assertThat(again.key()).isEqualTo(other));
    }

    @Test
    void theAuditorsOwnRequestIsReadBack() throws Exception {
        assertThat(reader.read(JsonReader.read(new KeyReevaluation(KEY).toMessage())))
                .isInstanceOfSatisfying(
                        KeyReevaluation.class, again -> assertThat(again.key()).isEqualTo(KEY));
        assertThatThrownBy(() ->
                        reader.read(JsonReader.read("{\"source\": \"ecr-auditor\", \"detail\": {\"keyArn\": \"x\"}}")))
                .isInstanceOf(MalformedEvent.class);
    }

    private Trigger read(String request, String resources) throws MalformedJson, MalformedEvent {
        String event = ("{'source': 'aws.kms', 'detail-type': 'AWS API Call via CloudTrail', 'account': '111122223333',"
                        + "'region': 'us-east-1', 'detail': {'eventVersion': '1.11', 'eventSource': 'kms.amazonaws.com',"
                        + "'eventName': 'DisableKey', 'eventID': 'e-1', 'eventTime': '2026-11-20T10:05:00Z',"
                        + "'recipientAccountId': '111122223333', 'requestParameters': " + request + ", 'resources': "
                        + resources + "}}")
                .replace('\'', '"');
        return reader.read(JsonReader.read(event));
    }
}

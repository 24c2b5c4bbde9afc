package dev.ecrauditor.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.event.ruler.Machine;

/** Owners of accounts who receive the alerts of their accounts, as the template subscribes them. */
class OwnerSubscriptionsTest {

    private static final SynthesizedHub HUB = SynthesizedHub.withSettings("""
            alerts: {emails: [security@example.org]}
            owners:
            - {accounts: ['111122223333', '4444*'], name: payments, email: payments@example.org, alerts: true}
            - {accounts: ['123456789012'], name: silent, email: silent@example.org}
            - {accounts: ['1234*', '11112222????'], name: shop, email: shop@example.org, alerts: true}
            """);

    @Test
    void onlyOwnersWithAlertsAreSubscribedEachOnceToTheAlertTopic() {
        assertThat(HUB.resources("AWS::SNS::Subscription"))
                .extracting(subscription -> subscription.property("/Endpoint") + " "
                        + subscription.property("/Protocol") + " "
                        + subscription.property("/TopicArn").replaceAll("Topic.*", ""))
                .containsExactlyInAnyOrder(
                        "security@example.org email ${Alert",
                        "payments@example.org email ${Alert",
                        "shop@example.org email ${Alert");
    }

    @Test
    void aFilterHasOneKeyAndNoMoreValuesThanSnsAccepts() {
        assertThat(List.of("payments@example.org", "shop@example.org")).allSatisfy(email -> {
            JsonNode filter = filter(email);
            assertThat(filter).hasSize(1);
            assertThat(filter.get("accountIds")).hasSizeBetween(1, 150);
        });
        assertThat(filter("payments@example.org").toString())
                .isEqualTo("{\"accountIds\":[\"111122223333\",{\"prefix\":\"4444\"}]}");
    }

    @Test
    void theFirstEntryThatMatchesAnAccountDecidesWhoReceivesItsAlerts() throws Exception {
        assertThat(receivers("111122223333")).containsExactly("payments@example.org");
        assertThat(receivers("444455556666")).containsExactly("payments@example.org");
        assertThat(receivers("111122223334")).containsExactly("shop@example.org");
        assertThat(receivers("123456789012")).isEmpty();
        assertThat(receivers("123456789013")).containsExactly("shop@example.org");
        assertThat(receivers("999988887777")).isEmpty();
    }

    @Test
    void aDigestOfSeveralAccountsReachesTheOwnerOfEachOfThem() throws Exception {
        assertThat(receivers("999988887777", "444455556666", "123456789012")).containsExactly("payments@example.org");
        assertThat(receivers("444455556666", "123499998888"))
                .containsExactly("payments@example.org", "shop@example.org");
    }

    @Test
    void asManyValuesAsAFilterHasCanBeDeployed() {
        String ids = IntStream.range(0, 150).mapToObj("'%012d'"::formatted).collect(Collectors.joining(", "));
        assertThatCode(() -> SynthesizedHub.withSettings(
                        "owners: [{accounts: [" + ids + "], name: a, email: a@example.org, alerts: true}]"))
                .doesNotThrowAnyException();
    }

    private static List<String> receivers(String... accountIds) throws Exception {
        Machine machine = Machine.builder().build();
        for (String email : List.of("payments@example.org", "shop@example.org")) {
            machine.addRule(email, filter(email).toString());
        }
        String ids = IntStream.range(0, accountIds.length)
                .mapToObj(i -> "\"" + accountIds[i] + "\"")
                .collect(Collectors.joining(","));
        return machine.rulesForJSONEvent("{\"accountIds\":[" + ids + "]}").stream()
                .sorted()
                .toList();
    }

    private static JsonNode filter(String email) {
        Resource subscription = HUB.resources("AWS::SNS::Subscription").stream()
                .filter(each -> each.property("/Endpoint").equals(email))
                .findFirst()
                .orElseThrow();
        return subscription.properties().get("FilterPolicy");
    }
}

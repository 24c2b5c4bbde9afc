package dev.ecrauditor.aws.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.organization.MemberAccount;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.testing.MutableClock;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

class OrganizationsReaderTest {

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T10:00:00Z"));

    @AutoClose
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults());

    @AutoClose
    private final AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "eu-west-1", "111122223333");

    private final List<Duration> pauses = new ArrayList<>();
    private final OrganizationsReader reader =
            new OrganizationsReader(OrganizationsReader.calls(clients.connection(), clock, pauses::add));

    @Test
    void everyAccountIsReadWithItsState() {
        load("""
                {"id": "111122223333", "name": "security"},
                {"id": "444455556666", "name": "payments", "state": "SUSPENDED"},
                {"id": "222233334444", "name": "old", "state": "CLOSED", "status": "SUSPENDED"}""");

        assertThat(reader.accounts())
                .isEqualTo(new Reading.Known<>(List.of(
                        new MemberAccount("111122223333", "security", "ACTIVE", true),
                        new MemberAccount("444455556666", "payments", "SUSPENDED"),
                        new MemberAccount("222233334444", "old", "CLOSED"))));
        assertThat(reader.organizationId()).isEqualTo(new Reading.Known<>("o-exampleorgid"));
    }

    @Test
    void withoutStateTheRetiringStatusIsUsed() {
        load(
                "{\"id\": \"111122223333\", \"status\": \"ACTIVE\"}, {\"id\": \"444455556666\", \"status\": \"SUSPENDED\"}");

        assertThat(known(reader.accounts())).extracting(MemberAccount::isActive).containsExactly(true, false);
    }

    @Test
    void oneAccountIsReadByOneCall() {
        load(
                "{\"id\": \"111122223333\"}, {\"id\": \"444455556666\", \"name\": \"payments\", \"state\": \"PENDING_CLOSURE\"}");

        assertThat(reader.account("444455556666"))
                .isEqualTo(new Reading.Known<>(new MemberAccount("444455556666", "payments", "PENDING_CLOSURE")));
        assertThat(known(reader.account("111122223333")).isManagement()).isTrue();
        assertThat(reader.account("123456789012")).isEqualTo(new Reading.Absent<>());
        assertThat(aws.requests()).extracting(LoggedRequest::operation).containsOnly("DescribeAccount");
        assertThat(aws.requests()).hasSize(3);
    }

    @Test
    void anAccountThatCannotBeLookedUpIsAFaultAndNoOutsider() {
        assertThatThrownBy(() -> reader.account("444455556666"))
                .isInstanceOf(AwsServiceException.class)
                .hasMessageContaining("AWSOrganizationsNotInUseException");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultIsRetriedTwiceAfterLongerPauses(Fault fault) {
        load("{\"id\": \"111122223333\"}");
        aws.failNext("organizations:ListAccounts", fault, 2);

        assertThat(known(reader.accounts())).hasSize(1);
        assertThat(pauses).hasSize(2).allMatch(pause -> pause.compareTo(Duration.ofMillis(400)) <= 0);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void theThirdFaultIsThrown(Fault fault) {
        load("{\"id\": \"111122223333\"}");
        aws.failNext("organizations:ListAccounts", fault, 3);

        assertThatThrownBy(reader::accounts).isInstanceOf(SdkException.class).hasMessageContaining("AWS Organizations");
        assertThat(aws.requests()).hasSize(3);
        assertThat(pauses).hasSize(2);
    }

    @Test
    void noAttemptBeginsAfterTenSeconds() {
        load("{\"id\": \"111122223333\"}");
        aws.failNext("organizations:ListAccounts", Fault.THROTTLED, 2);
        OrganizationsReader slow = new OrganizationsReader(
                OrganizationsReader.calls(clients.connection(), clock, pause -> clock.advance(Duration.ofSeconds(10))));

        assertThatThrownBy(slow::accounts)
                .isInstanceOf(AwsServiceException.class)
                .hasMessageContaining("TooManyRequestsException");
        assertThat(aws.requests()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aReaderForAlertsMakesOneAttempt(Fault fault) {
        load("{\"id\": \"111122223333\", \"name\": \"payments\"}");
        OrganizationsReader once = OrganizationsReader.once(clients, clock);
        aws.failNext("organizations:DescribeAccount", fault, 1);

        assertThatThrownBy(() -> once.account("111122223333"))
                .isInstanceOf(SdkException.class)
                .hasMessageContaining("AWS Organizations");
        assertThat(aws.requests()).hasSize(1);
        assertThat(known(once.account("111122223333")).name()).isEqualTo("payments");
    }

    @Test
    void aDenialIsNotRetried() {
        load("{\"id\": \"111122223333\"}");
        aws.deny("111122223333", "organizations:DescribeAccount");

        assertThat(denied(reader.account("444455556666"))).isEqualTo("organizations:DescribeAccount");
        assertThat(aws.requests()).hasSize(1);
    }

    @Test
    void manyPagesAreRead() {
        load("{\"id\": \"111122223333\"}, "
                + IntStream.range(0, 130)
                        .mapToObj(i -> "{\"id\": \"%012d\", \"parent\": \"ou-abcd-22222222\"}".formatted(i))
                        .collect(Collectors.joining(", ")));

        assertThat(known(reader.accounts())).hasSize(131).doesNotHaveDuplicates();
        assertThat(known(reader.accountsBelow("ou-abcd-22222222"))).hasSize(130).doesNotHaveDuplicates();
    }

    @Test
    void theAccountsBelowAUnitAreThoseOfEveryDepth() {
        load("""
                {"id": "111122223333"},
                {"id": "000000000001", "parent": "ou-abcd-11111111"},
                {"id": "000000000002", "parent": "ou-abcd-22222222"},
                {"id": "000000000003", "parent": "ou-abcd-33333333"},
                {"id": "000000000004", "parent": "ou-abcd-44444444"}""");

        assertThat(idsBelow("ou-abcd-11111111")).containsExactly("000000000001", "000000000002", "000000000003");
        assertThat(idsBelow("ou-abcd-33333333")).containsExactly("000000000003");
        assertThat(idsBelow("r-abcd")).hasSize(5);
        assertThat(reader.accountsBelow("ou-abcd-99999999")).isEqualTo(new Reading.Absent<>());
    }

    @Test
    void anAccountInNoOrganizationHasNone() {
        assertThat(reader.accounts()).isEqualTo(new Reading.Absent<>());
        assertThat(reader.organizationId()).isEqualTo(new Reading.Absent<>());
    }

    @Test
    void aDeniedCallIsNamed() {
        load("{\"id\": \"111122223333\"}");
        aws.deny("111122223333", "organizations:ListAccounts");
        aws.deny("111122223333", "organizations:ListAccountsForParent");

        assertThat(denied(reader.accounts())).isEqualTo("organizations:ListAccounts");
        assertThat(denied(reader.accountsBelow("r-abcd"))).isEqualTo("organizations:ListAccountsForParent");
        aws.allow("111122223333", "organizations:ListAccountsForParent");
        aws.deny("111122223333", "organizations:ListOrganizationalUnitsForParent");
        assertThat(denied(reader.accountsBelow("r-abcd"))).isEqualTo("organizations:ListOrganizationalUnitsForParent");
    }

    @ParameterizedTest
    @CsvSource({"eu-west-1, us-east-1", "cn-north-1, cn-northwest-1", "us-gov-east-1, us-gov-west-1"})
    void eachPartitionHasOneEndpoint(String region, String home) {
        assertThat(OrganizationsReader.homeRegion(region)).isEqualTo(home);
    }

    private List<String> idsBelow(String parent) {
        return known(reader.accountsBelow(parent)).stream()
                .map(MemberAccount::id)
                .toList();
    }

    private static <T> T known(Reading<T> reading) {
        assertThat(reading).isInstanceOf(Reading.Known.class);
        return ((Reading.Known<T>) reading).value();
    }

    private static String denied(Reading<?> reading) {
        assertThat(reading).isInstanceOf(Reading.Unreadable.class);
        return ((Reading.Unreadable<?>) reading).permission();
    }

    private void load(String accounts) {
        String state = """
                {"accounts": {}, "organization": {"managementAccount": "111122223333",
                  "organizationalUnits": [
                    {"id": "ou-abcd-11111111"},
                    {"id": "ou-abcd-22222222", "parent": "ou-abcd-11111111"},
                    {"id": "ou-abcd-33333333", "parent": "ou-abcd-22222222"},
                    {"id": "ou-abcd-44444444"}],
                  "accounts": [%s]}}""".formatted(accounts);
        aws.load(new ByteArrayInputStream(state.getBytes(StandardCharsets.UTF_8)));
    }
}

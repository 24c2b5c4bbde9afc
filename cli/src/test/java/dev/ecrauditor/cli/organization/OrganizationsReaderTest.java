package dev.ecrauditor.cli.organization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.terminal.TerminalClients;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.repository.MemberAccount;
import dev.ecrauditor.repository.Reading;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

class OrganizationsReaderTest {

    @AutoClose
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults());

    private final OrganizationsReader reader = new OrganizationsReader(
            TerminalClients.of(OrganizationsClient.builder(), "us-east-1", Optional.of(aws.endpoint())));

    @Test
    void everyAccountIsReadWithItsState() {
        load("""
                {"id": "111122223333", "name": "security"},
                {"id": "444455556666", "name": "payments", "state": "SUSPENDED"},
                {"id": "222233334444", "name": "old", "state": "CLOSED", "status": "SUSPENDED"}""");

        assertThat(reader.accounts())
                .isEqualTo(new Reading.Known<>(List.of(
                        new MemberAccount("111122223333", "security", "ACTIVE"),
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

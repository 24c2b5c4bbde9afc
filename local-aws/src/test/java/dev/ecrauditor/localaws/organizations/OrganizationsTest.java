package dev.ecrauditor.localaws.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import dev.ecrauditor.localaws.control.Fault;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.AccessDeniedException;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountNotFoundException;
import software.amazon.awssdk.services.organizations.model.AlreadyInOrganizationException;
import software.amazon.awssdk.services.organizations.model.AwsOrganizationsNotInUseException;
import software.amazon.awssdk.services.organizations.model.InvalidInputException;
import software.amazon.awssdk.services.organizations.model.Organization;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.ParentNotFoundException;
import software.amazon.awssdk.services.organizations.model.SourceParentNotFoundException;
import software.amazon.awssdk.services.organizations.model.TooManyRequestsException;

class OrganizationsTest {

    private static final String MANAGEMENT = "999988887777";
    private static final String WORKLOADS = "ou-abcd-11111111";
    private static final String PAYMENTS = "ou-abcd-22222222";

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @BeforeEach
    void load() {
        loadOrganization("""
                "organizationalUnits": [
                  {"id": "ou-abcd-11111111", "name": "Workloads"},
                  {"id": "ou-abcd-22222222", "name": "Payments", "parent": "ou-abcd-11111111"}],
                "accounts": [
                  {"id": "999988887777", "name": "management"},
                  {"id": "111122223333", "name": "security", "parent": "ou-abcd-11111111"},
                  {"id": "444455556666", "name": "payments", "parent": "ou-abcd-22222222"},
                  {"id": "222233334444", "state": "SUSPENDED", "parent": "ou-abcd-22222222"},
                  {"id": "333344445555", "state": "CLOSED"},
                  {"id": "555566667777", "state": "PENDING_CLOSURE"},
                  {"id": "666677778888", "status": "SUSPENDED"}]""");
    }

    @Test
    void everyMemberCanDescribeTheOrganization() {
        Organization organization = as("444455556666").describeOrganization().organization();

        assertThat(organization.id()).isEqualTo("o-exampleorgid");
        assertThat(organization.masterAccountId()).isEqualTo(MANAGEMENT);
        assertThat(organization.arn()).isEqualTo("arn:aws:organizations::999988887777:organization/o-exampleorgid");
    }

    @Test
    void anAccountOutsideIsInNoOrganization() {
        assertThatThrownBy(() -> as("123456789012").describeOrganization())
                .isInstanceOf(AwsOrganizationsNotInUseException.class)
                .hasMessageContaining("Your account is not a member of an organization.");
    }

    @Test
    void onlyTheManagementAccountAndDelegatedAdministratorsListAccounts() {
        assertThat(as(MANAGEMENT).listAccounts().accounts()).hasSize(7);
        assertThat(cloud.organizations.listAccounts().accounts()).hasSize(7);
        assertThatThrownBy(() -> as("444455556666").listAccounts())
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("You don't have permissions to access this resource.");
    }

    @ParameterizedTest
    @CsvSource({
        "444455556666, ACTIVE, ACTIVE",
        "222233334444, SUSPENDED, SUSPENDED",
        "333344445555, CLOSED, SUSPENDED",
        "555566667777, PENDING_CLOSURE, PENDING_CLOSURE",
        "666677778888, , SUSPENDED"
    })
    void anAccountHasItsStateAndTheRetiringStatus(String id, String state, String status) {
        Account account = cloud.organizations.listAccounts().accounts().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();

        assertThat(account.stateAsString()).isEqualTo(state);
        assertThat(account.statusAsString()).isEqualTo(status);
        assertThat(account.arn()).isEqualTo("arn:aws:organizations::999988887777:account/o-exampleorgid/" + id);
    }

    @Test
    void oneAccountIsDescribedByThoseWhoMayListAll() {
        Account account = cloud.organizations
                .describeAccount(request -> request.accountId("444455556666"))
                .account();

        assertThat(account.id()).isEqualTo("444455556666");
        assertThat(account.arn()).isEqualTo("arn:aws:organizations::999988887777:account/o-exampleorgid/444455556666");
        assertThatThrownBy(() -> cloud.organizations.describeAccount(request -> request.accountId("123456789012")))
                .isInstanceOf(AccountNotFoundException.class);
        assertThatThrownBy(() -> as("444455556666").describeAccount(request -> request.accountId(MANAGEMENT)))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void accountsAreListedInPagesOfAtMostTwenty() {
        loadOrganization("\"accounts\": [{\"id\": \"999988887777\"}, {\"id\": \"111122223333\"}, "
                + IntStream.range(0, 45)
                        .mapToObj(i -> "{\"id\": \"%012d\"}".formatted(700_000_000_000L + i))
                        .collect(Collectors.joining(", "))
                + "]");

        assertThat(cloud.organizations.listAccounts().accounts()).hasSize(20);
        assertThat(cloud.organizations.listAccountsPaginator().stream()
                        .flatMap(page -> page.accounts().stream())
                        .map(Account::id)
                        .distinct())
                .hasSize(47);
        assertThat(cloud.aws.requests()).hasSize(4);
        assertThatThrownBy(() -> cloud.organizations.listAccounts(b -> b.maxResults(21)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> cloud.organizations.listAccounts(b -> b.nextToken("from-48")))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void theTreeIsListedParentByParent() {
        String root = cloud.organizations.listRoots().roots().get(0).id();

        assertThat(root).isEqualTo("r-abcd");
        assertThat(units(root)).containsExactly(WORKLOADS);
        assertThat(units(WORKLOADS)).containsExactly(PAYMENTS);
        assertThat(units(PAYMENTS)).isEmpty();
        assertThat(accounts(PAYMENTS)).containsExactly("444455556666", "222233334444");
        assertThat(accounts(root)).contains(MANAGEMENT).doesNotContain("444455556666");
        assertThat(cloud.lastRequest().resource()).isEqualTo(root);
    }

    @Test
    void anUnknownParentIsNotFound() {
        assertThatThrownBy(() -> accounts("ou-abcd-99999999")).isInstanceOf(ParentNotFoundException.class);
        assertThatThrownBy(() -> units("Workloads")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void delegatedAdministratorsAreListed() {
        assertThat(cloud.organizations.listDelegatedAdministrators(b -> {}).delegatedAdministrators())
                .singleElement()
                .satisfies(administrator -> assertThat(administrator.id()).isEqualTo("111122223333"));
    }

    @Test
    void theManagementAccountMakesUnitsAndAccounts() {
        OrganizationsClient management = as(MANAGEMENT);
        String unit = management
                .createOrganizationalUnit(b -> b.parentId(WORKLOADS).name("New"))
                .organizationalUnit()
                .id();
        String account = management
                .createAccount(b -> b.accountName("new").email("new@example.com"))
                .createAccountStatus()
                .accountId();
        assertThat(accounts("r-abcd")).contains(account);

        management.moveAccount(
                b -> b.accountId(account).sourceParentId("r-abcd").destinationParentId(unit));

        assertThat(units(WORKLOADS)).contains(unit);
        assertThat(accounts(unit)).containsExactly(account);
        assertThat(accounts("r-abcd")).doesNotContain(account);
        assertThatThrownBy(() -> management.moveAccount(
                        b -> b.accountId(account).sourceParentId("r-abcd").destinationParentId(unit)))
                .isInstanceOf(SourceParentNotFoundException.class);
        assertThatThrownBy(() -> cloud.organizations.createAccount(
                        b -> b.accountName("n").email("n@example.com")))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> management.createOrganization(b -> {}))
                .isInstanceOf(AlreadyInOrganizationException.class);
    }

    @Test
    void callsCanBeDeniedAndThrottled() {
        cloud.aws.deny("111122223333", "organizations:ListAccounts");
        assertThatThrownBy(() -> cloud.organizations.listAccounts())
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("is not authorized to perform: organizations:ListAccounts on resource: *");

        cloud.aws.failNext("organizations:ListRoots", Fault.THROTTLED, 1);
        assertThatThrownBy(() -> cloud.organizations.listRoots()).isInstanceOf(TooManyRequestsException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"accounts\": [{\"id\": \"1\"}]                                      | organization.accounts[0].id",
                "\"accounts\": [{\"id\": \"111122223333\"}]                           | must have the account '999988887777'",
                "\"accounts\": [{\"id\": \"999988887777\"}, {\"id\": \"999988887777\"}] | must not have '999988887777' twice",
                "\"accounts\": [{\"id\": \"999988887777\", \"state\": \"AWAY\"}]      | organization.accounts[0].state must be one of",
                "\"accounts\": [{\"id\": \"999988887777\", \"parent\": \"ou-x\"}]     | must have the parent 'ou-x'",
                "\"organizationalUnits\": [{\"id\": \"Workloads\"}]                   | organization.organizationalUnits[0].id",
                "\"root\": \"abcd\"                                                   | organization.root must match"
            })
    void aWrongOrganizationIsRejectedByItsPath(String members, String problem) {
        assertThatThrownBy(() -> loadOrganization(members))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
        assertThat(cloud.organizations.listAccounts().accounts()).hasSize(7);
    }

    private OrganizationsClient as(String account) {
        return cloud.at(OrganizationsClient.builder(), AwsBasicCredentials.create(account, "test"), TestCloud.REGION)
                .build();
    }

    private List<String> units(String parent) {
        return cloud
                .organizations
                .listOrganizationalUnitsForParent(b -> b.parentId(parent))
                .organizationalUnits()
                .stream()
                .map(OrganizationalUnit::id)
                .toList();
    }

    private List<String> accounts(String parent) {
        return cloud.organizations.listAccountsForParent(b -> b.parentId(parent)).accounts().stream()
                .map(Account::id)
                .toList();
    }

    private void loadOrganization(String members) {
        cloud.load("{\"organization\": {\"managementAccount\": \"999988887777\", \"delegatedAdministrators\":"
                + " [\"111122223333\"], " + members + "}, \"accounts\": {}}");
    }
}

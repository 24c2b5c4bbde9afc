package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AwsOrganizationsNotInUseException;
import software.amazon.awssdk.services.organizations.model.Organization;
import software.amazon.awssdk.services.organizations.model.OrganizationFeatureSet;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.ParentNotFoundException;

/** What is read of an organization: its accounts with their state, and its tree. */
interface OrganizationContract extends BackendContractPart {

    @Test
    default void anAccountInNoOrganizationIsToldSo() {
        fixture().needsOrganizations();
        assertThatThrownBy(() -> organizations().describeOrganization())
                .isInstanceOf(AwsOrganizationsNotInUseException.class);
    }

    @Test
    default void theOrganizationNamesItsManagementAccount() {
        fixture().needsOrganizations();
        createOrganization();
        Organization organization = organizations().describeOrganization().organization();
        assertThat(organization.id()).matches("o-[a-z0-9]{10,32}");
        assertThat(organization.masterAccountId()).isEqualTo(fixture().hub().account());
    }

    @Test
    default void everyAccountIsListedAsActive() {
        fixture().needsOrganizations();
        createOrganization();
        String account = createAccount("payments");
        Account listed = listed(account);
        assertThat(listed.name()).isEqualTo("payments");
        assertThat(listed.statusAsString()).isEqualTo("ACTIVE");
        assertThat(listed.stateAsString()).isEqualTo("ACTIVE");
    }

    @Test
    default void aPageHasAtMostTwentyAccounts() throws Throwable {
        fixture().needsOrganizations();
        createOrganization();
        List<String> made = new ArrayList<>(List.of(fixture().hub().account()));
        for (int i = 0; i < 24; i++) {
            made.add(createAccount("account-" + i));
        }
        List<Account> first = organizations().listAccounts().accounts();
        Expectation.asOnAws(() -> assertThat(first).hasSize(20))
                .unless(
                        Difference.ALL_ACCOUNTS_ON_ONE_PAGE,
                        () -> assertThat(first).hasSize(25))
                .holdsOn(fixture().backend());
        assertThat(organizations().listAccountsPaginator().stream()
                        .flatMap(page -> page.accounts().stream())
                        .map(Account::id))
                .containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    default void theTreeIsListedParentByParent() {
        fixture().needsOrganizations();
        createOrganization();
        String root = organizations().listRoots().roots().get(0).id();
        String unit = createUnit(root, "Workloads");
        String inner = createUnit(unit, "Payments");
        String account = createAccount("payments");
        organizations()
                .moveAccount(
                        move -> move.accountId(account).sourceParentId(root).destinationParentId(inner));

        assertThat(unitsBelow(root)).containsExactly(unit);
        assertThat(unitsBelow(unit)).containsExactly(inner);
        assertThat(unitsBelow(inner)).isEmpty();
        assertThat(accountsIn(inner)).containsExactly(account);
        assertThat(accountsIn(unit)).isEmpty();
        assertThat(accountsIn(root)).containsExactly(fixture().hub().account());
    }

    @Test
    default void aParentThatDoesNotExistIsNotFound() {
        fixture().needsOrganizations();
        createOrganization();
        assertThatThrownBy(() -> accountsIn("ou-abcd-11111111")).isInstanceOf(ParentNotFoundException.class);
    }

    private OrganizationsClient organizations() {
        return fixture().hub().organizations();
    }

    private void createOrganization() {
        organizations().createOrganization(request -> request.featureSet(OrganizationFeatureSet.ALL));
    }

    private String createAccount(String name) {
        return organizations()
                .createAccount(request -> request.accountName(name).email(name + "@example.com"))
                .createAccountStatus()
                .accountId();
    }

    private String createUnit(String parent, String name) {
        return organizations()
                .createOrganizationalUnit(request -> request.parentId(parent).name(name))
                .organizationalUnit()
                .id();
    }

    private Account listed(String id) {
        return organizations().listAccountsPaginator().stream()
                .flatMap(page -> page.accounts().stream())
                .filter(account -> account.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<String> unitsBelow(String parent) {
        return organizations()
                .listOrganizationalUnitsForParent(request -> request.parentId(parent))
                .organizationalUnits()
                .stream()
                .map(OrganizationalUnit::id)
                .toList();
    }

    private List<String> accountsIn(String parent) {
        return organizations().listAccountsForParent(request -> request.parentId(parent)).accounts().stream()
                .map(Account::id)
                .toList();
    }
}

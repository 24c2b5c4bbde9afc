package dev.ecrauditor.cli.organization;

import dev.ecrauditor.repository.MemberAccount;
import dev.ecrauditor.repository.OrganizationReader;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.AccessDeniedException;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AwsOrganizationsNotInUseException;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.ParentNotFoundException;

/**
 * Reads with AWS Organizations. Only the management account and delegated administrators may list accounts.
 *
 * <p>Source: "Account", AWS Organizations API Reference: {@code State} replaces {@code Status}, which AWS retires.
 */
public final class OrganizationsReader implements OrganizationReader {

    private final OrganizationsClient organizations;

    public OrganizationsReader(OrganizationsClient organizations) {
        this.organizations = organizations;
    }

    /** The only Region of a partition in which AWS Organizations has an endpoint. */
    public static String homeRegion(String anyRegion) {
        return switch (RepositoryArn.partitionOf(anyRegion)) {
            case "aws-cn" -> "cn-northwest-1";
            case "aws-us-gov" -> "us-gov-west-1";
            default -> "us-east-1";
        };
    }

    @Override
    public Reading<String> organizationId() {
        return reading(
                "organizations:DescribeOrganization",
                () -> organizations.describeOrganization().organization().id());
    }

    @Override
    public Reading<List<MemberAccount>> accounts() {
        return reading(
                "organizations:ListAccounts",
                () -> organizations.listAccountsPaginator().stream()
                        .flatMap(page -> members(page.accounts()))
                        .toList());
    }

    @Override
    public Reading<List<MemberAccount>> accountsBelow(String parent) {
        return reading("organizations:ListAccountsForParent", () -> {
            List<MemberAccount> found = new ArrayList<>();
            Deque<String> parents = new ArrayDeque<>(List.of(parent));
            while (!parents.isEmpty()) {
                String next = parents.remove();
                organizations
                        .listAccountsForParentPaginator(request -> request.parentId(next))
                        .forEach(page -> members(page.accounts()).forEach(found::add));
                organizations
                        .listOrganizationalUnitsForParentPaginator(request -> request.parentId(next))
                        .forEach(page -> page.organizationalUnits().stream()
                                .map(OrganizationalUnit::id)
                                .forEach(parents::add));
            }
            return List.copyOf(found);
        });
    }

    private static Stream<MemberAccount> members(List<Account> accounts) {
        return accounts.stream()
                .map(account -> new MemberAccount(
                        account.id(), Objects.requireNonNullElse(account.name(), ""), state(account)));
    }

    private static String state(Account account) {
        String status = Objects.requireNonNullElse(account.statusAsString(), "UNKNOWN");
        return Objects.requireNonNullElse(account.stateAsString(), status);
    }

    private static <T> Reading<T> reading(String action, Supplier<T> call) {
        try {
            return new Reading.Known<>(call.get());
        } catch (AwsOrganizationsNotInUseException | ParentNotFoundException none) {
            return new Reading.Absent<>();
        } catch (AccessDeniedException denied) {
            return new Reading.Unreadable<>(action, "AWS Organizations denies reading the organization");
        }
    }
}

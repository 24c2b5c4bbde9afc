package dev.ecrauditor.cli.doctor.aws;

import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.cli.doctor.check.UnreadableException;
import dev.ecrauditor.organization.MemberAccount;
import dev.ecrauditor.organization.OrganizationReader;
import dev.ecrauditor.repository.Reading;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.DelegatedAdministrator;

/** Reads AWS Organizations. */
public final class OrganizationReads {

    private static final String NOT_IN_USE = "AWSOrganizationsNotInUseException";

    private final OrganizationsClient organizations;
    private final OrganizationReader accounts;

    /** The organization of the caller. */
    public record Identity(String id, String managementAccount) {}

    OrganizationReads(OrganizationsClient organizations, OrganizationReader accounts) {
        this.organizations = organizations;
        this.accounts = accounts;
    }

    /** Empty if the caller's account is in no organization. */
    public Optional<Identity> identity() {
        try {
            return Optional.of(
                            Reads.required("organizations:DescribeOrganization", organizations::describeOrganization))
                    .map(answer -> new Identity(
                            answer.organization().id(), answer.organization().masterAccountId()));
        } catch (AwsServiceException fault) {
            if (AwsErrors.code(fault).equals(NOT_IN_USE)) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    /**
     * The delegated administrators of a service. AWS Organizations answers only the management account and delegated
     * administrators; it refuses others without naming a policy, while IAM names one.
     *
     * @return empty if the caller's account is in no organization, or no delegated administrator of any service
     */
    public Optional<List<String>> administrators(String service) {
        try {
            return Optional.of(organizations
                    .listDelegatedAdministratorsPaginator(request -> request.servicePrincipal(service))
                    .delegatedAdministrators()
                    .stream()
                    .map(DelegatedAdministrator::id)
                    .toList());
        } catch (AwsServiceException fault) {
            if (AwsErrors.code(fault).equals(NOT_IN_USE)) {
                return Optional.empty();
            }
            if (!AwsErrors.isDenied(fault)) {
                throw fault;
            }
            if (String.valueOf(fault.awsErrorDetails().errorMessage()).contains("not authorized to perform")) {
                throw new UnreadableException("organizations:ListDelegatedAdministrators", fault);
            }
            return Optional.empty();
        }
    }

    /** The accounts below a root or unit, in every state; empty if there is no such parent. */
    public Optional<List<MemberAccount>> accountsBelow(String parent) {
        Reading<List<MemberAccount>> reading = accounts.accountsBelow(parent);
        if (reading instanceof Reading.Unreadable<List<MemberAccount>> denied) {
            throw new UnreadableException(denied.permission(), new IllegalStateException(denied.problem()));
        }
        return reading instanceof Reading.Known<List<MemberAccount>> known
                ? Optional.of(known.value())
                : Optional.empty();
    }
}

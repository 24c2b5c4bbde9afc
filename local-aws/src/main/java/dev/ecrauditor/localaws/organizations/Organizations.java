package dev.ecrauditor.localaws.organizations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** The reading operations of AWS Organizations, for the one organization of the simulation. */
public final class Organizations {

    private static final int PAGE = 20;
    private static final String PARENT = "(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})";

    private final AtomicReference<Optional<Organization>> state = new AtomicReference<>(Optional.empty());

    /** Replaces the organization. */
    public void load(Organization organization) {
        state.set(Optional.of(organization));
    }

    public List<Operation> operations() {
        return List.of(
                operation("DescribeOrganization", this::describe),
                operation("ListAccounts", this::accounts, "MaxResults", "NextToken"),
                operation("ListRoots", this::roots, "MaxResults", "NextToken"),
                operation("ListOrganizationalUnitsForParent", this::unitsOf, "ParentId", "MaxResults", "NextToken"),
                operation("ListAccountsForParent", this::accountsOf, "ParentId", "MaxResults", "NextToken"),
                operation("ListDelegatedAdministrators", this::administrators, "MaxResults", "NextToken"));
    }

    private ObjectNode describe(Call call) {
        Organization organization = ofMember(call);
        String management = organization.managementAccount();
        return Json.object()
                .set(
                        "Organization",
                        Json.object()
                                .put("Id", organization.id())
                                .put("Arn", organization.arn(call.place(), "organization/" + organization.id()))
                                .put("FeatureSet", "ALL")
                                .put("MasterAccountId", management)
                                .put("MasterAccountArn", accountArn(call, organization, management))
                                .put("MasterAccountEmail", management + "@example.com"));
    }

    private ObjectNode accounts(Call call) {
        Organization organization = readable(call);
        return page(call, "Accounts", json(call, organization, organization.accounts().stream()));
    }

    private ObjectNode roots(Call call) {
        Organization organization = readable(call);
        ObjectNode root = Json.object()
                .put("Id", organization.rootId())
                .put("Arn", organization.arn(call.place(), "root/" + organization.id() + "/" + organization.rootId()))
                .put("Name", "Root");
        return page(call, "Roots", List.of(root.set("PolicyTypes", Json.nodes(List.of()))));
    }

    private ObjectNode unitsOf(Call call) {
        Organization organization = readable(call);
        String parent = parent(call, organization);
        return page(
                call,
                "OrganizationalUnits",
                organization.units().stream()
                        .filter(unit -> unit.parent().equals(parent))
                        .map(unit -> Json.object()
                                .put("Id", unit.id())
                                .put("Arn", organization.arn(call.place(), "ou/" + organization.id() + "/" + unit.id()))
                                .put("Name", unit.name()))
                        .toList());
    }

    private ObjectNode accountsOf(Call call) {
        Organization organization = readable(call);
        String parent = parent(call, organization);
        return page(
                call,
                "Accounts",
                json(
                        call,
                        organization,
                        organization.accounts().stream()
                                .filter(account -> account.parent().equals(parent))));
    }

    private ObjectNode administrators(Call call) {
        Organization organization = readable(call);
        return page(
                call,
                "DelegatedAdministrators",
                json(
                        call,
                        organization,
                        organization.accounts().stream()
                                .filter(account -> organization.administrators().contains(account.id()))));
    }

    private Organization ofMember(Call call) {
        return state.get()
                .filter(organization -> organization.isMember(call.place().account()))
                .orElseThrow(() -> AwsError.badRequest(
                        "AWSOrganizationsNotInUseException", "Your account is not a member of an organization."));
    }

    private Organization readable(Call call) {
        Organization organization = ofMember(call);
        if (!organization.mayRead(call.place().account())) {
            throw AwsError.badRequest("AccessDeniedException", "You don't have permissions to access this resource.");
        }
        return organization;
    }

    private static String parent(Call call, Organization organization) {
        String parent = call.parameters().text("ParentId");
        if (!parent.matches(PARENT)) {
            throw call.invalid("ParentId", "must match " + PARENT);
        }
        if (!organization.isParent(parent)) {
            throw AwsError.badRequest("ParentNotFoundException", "You specified parent that doesn't exist.");
        }
        return parent;
    }

    private static List<ObjectNode> json(Call call, Organization organization, Stream<MemberAccount> accounts) {
        return accounts.map(account -> account.toJson(accountArn(call, organization, account.id())))
                .toList();
    }

    private static String accountArn(Call call, Organization organization, String account) {
        return organization.arn(call.place(), "account/" + organization.id() + "/" + account);
    }

    /** At most twenty items; the token is the index of the next one. */
    private static ObjectNode page(Call call, String list, List<ObjectNode> all) {
        int size = call.parameters().number("MaxResults", PAGE, 1, PAGE);
        int start = start(call, all.size());
        int end = Math.min(all.size(), start + size);
        ObjectNode result = Json.object();
        result.set(list, Json.nodes(all.subList(start, end)));
        if (end < all.size()) {
            result.put("NextToken", "from-" + end);
        }
        return result;
    }

    private static int start(Call call, int most) {
        String token = call.parameters().text("NextToken", "from-0");
        if (!token.matches("from-[0-9]{1,6}") || Integer.parseInt(token.substring("from-".length())) > most) {
            throw new AwsError(
                    400,
                    "InvalidInputException",
                    "You specified an invalid value for the nextToken parameter.",
                    Map.of("Reason", "INVALID_NEXT_TOKEN"));
        }
        return Integer.parseInt(token.substring("from-".length()));
    }

    private static Operation operation(String name, Operation.Behaviour behaviour, String... parameters) {
        return Operation.of(AwsService.ORGANIZATIONS, name, behaviour, parameters);
    }
}

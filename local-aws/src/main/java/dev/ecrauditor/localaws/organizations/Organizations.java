package dev.ecrauditor.localaws.organizations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The reading operations of AWS Organizations, for the one organization of the simulation. */
public final class Organizations {

    private static final int PAGE = 20;

    private final Membership membership;

    public Organizations(Membership membership) {
        this.membership = membership;
    }

    public List<Operation> operations() {
        return List.of(
                operation("DescribeOrganization", this::describe),
                operation("DescribeAccount", this::account, "AccountId"),
                operation("ListAccounts", this::accounts, "MaxResults", "NextToken"),
                operation("ListRoots", this::roots, "MaxResults", "NextToken"),
                operation("ListOrganizationalUnitsForParent", this::unitsOf, "ParentId", "MaxResults", "NextToken"),
                operation("ListAccountsForParent", this::accountsOf, "ParentId", "MaxResults", "NextToken"),
                operation(
                        "ListDelegatedAdministrators",
                        this::administrators,
                        "ServicePrincipal",
                        "MaxResults",
                        "NextToken"));
    }

    private ObjectNode describe(Call call) {
        return Json.object().set("Organization", membership.ofMember(call).toJson(call.place()));
    }

    private ObjectNode account(Call call) {
        Organization organization = membership.ofReader(call);
        String id = call.parameters().text("AccountId");
        if (!AccountRegion.isAccount(id)) {
            throw call.invalid("accountId", "must match \\d{12}");
        }
        MemberAccount account = organization
                .account(id)
                .orElseThrow(() -> AwsError.badRequest(
                        "AccountNotFoundException", "You specified an account that doesn't exist."));
        return Json.object().set("Account", account.toJson(organization.accountArn(call.place(), id)));
    }

    private ObjectNode accounts(Call call) {
        Organization organization = membership.ofReader(call);
        return page(call, "Accounts", json(call, organization, organization.accounts().stream()));
    }

    private ObjectNode roots(Call call) {
        Organization organization = membership.ofReader(call);
        ObjectNode root = Json.object()
                .put("Id", organization.rootId())
                .put("Arn", organization.arn(call.place(), "root/" + organization.id() + "/" + organization.rootId()))
                .put("Name", "Root");
        return page(call, "Roots", List.of(root.set("PolicyTypes", Json.nodes(List.of()))));
    }

    private ObjectNode unitsOf(Call call) {
        Organization organization = membership.ofReader(call);
        String parent = Membership.parent(call, organization, "ParentId");
        return page(
                call,
                "OrganizationalUnits",
                organization.units().stream()
                        .filter(unit -> unit.parent().equals(parent))
                        .map(unit -> unit.toJson(organization, call.place()))
                        .toList());
    }

    private ObjectNode accountsOf(Call call) {
        Organization organization = membership.ofReader(call);
        String parent = Membership.parent(call, organization, "ParentId");
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
        Organization organization = membership.ofReader(call);
        Optional<String> service = call.parameters().optionalText("ServicePrincipal");
        return page(
                call,
                "DelegatedAdministrators",
                json(
                        call,
                        organization,
                        organization.accounts().stream()
                                .filter(account -> service.map(name -> organization.administers(account.id(), name))
                                        .orElse(organization.administrators().contains(account.id())))));
    }

    private static List<ObjectNode> json(Call call, Organization organization, Stream<MemberAccount> accounts) {
        return accounts.map(account -> account.toJson(organization.accountArn(call.place(), account.id())))
                .toList();
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

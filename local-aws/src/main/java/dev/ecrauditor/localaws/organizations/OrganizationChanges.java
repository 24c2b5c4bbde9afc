package dev.ecrauditor.localaws.organizations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.IdGenerator;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import java.util.List;
import java.util.Optional;

/** The operations that make an organization, its accounts and its organizational units. */
public final class OrganizationChanges {

    private static final int DIGITS = 12;

    private final Membership membership;
    private final IdGenerator ids;

    public OrganizationChanges(Membership membership, IdGenerator ids) {
        this.membership = membership;
        this.ids = ids;
    }

    public List<Operation> operations() {
        return List.of(
                operation("CreateOrganization", this::createOrganization, "FeatureSet"),
                operation("CreateOrganizationalUnit", this::createUnit, "ParentId", "Name"),
                operation("CreateAccount", this::createAccount, "Email", "AccountName"),
                operation("MoveAccount", this::move, "AccountId", "SourceParentId", "DestinationParentId"));
    }

    private ObjectNode createOrganization(Call call) {
        if (membership.organizationOf(call).isPresent()) {
            throw AwsError.badRequest(
                    "AlreadyInOrganizationException", "The provided account is already a member of an organization.");
        }
        String management = call.place().account();
        Organization made = new Organization(
                "o-" + letters("organization", 10),
                management,
                "r-" + letters("root", 4),
                List.of(),
                Services.ALL,
                List.of(),
                List.of());
        Organization filled = made.with(member(call, management, "management", made.rootId()));
        membership.replace(filled);
        return Json.object().set("Organization", filled.toJson(call.place()));
    }

    private ObjectNode createUnit(Call call) {
        Organization organization = membership.ofManagement(call);
        String id = "ou-" + organization.rootId().substring("r-".length()) + "-" + letters("unit", 8);
        OrganizationalUnit unit = new OrganizationalUnit(
                id, call.parameters().text("Name"), Membership.parent(call, organization, "ParentId"));
        membership.replace(organization.with(unit));
        return Json.object().set("OrganizationalUnit", unit.toJson(organization, call.place()));
    }

    /** AWS answers IN_PROGRESS first; here the account is there at once. */
    private ObjectNode createAccount(Call call) {
        Organization organization = membership.ofManagement(call);
        String name = call.parameters().text("AccountName");
        String account = digits();
        membership.replace(organization.with(member(call, account, name, organization.rootId())));
        return Json.object()
                .set(
                        "CreateAccountStatus",
                        Json.object()
                                .put("Id", "car-" + letters("request", 32))
                                .put("AccountName", name)
                                .put("State", "SUCCEEDED")
                                .put("AccountId", account)
                                .put("RequestedTimestamp", Json.epochSeconds(call.now()))
                                .put("CompletedTimestamp", Json.epochSeconds(call.now())));
    }

    private ObjectNode move(Call call) {
        Organization organization = membership.ofManagement(call);
        MemberAccount account = organization
                .account(call.parameters().text("AccountId"))
                .orElseThrow(() -> AwsError.badRequest(
                        "AccountNotFoundException", "You specified an account that doesn't exist."));
        if (!account.parent().equals(Membership.parent(call, organization, "SourceParentId"))) {
            throw AwsError.badRequest(
                    "SourceParentNotFoundException", "You specified a source parent that does not hold the account.");
        }
        membership.replace(
                organization.with(account.movedTo(Membership.parent(call, organization, "DestinationParentId"))));
        return Json.object();
    }

    private static MemberAccount member(Call call, String id, String name, String parent) {
        return new MemberAccount(id, name, Optional.of("ACTIVE"), Optional.empty(), parent, call.now());
    }

    private String letters(String kind, int length) {
        return ids.next(kind).replace("-", "").substring(0, length);
    }

    private String digits() {
        long number = Long.parseLong(letters("account", DIGITS), 16) % 1_000_000_000_000L;
        return "%012d".formatted(number);
    }

    private static Operation operation(String name, Operation.Behaviour behaviour, String... parameters) {
        return Operation.of(AwsService.ORGANIZATIONS, name, behaviour, parameters);
    }
}

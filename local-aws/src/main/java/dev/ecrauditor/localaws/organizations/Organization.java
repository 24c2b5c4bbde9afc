package dev.ecrauditor.localaws.organizations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One organization with everything in it.
 *
 * @param administrators the accounts that may read it besides the management account
 */
public record Organization(
        String id,
        String managementAccount,
        String rootId,
        List<String> administrators,
        Services services,
        List<OrganizationalUnit> units,
        List<MemberAccount> accounts) {

    public static Organization read(Fields fields, Instant now) {
        fields.onlyKnown(
                "id",
                "managementAccount",
                "root",
                "delegatedAdministrators",
                "trustedServices",
                "delegatedServices",
                "organizationalUnits",
                "accounts");
        String root = matching(fields, "root", "r-[0-9a-z]{4,32}", "r-abcd");
        Organization read = new Organization(
                matching(fields, "id", "o-[a-z0-9]{10,32}", "o-exampleorgid"),
                matching(fields, "managementAccount", "[0-9]{12}", ""),
                root,
                fields.texts("delegatedAdministrators"),
                Services.read(fields),
                fields.objects("organizationalUnits").stream()
                        .map(unit -> OrganizationalUnit.read(unit, root))
                        .toList(),
                fields.objects("accounts").stream()
                        .map(account -> MemberAccount.read(account, root, now))
                        .toList());
        read.check(fields);
        return read;
    }

    /** Whether the service has trusted access; every service has it where the state names none. */
    boolean trusts(String service) {
        return services.trusted().map(list -> list.contains(service)).orElse(true);
    }

    /** Whether the account is an administrator of the service; of every service where the state names none. */
    boolean administers(String account, String service) {
        return administrators.contains(account)
                && services.delegated().map(list -> list.contains(service)).orElse(true);
    }

    boolean isMember(String account) {
        return account(account).isPresent();
    }

    boolean mayRead(String account) {
        return account.equals(managementAccount) || administrators.contains(account);
    }

    boolean isParent(String parent) {
        return parent.equals(rootId)
                || units.stream().anyMatch(unit -> unit.id().equals(parent));
    }

    Optional<MemberAccount> account(String account) {
        return accounts.stream().filter(member -> member.id().equals(account)).findFirst();
    }

    /** The ARN of a part of the organization; all of them belong to the management account. */
    String arn(AccountRegion place, String resource) {
        return String.join(":", "arn", place.partition(), "organizations", "", managementAccount, resource);
    }

    String accountArn(AccountRegion place, String account) {
        return arn(place, "account/" + id + "/" + account);
    }

    /** A copy with this unit too. */
    Organization with(OrganizationalUnit unit) {
        List<OrganizationalUnit> more = new ArrayList<>(units);
        more.add(unit);
        return new Organization(id, managementAccount, rootId, administrators, services, List.copyOf(more), accounts);
    }

    /** A copy with this account, in the place of the one with its id. */
    Organization with(MemberAccount account) {
        List<MemberAccount> more = new ArrayList<>(accounts);
        more.removeIf(member -> member.id().equals(account.id()));
        more.add(account);
        return new Organization(id, managementAccount, rootId, administrators, services, units, List.copyOf(more));
    }

    ObjectNode toJson(AccountRegion place) {
        return Json.object()
                .put("Id", id)
                .put("Arn", arn(place, "organization/" + id))
                .put("FeatureSet", "ALL")
                .put("MasterAccountId", managementAccount)
                .put("MasterAccountArn", accountArn(place, managementAccount))
                .put("MasterAccountEmail", managementAccount + "@example.com");
    }

    private void check(Fields fields) {
        refuseTwice(fields, "accounts", accounts.stream().map(MemberAccount::id));
        refuseTwice(fields, "organizationalUnits", units.stream().map(OrganizationalUnit::id));
        Stream.concat(
                        units.stream().map(OrganizationalUnit::parent),
                        accounts.stream().map(MemberAccount::parent))
                .filter(parent -> !isParent(parent))
                .findFirst()
                .ifPresent(parent -> {
                    throw fields.refuse("organizationalUnits", "must have the parent '" + parent + "'");
                });
        Stream.concat(Stream.of(managementAccount), administrators.stream())
                .filter(account -> !isMember(account))
                .findFirst()
                .ifPresent(account -> {
                    throw fields.refuse("accounts", "must have the account '" + account + "'");
                });
    }

    private static void refuseTwice(Fields fields, String list, Stream<String> ids) {
        Set<String> unique = new HashSet<>();
        ids.filter(id -> !unique.add(id)).findFirst().ifPresent(id -> {
            throw fields.refuse(list, "must not have '" + id + "' twice");
        });
    }

    private static String matching(Fields fields, String name, String pattern, String otherwise) {
        String text = otherwise.isEmpty() ? fields.text(name) : fields.text(name, otherwise);
        if (!text.matches(pattern)) {
            throw fields.refuse(name, "must match " + pattern);
        }
        return text;
    }
}

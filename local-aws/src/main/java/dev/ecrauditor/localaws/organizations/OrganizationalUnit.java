package dev.ecrauditor.localaws.organizations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;

/** One organizational unit, with the root or the unit that holds it. */
record OrganizationalUnit(String id, String name, String parent) {

    private static final String ID = "ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}";

    static OrganizationalUnit read(Fields fields, String rootId) {
        fields.onlyKnown("id", "name", "parent");
        String id = fields.text("id");
        if (!id.matches(ID)) {
            throw fields.refuse("id", "must be an organizational unit such as ou-abcd-11111111");
        }
        return new OrganizationalUnit(id, fields.text("name", id), fields.text("parent", rootId));
    }

    ObjectNode toJson(Organization organization, AccountRegion place) {
        return Json.object()
                .put("Id", id)
                .put("Arn", organization.arn(place, "ou/" + organization.id() + "/" + id))
                .put("Name", name);
    }
}

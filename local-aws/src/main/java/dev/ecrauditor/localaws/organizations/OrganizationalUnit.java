package dev.ecrauditor.localaws.organizations;

import dev.ecrauditor.localaws.call.Fields;

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
}

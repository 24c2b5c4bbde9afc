package dev.ecrauditor.localaws.ecr.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import java.util.List;

/** Which images of a registry are signed when they are pushed, by which profiles; nothing is signed. */
record SigningConfiguration(List<Rule> rules) {

    private static final int MOST_RULES = 10;
    private static final int MOST_FILTERS = 100;
    private static final String WILDCARD_MATCH = "WILDCARD_MATCH";

    /** The repositories whose names match one of the filters, or all without filters. */
    record Rule(String profileArn, List<String> filters) {

        Rule {
            filters = List.copyOf(filters);
        }

        ObjectNode toJson() {
            ObjectNode json = Json.object().put("signingProfileArn", profileArn);
            if (!filters.isEmpty()) {
                json.set(
                        "repositoryFilters",
                        Json.nodes(filters.stream()
                                .map(filter ->
                                        Json.object().put("filter", filter).put("filterType", WILDCARD_MATCH))
                                .toList()));
            }
            return json;
        }
    }

    SigningConfiguration {
        rules = List.copyOf(rules);
    }

    /** Reads it as PutSigningConfiguration and the account state write it. */
    static SigningConfiguration read(Fields fields) {
        fields.onlyKnown("rules");
        List<Fields> rules = fields.objects("rules");
        if (rules.size() > MOST_RULES) {
            throw fields.refuse("rules", "must have at most " + MOST_RULES + " items");
        }
        return new SigningConfiguration(
                rules.stream().map(SigningConfiguration::rule).toList());
    }

    ObjectNode toJson() {
        return Json.object()
                .set("rules", Json.nodes(rules.stream().map(Rule::toJson).toList()));
    }

    private static Rule rule(Fields fields) {
        fields.onlyKnown("signingProfileArn", "repositoryFilters");
        String arn = fields.text("signingProfileArn");
        if (!arn.matches("arn:aws(-[a-z]+)*:signer:[a-z0-9-]+:[0-9]{12}:/signing-profiles/[a-zA-Z0-9_]{2,}")) {
            throw fields.refuse("signingProfileArn", "must be the ARN of a signing profile");
        }
        List<Fields> filters = fields.objects("repositoryFilters");
        if (filters.size() > MOST_FILTERS) {
            throw fields.refuse("repositoryFilters", "must have at most " + MOST_FILTERS + " items");
        }
        return new Rule(arn, filters.stream().map(SigningConfiguration::filter).toList());
    }

    private static String filter(Fields fields) {
        fields.onlyKnown("filter", "filterType");
        var unused = fields.oneOf("filterType", List.of(WILDCARD_MATCH));
        return fields.text("filter");
    }
}

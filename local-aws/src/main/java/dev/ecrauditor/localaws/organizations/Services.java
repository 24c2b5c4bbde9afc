package dev.ecrauditor.localaws.organizations;

import dev.ecrauditor.localaws.call.Fields;
import java.util.List;
import java.util.Optional;

/**
 * The AWS services that work with the organization.
 *
 * @param trusted those with trusted access; empty for every service
 * @param delegated those whose administrators the delegated administrators are; empty for every service
 */
record Services(Optional<List<String>> trusted, Optional<List<String>> delegated) {

    static final Services ALL = new Services(Optional.empty(), Optional.empty());

    static Services read(Fields fields) {
        return new Services(list(fields, "trustedServices"), list(fields, "delegatedServices"));
    }

    private static Optional<List<String>> list(Fields fields, String name) {
        return fields.has(name) ? Optional.of(fields.texts(name)) : Optional.empty();
    }
}

package dev.ecrauditor.cli.doctor.check;

import java.util.Optional;

/** The ARNs of resources of the hub, by their fixed names. */
public record HubArns(String partition, AccountRegion hub, DeploymentNames names) {

    /** Of a role of the hub account. */
    public String role(String name) {
        return "arn:" + partition + ":iam::" + hub.account() + ":role/" + name;
    }

    /**
     * Of a rule.
     *
     * @param bus empty for the default bus
     */
    public String rule(String name, Optional<String> bus) {
        return events("rule/" + bus.map(each -> each + "/").orElse("") + name);
    }

    /** Of the bus of the hub. */
    public String bus() {
        return events("event-bus/" + names.hubBus());
    }

    private String events(String resource) {
        return "arn:" + partition + ":events:" + hub.region() + ":" + hub.account() + ":" + resource;
    }
}

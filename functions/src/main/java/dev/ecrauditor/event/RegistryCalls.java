package dev.ecrauditor.event;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.registry.RegistryScanning;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.ScanningRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the CloudTrail records of calls about a registry. None of them names the registry: it is the event's. */
final class RegistryCalls {

    private static final String SCOPE = "REGISTRY_POLICY_SCOPE";

    private RegistryCalls() {}

    static Trigger change(EventHeader header, RegistryChange.Kind kind, EventReader.RegistryId registry, Json detail)
            throws MalformedEvent {
        EventReader.requireIdAndTime(header, detail);
        if (!RepositoryArn.isAccountId(registry.account()) || !RepositoryArn.isRegion(registry.region())) {
            throw new MalformedEvent(
                    "account or region is not valid: they are twelve digits and a Region such as us-east-1");
        }
        Json request = EventReader.parameters(detail);
        Optional<String> setting = request.text("name");
        if (kind == RegistryChange.Kind.PUT_ACCOUNT_SETTING
                && setting.filter(name -> !name.equals(SCOPE)).isPresent()) {
            return new Ignored(header, IgnoreReason.NO_RULE_APPLIES, setting.get());
        }
        return new RegistryChange(
                header,
                kind,
                registry.account(),
                registry.region(),
                Actor.of(detail),
                requested(kind, request, detail));
    }

    private static RegistryChange.Requested requested(RegistryChange.Kind kind, Json request, Json detail) {
        return switch (kind) {
            case PUT_REGISTRY_POLICY ->
                RegistryChange.Requested.ofPolicy(
                        Stream.of(request.text("policyText"), detail.text("responseElements", "policyText"))
                                .flatMap(Optional::stream)
                                .toList());
            case PUT_REGISTRY_SCANNING_CONFIGURATION ->
                request.isAbsent()
                        ? RegistryChange.Requested.NOT_KNOWN
                        : RegistryChange.Requested.of(new RegistryScanning(
                                request.text("scanType").orElse("BASIC"),
                                request.items("rules").stream()
                                        .map(RegistryCalls::scanningRule)
                                        .toList()));
            case PUT_REPLICATION_CONFIGURATION ->
                request.at("replicationConfiguration").isAbsent()
                        ? RegistryChange.Requested.NOT_KNOWN
                        : RegistryChange.Requested.of(request.at("replicationConfiguration").items("rules").stream()
                                .map(RegistryCalls::replicationRule)
                                .toList());
            default -> RegistryChange.Requested.NOT_KNOWN;
        };
    }

    private static ScanningRule scanningRule(Json rule) {
        return new ScanningRule(
                rule.text("scanFrequency").orElse(""),
                rule.items("repositoryFilters").stream()
                        .map(filter -> new ScanningRule.Filter(
                                filter.text("filter").orElse(""),
                                filter.text("filterType").orElse("")))
                        .toList());
    }

    private static ReplicationRule replicationRule(Json rule) {
        List<ReplicationRule.Destination> destinations = rule.items("destinations").stream()
                .map(each -> new ReplicationRule.Destination(
                        each.text("registryId").orElse(""), each.text("region").orElse("")))
                .toList();
        return new ReplicationRule(
                destinations,
                rule.items("repositoryFilters").stream()
                        .map(filter -> new ReplicationRule.Filter(
                                filter.text("filter").orElse(""),
                                filter.text("filterType").orElse("")))
                        .toList());
    }
}

package dev.ecrauditor.aws.registry;

import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.repository.Reading;
import java.util.List;
import software.amazon.awssdk.services.ecr.model.DescribeRegistryRequest;
import software.amazon.awssdk.services.ecr.model.ReplicationConfiguration;

/** Reads the rules of outgoing replication: DescribeRegistry. */
final class ReplicationCalls {

    private final RegistryCalls calls;

    ReplicationCalls(RegistryCalls calls) {
        this.calls = calls;
    }

    /** The rules; none where replication is not configured. */
    Reading<List<ReplicationRule>> rules() {
        return calls.fact(RegistryFact.REPLICATION, () -> {
            ReplicationConfiguration configuration = calls.call(
                    DescribeRegistryRequest.builder(),
                    (ecr, request) -> ecr.describeRegistry(request.build()).replicationConfiguration());
            return new Reading.Known<>(
                    configuration == null
                            ? List.of()
                            : configuration.rules().stream()
                                    .map(ReplicationCalls::rule)
                                    .toList());
        });
    }

    private static ReplicationRule rule(software.amazon.awssdk.services.ecr.model.ReplicationRule answered) {
        return new ReplicationRule(
                answered.destinations().stream()
                        .map(destination -> new ReplicationRule.Destination(
                                RegistryCalls.text(destination.registryId()), RegistryCalls.text(destination.region())))
                        .toList(),
                answered.repositoryFilters().stream()
                        .map(filter -> new ReplicationRule.Filter(
                                RegistryCalls.text(filter.filter()), RegistryCalls.text(filter.filterTypeAsString())))
                        .toList());
    }
}

package dev.ecrauditor.cli.doctor.aws;

import dev.ecrauditor.aws.AwsErrors;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CallAs;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;

/** Reads stacks and StackSets of the hub account. */
public final class StackReads {

    private final CloudFormationClient cloudFormation;

    /**
     * A stack.
     *
     * @param status such as {@code CREATE_COMPLETE}
     * @param updatedAt its creation where it was never updated
     */
    public record Stack(String status, Instant createdAt, Instant updatedAt, Map<String, String> outputs) {}

    /**
     * What a StackSet deployed to an account and Region.
     *
     * @param status {@code CURRENT}, {@code OUTDATED} or {@code INOPERABLE}
     * @param detail such as {@code SUCCEEDED} or {@code FAILED}
     * @param reason of a failure; empty for none
     */
    public record Instance(String account, String region, String status, String detail, String reason) {

        /** Whether the template is deployed as it is. */
        public boolean isCurrent() {
            return status.equals("CURRENT");
        }
    }

    StackReads(CloudFormationClient cloudFormation) {
        this.cloudFormation = cloudFormation;
    }

    /** Empty if there is no such stack. CloudFormation says so by a validation error. */
    public Optional<Stack> stack(String name) {
        try {
            return Reads.required(
                            "cloudformation:DescribeStacks",
                            () -> cloudFormation.describeStacks(request -> request.stackName(name)))
                    .stacks()
                    .stream()
                    .map(stack -> new Stack(
                            stack.stackStatusAsString(),
                            stack.creationTime(),
                            Optional.ofNullable(stack.lastUpdatedTime()).orElse(stack.creationTime()),
                            stack.outputs().stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue))))
                    .findFirst();
        } catch (AwsServiceException fault) {
            if (AwsErrors.code(fault).equals("ValidationError")
                    && String.valueOf(fault.awsErrorDetails().errorMessage()).contains("does not exist")) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    /** The instances of a StackSet; empty if there is no such StackSet. */
    public Optional<List<Instance>> instances(String stackSet) {
        return Reads.optional(
                "cloudformation:ListStackInstances",
                () -> cloudFormation
                        .listStackInstancesPaginator(
                                request -> request.stackSetName(stackSet).callAs(CallAs.DELEGATED_ADMIN))
                        .summaries()
                        .stream()
                        .map(StackReads::instance)
                        .toList());
    }

    private static Instance instance(StackInstanceSummary summary) {
        return new Instance(
                summary.account(),
                summary.region(),
                summary.statusAsString(),
                summary.stackInstanceStatus() == null
                        ? ""
                        : String.valueOf(summary.stackInstanceStatus().detailedStatusAsString()),
                summary.statusReason() == null ? "" : summary.statusReason());
    }

    /** Whether CloudFormation StackSets have trusted access to the organization. */
    public boolean hasTrustedAccess() {
        return Reads.required(
                        "cloudformation:DescribeOrganizationsAccess",
                        () -> cloudFormation.describeOrganizationsAccess(
                                request -> request.callAs(CallAs.DELEGATED_ADMIN)))
                .statusAsString()
                .equals("ENABLED");
    }
}

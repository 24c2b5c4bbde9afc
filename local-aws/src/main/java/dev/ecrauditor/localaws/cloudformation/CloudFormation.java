package dev.ecrauditor.localaws.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.Cloud;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Documents.Kind;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.organizations.TrustedAccess;
import java.util.ArrayList;
import java.util.List;

/** CloudFormation's DescribeStacks, ListStackInstances and DescribeOrganizationsAccess. */
public final class CloudFormation {

    private static final String DELEGATED = "DELEGATED_ADMIN";
    private static final int NOT_FOUND = 404;
    private static final int PAGE = 100;

    private final Cloud cloud;
    private final TrustedAccess trustedAccess;

    public CloudFormation(Cloud cloud, TrustedAccess trustedAccess) {
        this.cloud = cloud;
        this.trustedAccess = trustedAccess;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.of(AwsService.CLOUDFORMATION, "DescribeStacks", this::stacks, "StackName", "NextToken"),
                Operation.of(
                        AwsService.CLOUDFORMATION,
                        "ListStackInstances",
                        this::instances,
                        "StackSetName",
                        "CallAs",
                        "MaxResults",
                        "NextToken"),
                Operation.of(
                        AwsService.CLOUDFORMATION, "DescribeOrganizationsAccess", this::organizationsAccess, "CallAs"));
    }

    private ObjectNode stacks(Call call) {
        String name = call.parameters().text("StackName");
        ObjectNode stack = cloud.at(call.place())
                .documents
                .find(Kind.STACKS, name)
                .orElseThrow(() -> AwsError.badRequest("ValidationError", "Stack with id " + name + " does not exist"));
        ObjectNode described = stack.deepCopy();
        if (!described.has("StackId")) {
            described.put("StackId", call.place().arn("cloudformation", "stack/" + name + "/1"));
        }
        if (!described.has("CreationTime")) {
            described.put("CreationTime", call.now().toString());
        }
        return Json.object().set("Stacks", Json.nodes(List.of(described)));
    }

    private ObjectNode instances(Call call) {
        checkCaller(call);
        String name = call.parameters().text("StackSetName");
        ObjectNode set = cloud.at(call.place())
                .documents
                .find(Kind.STACK_SETS, name)
                .orElseThrow(
                        () -> new AwsError(NOT_FOUND, "StackSetNotFoundException", "StackSet " + name + " not found"));
        List<ObjectNode> all = new ArrayList<>();
        set.path("Instances").forEach(instance -> all.add(instance.deepCopy()));
        int start = call.parameters().number("NextToken", 0, 0, all.size());
        int end = Math.min(all.size(), start + PAGE);
        ObjectNode page = Json.object().set("Summaries", Json.nodes(all.subList(start, end)));
        return end < all.size() ? page.put("NextToken", String.valueOf(end)) : page;
    }

    private ObjectNode organizationsAccess(Call call) {
        checkCaller(call);
        return Json.object().put("Status", trustedAccess.ofStackSets(call) ? "ENABLED" : "DISABLED");
    }

    /** AWS answers ValidationError to an account that is no delegated administrator. */
    private void checkCaller(Call call) {
        boolean delegated = call.parameters().text("CallAs", "SELF").equals(DELEGATED);
        if (delegated && !trustedAccess.isAdministrator(call)) {
            throw AwsError.badRequest(
                    "ValidationError", "You must be a delegated administrator to call this operation as one");
        }
    }
}

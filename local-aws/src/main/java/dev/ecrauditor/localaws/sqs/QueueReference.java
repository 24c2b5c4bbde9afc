package dev.ecrauditor.localaws.sqs;

import dev.ecrauditor.localaws.Cloud;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.Call;

/**
 * Finds the queue of a call to SQS; another account's queue is rejected, because queue policies are not evaluated here.
 */
final class QueueReference {

    private static final int FORBIDDEN = 403;
    private static final int SHORTEST_URL = 2;

    private QueueReference() {}

    /** The queue of the parameter QueueUrl, which ends with the account and the name. */
    static Queue find(Cloud cloud, Call call) {
        String[] steps = call.parameters().text("QueueUrl").split("/", -1);
        if (steps.length < SHORTEST_URL || !AccountRegion.isAccount(steps[steps.length - 2])) {
            throw AwsError.badRequest("InvalidAddress", "The address in QueueUrl is not valid for this endpoint.");
        }
        return find(cloud, call, steps[steps.length - 2], steps[steps.length - 1]);
    }

    static Queue find(Cloud cloud, Call call, String account, String name) {
        if (!account.equals(call.place().account())) {
            throw new AwsError(
                    FORBIDDEN,
                    "AccessDenied",
                    "User: " + call.caller().arn() + " has no access to the queue " + name + " of account " + account
                            + " because no resource-based policy allows it");
        }
        Queue queue = cloud.at(call.place()).queues.get(name);
        if (queue == null) {
            throw AwsError.badRequest("QueueDoesNotExist", "The specified queue does not exist.");
        }
        return queue;
    }
}

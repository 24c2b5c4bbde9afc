package dev.ecrauditor.localaws.sts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Callers;
import dev.ecrauditor.localaws.call.DenialReason;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.IdGenerator;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.call.Refusals;
import dev.ecrauditor.localaws.call.RoleArn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** STS's AssumeRole and GetCallerIdentity. */
public final class Sts {

    private static final int KEY_LENGTH = 20;
    private static final int ROLE_ID_LENGTH = 21;
    private static final int HOUR = 3_600;
    private static final int SHORTEST = 900;
    private static final int LONGEST = 43_200;

    private final Callers callers;
    private final Roles roles;
    private final IdGenerator ids;

    public Sts(Callers callers, Roles roles, IdGenerator ids) {
        this.callers = callers;
        this.roles = roles;
        this.ids = ids;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.of(
                        AwsService.STS,
                        "AssumeRole",
                        this::assumeRole,
                        "RoleArn",
                        "RoleSessionName",
                        "DurationSeconds",
                        "ExternalId",
                        "Policy",
                        "SourceIdentity",
                        "Tags",
                        "TransitiveTagKeys"),
                Operation.of(AwsService.STS, "GetCallerIdentity", this::callerIdentity));
    }

    private ObjectNode assumeRole(Call call) {
        Fields asked = call.parameters();
        RoleArn role = RoleArn.parse(asked.text("RoleArn"))
                .orElseThrow(() -> AwsError.badRequest("ValidationError", asked.text("RoleArn") + " is invalid"));
        String session = asked.text("RoleSessionName");
        if (!session.matches("[\\w+=,.@-]{2,64}")) {
            throw call.invalid("roleSessionName", "must satisfy regular expression pattern: [\\w+=,.@-]{2,64}");
        }
        if (!roles.canAssume(call.place().account(), role)) {
            // AWS says the same of a role that does not exist and of one that does not trust the caller.
            String refused = Refusals.message(
                    call.caller().arn(), "sts:AssumeRole", asked.text("RoleArn"), DenialReason.NOT_SAID);
            throw Refusals.denied(AwsService.STS, refused);
        }
        int seconds = asked.number("DurationSeconds", HOUR, SHORTEST, LONGEST);
        Instant expiration = call.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
        String accessKey = ids.nextToken("ASIA", KEY_LENGTH);
        String userId = ids.nextToken("AROA", ROLE_ID_LENGTH) + ":" + session;
        callers.issue(accessKey, new Callers.Session(role.account(), userId, role.sessionArn(session)));
        ObjectNode result = Json.object();
        result.putObject("Credentials")
                .put("AccessKeyId", accessKey)
                .put("SecretAccessKey", ids.next("secret"))
                .put("SessionToken", ids.next("session"))
                .put("Expiration", expiration.toString());
        result.putObject("AssumedRoleUser").put("AssumedRoleId", userId).put("Arn", role.sessionArn(session));
        return result;
    }

    private ObjectNode callerIdentity(Call call) {
        return Json.object()
                .put("Arn", call.caller().arn())
                .put("UserId", call.caller().userId())
                .put("Account", call.place().account());
    }
}

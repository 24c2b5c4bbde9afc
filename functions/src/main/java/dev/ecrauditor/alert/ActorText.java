package dev.ecrauditor.alert;

import dev.ecrauditor.event.Actor;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.text.HostileText;
import java.util.Optional;

/** The actor of a call as text; every part but the fixed words comes from outside. */
final class ActorText {

    private static final int MAX_PRINCIPAL = 300;
    private static final int MAX_ADDRESS = 100;
    private static final int MAX_ORIGIN = 200;

    /** The name of the sessions in which CloudFormation uses a role of its own. */
    private static final String STACK_SESSION = "/AWSCloudFormation";

    private ActorText() {}

    /** The principal, its tool, its address, and who is behind it. */
    static String of(Actor actor) {
        Actor.Origin origin = actor.origin();
        StringBuilder text = new StringBuilder(principal(actor));
        if (!isServiceItself(actor)) {
            text.append(" using ").append(tool(actor));
        }
        actor.sourceAddress()
                .filter(address -> !actor.arn().equals(Optional.of(address)))
                .ifPresent(address -> text.append(" from ").append(HostileText.plain(address, MAX_ADDRESS)));
        origin.sourceIdentity()
                .ifPresent(person ->
                        text.append(", in a session begun by ").append(HostileText.plain(person, MAX_ORIGIN)));
        origin.identityCenterUser()
                .filter(user -> actor.arn().isPresent())
                .ifPresent(user ->
                        text.append(", for IAM Identity Center user ").append(HostileText.plain(user, MAX_ORIGIN)));
        origin.inScopeOf()
                .ifPresent(resource ->
                        text.append(", with credentials issued to ").append(HostileText.plain(resource, MAX_ORIGIN)));
        if (isStackOperationOfSomebody(actor)) {
            text.append(" (a stack operation; this event does not say who began it)");
        }
        return text.toString();
    }

    /** The call, its time, and its CloudTrail event. */
    static String call(EventSummary event) {
        return HostileText.plain(event.name(), 80) + " at " + AlertPhrases.time(event.time()) + ", CloudTrail event "
                + HostileText.plain(event.id(), 80);
    }

    private static String principal(Actor actor) {
        if (isServiceItself(actor)) {
            return "the AWS service " + HostileText.plain(actor.arn().orElse(""), MAX_PRINCIPAL);
        }
        return actor.arn()
                .map(arn -> HostileText.plain(arn, MAX_PRINCIPAL))
                .or(() -> actor.origin()
                        .identityCenterUser()
                        .map(user -> "IAM Identity Center user " + HostileText.plain(user, MAX_ORIGIN)))
                .orElse("a principal that CloudTrail does not name");
    }

    private static String tool(Actor actor) {
        return actor.tool() == Actor.Tool.AWS_SERVICE
                ? actor.origin()
                        .invokedBy()
                        .map(service -> "the AWS service " + HostileText.plain(service, MAX_ADDRESS))
                        .orElse(actor.tool().words())
                : actor.tool().words();
    }

    private static boolean isServiceItself(Actor actor) {
        return actor.arn().isPresent() && actor.arn().equals(actor.origin().invokedBy());
    }

    private static boolean isStackOperationOfSomebody(Actor actor) {
        return actor.tool() == Actor.Tool.CLOUDFORMATION
                && actor.origin().sourceIdentity().isEmpty()
                && actor.arn().filter(arn -> arn.endsWith(STACK_SESSION)).isPresent();
    }
}

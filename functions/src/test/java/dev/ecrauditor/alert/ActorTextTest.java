package dev.ecrauditor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.Actor;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActorTextTest {

    private static final String SESSION = "arn:aws:sts::111122223333:assumed-role/Deploy/session";
    private static final Actor.Origin NOBODY = Actor.Origin.UNKNOWN;

    @Test
    void aSessionNamesThePrincipalThatStartedIt() {
        assertThat(text(SESSION, Actor.Tool.COMMAND_LINE, origin("alice", null, null, null)))
                .isEqualTo(SESSION + " using the AWS command line from 203.0.113.7, in a session begun by alice");
        assertThat(text(SESSION, Actor.Tool.CONSOLE, origin(null, "ann", null, null)))
                .isEqualTo(SESSION + " using the AWS console from 203.0.113.7, for IAM Identity Center user ann");
        assertThat(text(
                        SESSION,
                        Actor.Tool.UNKNOWN,
                        origin(null, null, "arn:aws:lambda:us-east-1:111122223333:function:x", null)))
                .endsWith(", with credentials issued to arn:aws:lambda:us-east-1:111122223333:function:x");
    }

    @Test
    void aUserOfIdentityCenterWithoutAnArnIsNamedAsThat() {
        Actor actor = new Actor(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Actor.Tool.CONSOLE,
                origin(null, "544894e8-80c1", null, null));
        assertThat(ActorText.of(actor)).isEqualTo("IAM Identity Center user 544894e8-80c1 using the AWS console");
    }

    @Test
    void aServiceThatActedByItselfIsNamedAsAService() {
        Actor actor = new Actor(
                Optional.of("ecr.amazonaws.com"),
                Optional.empty(),
                Optional.of("ecr.amazonaws.com"),
                Actor.Tool.AWS_SERVICE,
                origin(null, null, null, "ecr.amazonaws.com"));
        assertThat(ActorText.of(actor)).isEqualTo("the AWS service ecr.amazonaws.com");
    }

    @Test
    void aServiceThatActedForAPrincipalIsNamedWithThatPrincipal() {
        assertThat(text(SESSION, Actor.Tool.AWS_SERVICE, origin(null, null, null, "servicecatalog.amazonaws.com")))
                .startsWith(SESSION + " using the AWS service servicecatalog.amazonaws.com from");
    }

    @Test
    void aStackOperationWithItsOwnRoleDoesNotNameThePrincipalThatStartedIt() {
        String own = "arn:aws:sts::111122223333:assumed-role/Deploy/AWSCloudFormation";
        String unknown = " (a stack operation; this event does not say who began it)";
        assertThat(text(own, Actor.Tool.CLOUDFORMATION, NOBODY)).endsWith(unknown);
        assertThat(text(own, Actor.Tool.CLOUDFORMATION, origin("alice", null, null, null)))
                .doesNotContain(unknown);
        assertThat(text(SESSION, Actor.Tool.CLOUDFORMATION, NOBODY)).doesNotContain(unknown);
    }

    @Test
    void everyPartIsHostileText() {
        String hostile = "<!channel> @here https://example.com \u202e\n";
        String text = text(hostile, Actor.Tool.AWS_SERVICE, origin(hostile, hostile, hostile, hostile + "x"));
        assertThat(text).doesNotContain("<!", "@", "https://", "\n", "\u202e");
        assertThat(text(
                        "a".repeat(5_000),
                        Actor.Tool.UNKNOWN,
                        origin("b".repeat(5_000), "c".repeat(5_000), "d".repeat(5_000), null)))
                .hasSizeLessThan(1_200);
    }

    private static String text(String arn, Actor.Tool tool, Actor.Origin origin) {
        return ActorText.of(
                new Actor(Optional.of(arn), Optional.of("Deploy"), Optional.of("203.0.113.7"), tool, origin));
    }

    private static Actor.Origin origin(String identity, String user, String scope, String service) {
        return new Actor.Origin(
                Optional.ofNullable(identity),
                Optional.ofNullable(user),
                Optional.ofNullable(scope),
                Optional.ofNullable(service));
    }
}

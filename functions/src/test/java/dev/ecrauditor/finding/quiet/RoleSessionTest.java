package dev.ecrauditor.finding.quiet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.Actor;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which principals are a role of the settings; everything of an event is text that a caller may have chosen. */
class RoleSessionTest {

    private static final String DEPLOY = "arn:aws:iam::111122223333:role/deploy";

    @Test
    void aSessionOfTheRoleInItsAccountMatches() {
        assertThat(matches("arn:aws:sts::111122223333:assumed-role/deploy/build-17", "deploy", DEPLOY))
                .isTrue();
        assertThat(matches(
                        "arn:aws:sts::111122223333:assumed-role/deploy/build-17",
                        "deploy",
                        "arn:aws:iam::111122223333:role/ci/team/deploy"))
                .isTrue();
        assertThat(matches(
                        "arn:aws:sts::111122223333:assumed-role/deploy-web/s",
                        "deploy-web",
                        "arn:aws:iam::111122223333:role/deploy-*"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // the name of the session is chosen by the caller
        "arn:aws:sts::111122223333:assumed-role/developer/deploy, developer",
        "arn:aws:sts::111122223333:assumed-role/developer/role=deploy, developer",
        "arn:aws:sts::111122223333:assumed-role/developer/assumed-role/deploy/x, developer",
        "arn:aws:sts::111122223333:assumed-role/x/deploy/y, deploy",
        // another account, another partition
        "arn:aws:sts::999988887777:assumed-role/deploy/build-17, deploy",
        "arn:aws-cn:sts::111122223333:assumed-role/deploy/build-17, deploy",
        "arn:aws:sts::1111222233333:assumed-role/deploy/build-17, deploy",
        // another kind of principal
        "arn:aws:iam::111122223333:role/deploy, deploy",
        "arn:aws:iam::111122223333:user/assumed-role/deploy/x, deploy",
        "arn:aws:iam::111122223333:user/deploy, deploy",
        "arn:aws:sts::111122223333:federated-user/deploy, deploy",
        "arn:aws:iam::111122223333:root, deploy",
        "codebuild.amazonaws.com, deploy",
        // a longer or shorter name, another case
        "arn:aws:sts::111122223333:assumed-role/deploy2/x, deploy2",
        "arn:aws:sts::111122223333:assumed-role/deplo/x, deplo",
        "arn:aws:sts::111122223333:assumed-role/Deploy/x, Deploy",
        // the event contradicts itself
        "arn:aws:sts::111122223333:assumed-role/deploy/x, developer",
        "arn:aws:sts::111122223333:assumed-role/deploy/, deploy",
        "arn:aws:sts::111122223333:assumed-role/deploy, deploy",
        "' arn:aws:sts::111122223333:assumed-role/deploy/x', deploy",
        "'arn:aws:sts::111122223333:assumed-role/deploy/x\n', deploy",
        "arn:aws:sts::111122223333:assumed-role/*/x, *"
    })
    void everyOtherPrincipalDoesNotMatch(String arn, String roleName) {
        assertThat(matches(arn, roleName, DEPLOY)).isFalse();
    }

    @Test
    void anActorWithoutArnOrRoleNameDoesNotMatch() {
        assertThat(RoleSession.of(
                        new Actor(Optional.empty(), Optional.of("deploy"), Optional.empty(), Actor.Tool.UNKNOWN)))
                .isEmpty();
        assertThat(RoleSession.of(new Actor(
                        Optional.of("arn:aws:sts::111122223333:assumed-role/deploy/x"),
                        Optional.empty(),
                        Optional.empty(),
                        Actor.Tool.UNKNOWN)))
                .isEmpty();
    }

    private static boolean matches(String arn, String roleName, String role) {
        Actor actor = new Actor(Optional.of(arn), Optional.of(roleName), Optional.empty(), Actor.Tool.UNKNOWN);
        return RoleSession.of(actor).filter(session -> session.isOf(role)).isPresent();
    }
}

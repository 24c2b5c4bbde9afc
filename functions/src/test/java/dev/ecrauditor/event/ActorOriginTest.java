package dev.ecrauditor.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session is followed to who or what stands behind it, where the event says so. */
class ActorOriginTest {

    @Test
    void theSourceIdentityOfASessionIsRead() {
        assertThat(origin("'sessionContext': {'sourceIdentity': 'alice'}").sourceIdentity())
                .hasValue("alice");
    }

    @Test
    void theUserOfIdentityCenterIsReadFromTheCallItWasMadeFor() {
        assertThat(origin(
                                "'type': 'IdentityCenterUser', 'onBehalfOf': {'userId': '544894e8-80c1-707f-60e3-3ba6510dfac1', 'identityStoreArn': 'arn:aws:identitystore::111122223333:identitystore/d-1234567890'}")
                        .identityCenterUser())
                .hasValue("544894e8-80c1-707f-60e3-3ba6510dfac1");
    }

    @Test
    void theSessionOfAPermissionSetIsNamedLikeItsUser() {
        String session =
                "'arn': 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ann@example.org',"
                        + "'sessionContext': {'sessionIssuer': {'arn': 'arn:aws:iam::111122223333:role/%sAWSReservedSSO_Admin_0123456789abcdef'}}";
        assertThat(origin(session.formatted("aws-reserved/sso.amazonaws.com/eu-west-1/"))
                        .identityCenterUser())
                .hasValue("ann@example.org");
        assertThat(origin(session.formatted("")).identityCenterUser())
                .as("anybody can call a role like that")
                .isEmpty();
    }

    @Test
    void theResourceThatTheCredentialsWereIssuedToIsRead() {
        String function = "arn:aws:lambda:us-east-1:111122223333:function:deploy";
        assertThat(origin("'inScopeOf': {'issuerType': 'AWS::Lambda::Function', 'credentialsIssuedTo': '" + function
                                + "'}")
                        .inScopeOf())
                .hasValue(function);
        assertThat(origin(
                                "'inScopeOf': {'sourceArn': 'arn:aws:ecs:us-east-1:111122223333:task/a/b', 'credentialsIssuedTo': 'x'}")
                        .inScopeOf())
                .hasValue("arn:aws:ecs:us-east-1:111122223333:task/a/b");
    }

    @Test
    void theServiceThatCalledIsReadBesideThePrincipalItCalledFor() {
        Actor actor = actor(
                "'arn': 'arn:aws:sts::111122223333:assumed-role/Developer/alice', 'invokedBy': 'cloudformation.amazonaws.com'");
        assertThat(actor.arn()).hasValue("arn:aws:sts::111122223333:assumed-role/Developer/alice");
        assertThat(actor.origin().invokedBy()).hasValue("cloudformation.amazonaws.com");
        assertThat(actor.tool()).isEqualTo(Actor.Tool.CLOUDFORMATION);
        assertThat(actor("'invokedBy': 'ecr.amazonaws.com'").arn()).hasValue("ecr.amazonaws.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'sessionContext': {'sourceIdentity': 7}",
                "'sessionContext': {'sourceIdentity': ' '}",
                "'onBehalfOf': 'x'",
                "'inScopeOf': []",
                "'invokedBy': {}"
            })
    void whatIsNotTextIsNotRead(String identity) {
        assertThat(origin(identity)).isEqualTo(Actor.Origin.UNKNOWN);
    }

    @Test
    void whatIsLongerThanAnyNameIsCut() {
        assertThat(origin("'sessionContext': {'sourceIdentity': '" + "a".repeat(10_000) + "'}")
                        .sourceIdentity()
                        .orElseThrow())
                .hasSize(512);
    }

    private static Actor.Origin origin(String identity) {
        return actor(identity).origin();
    }

    private static Actor actor(String identity) {
        try {
            return Actor.of(JsonReader.read(("{'userIdentity': {" + identity + "}}").replace('\'', '"')));
        } catch (MalformedJson impossible) {
            throw new AssertionError(impossible);
        }
    }
}

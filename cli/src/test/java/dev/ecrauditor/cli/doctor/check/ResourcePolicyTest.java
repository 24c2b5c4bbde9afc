package dev.ecrauditor.cli.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.doctor.check.Decision.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The evaluation of one request: what is not evaluated is undecided, never allowed. */
class ResourcePolicyTest {

    private static final String QUEUE = "arn:aws:sqs:eu-west-1:111122223333:changes";
    private static final PolicyRequest RULE = PolicyRequest.byService(
            "events.amazonaws.com",
            "sqs:SendMessage",
            QUEUE,
            Map.of("aws:SourceArn", "arn:aws:events:eu-west-1:111122223333:rule/changes"));
    private static final PolicyRequest ROLE =
            PolicyRequest.byRole("arn:aws:iam::111122223333:role/audit", "sqs:SendMessage", QUEUE, Map.of());
    private static final String ALLOW = "\"Effect\": \"Allow\", \"Action\": \"sqs:SendMessage\", \"Resource\": \"*\"";

    private static Kind decide(PolicyRequest request, String... statements) {
        return ResourcePolicy.of("{\"Statement\": [" + String.join(", ", statements) + "]}")
                .decide(request)
                .kind();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"ArnEquals\": {\"aws:SourceArn\": \"arn:aws:events:*:111122223333:rule/changes\"}} | ALLOWED",
                "{\"ArnLike\": {\"AWS:sourcearn\": [\"arn:x\", \"arn:aws:events:eu-west-1:111122223333:rule/*\"]}} | ALLOWED",
                "{\"ArnEquals\": {\"aws:SourceArn\": \"arn:aws:events:eu-west-1:111122223333:rule/other\"}} | NOT_ALLOWED",
                "{\"StringEquals\": {\"aws:SourceAccount\": \"111122223333\"}} | NOT_ALLOWED",
                "{\"StringEqualsIfExists\": {\"aws:SourceAccount\": \"123456789012\"}} | ALLOWED",
                "{\"StringNotEquals\": {\"aws:SourceAccount\": \"123456789012\"}} | ALLOWED",
                "{\"Bool\": {\"aws:SecureTransport\": true}} | ALLOWED",
                "{\"Bool\": {\"aws:SecureTransport\": \"false\"}} | NOT_ALLOWED",
                "{\"IpAddress\": {\"aws:SourceIp\": \"203.0.113.0/24\"}} | UNDECIDED",
                "{\"IpAddress\": {\"aws:SourceIp\": \"203.0.113.0/24\"}, \"Bool\": {\"aws:SecureTransport\": \"false\"}} | NOT_ALLOWED",
                "{\"ForAllValues:StringEquals\": {\"aws:TagKeys\": \"a\"}} | UNDECIDED"
            })
    void aConditionDecidesOnlyIfItIsEvaluated(String condition, Kind expected) {
        assertThat(decide(
                        RULE,
                        "{" + ALLOW + ", \"Principal\": {\"Service\": \"events.amazonaws.com\"}, \"Condition\": "
                                + condition + "}"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"*\" | ALLOWED",
                "{\"AWS\": \"*\"} | ALLOWED",
                "{\"AWS\": \"111122223333\"} | ALLOWED",
                "{\"AWS\": [\"arn:aws:iam::111122223333:root\"]} | ALLOWED",
                "{\"AWS\": \"arn:aws:iam::111122223333:role/audit\"} | ALLOWED",
                "{\"AWS\": \"arn:aws:iam::111122223333:role/other\"} | NOT_ALLOWED",
                "{\"AWS\": \"arn:aws:iam::444455556666:root\"} | NOT_ALLOWED",
                "{\"Service\": \"events.amazonaws.com\"} | NOT_ALLOWED"
            })
    void aRoleIsNamedByItselfOrItsAccount(String principal, Kind expected) {
        assertThat(decide(ROLE, "{" + ALLOW + ", \"Principal\": " + principal + "}"))
                .isEqualTo(expected);
    }

    @Test
    void anExplicitDenyWinsAndAnUndecidedOneHidesAnAllow() {
        String allow = "{" + ALLOW + ", \"Principal\": \"*\"}";

        assertThat(decide(
                        ROLE,
                        allow,
                        "{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"sqs:*\", \"Resource\": \"*\"}"))
                .isEqualTo(Kind.DENIED);
        assertThat(decide(
                        ROLE,
                        allow,
                        "{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"sqs:*\", \"Resource\": \"*\", \"Condition\":"
                                + " {\"DateGreaterThan\": {\"aws:CurrentTime\": \"2026-01-01T00:00:00Z\"}}}"))
                .isEqualTo(Kind.UNDECIDED);
        assertThat(
                        decide(
                                ROLE,
                                allow,
                                "{\"Effect\": \"Deny\", \"NotPrincipal\": {\"AWS\": \"1\"}, \"Action\": \"sqs:*\", \"Resource\": \"*\"}"))
                .isEqualTo(Kind.UNDECIDED);
        assertThat(
                        decide(
                                ROLE,
                                allow,
                                "{\"Effect\": \"Deny\", \"Principal\": \"*\", \"NotAction\": \"sqs:Get*\", \"Resource\": \"*\"}"))
                .isEqualTo(Kind.UNDECIDED);
        assertThat(
                        decide(
                                ROLE,
                                allow,
                                "{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"sqs:*\", \"Resource\": \"arn:other\"}"))
                .isEqualTo(Kind.ALLOWED);
    }

    @Test
    void aPolicyThatIsNoJsonOrEmptyAllowsNothing() {
        assertThat(ResourcePolicy.of("{").decide(ROLE).kind()).isEqualTo(Kind.NOT_ALLOWED);
        assertThat(ResourcePolicy.of("").decide(ROLE).reason()).isEqualTo("no statement allows it");
        assertThat(ResourcePolicy.of("{\"Statement\": {" + ALLOW + ", \"Principal\": \"*\", \"Sid\": \"One\"}}")
                        .decide(ROLE))
                .isEqualTo(new Decision(Kind.ALLOWED, "statement 'One' allows it"));
    }
}

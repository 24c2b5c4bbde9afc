package dev.ecrauditor.aws.webhook;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.aws.signed.JsonCalls;
import dev.ecrauditor.aws.signed.SignedCalls;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.webhook.InvalidWebhookException;
import dev.ecrauditor.webhook.WebhookSecret;
import java.time.Clock;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Reads a secret with GetSecretValue, in the Region of its ARN.
 *
 * <p>Source: GetSecretValue, AWS Secrets Manager API Reference.
 */
public final class SecretsManagerSecret implements WebhookSecret {

    /** A secret has at most 65,536 bytes, and JSON escapes need up to six each. */
    private static final JsonCalls.Api API =
            new JsonCalls.Api("AWS Secrets Manager", "secretsmanager", "secretsmanager.", 512 * 1_024);

    /** What a person has to mend: the secret is missing, is being deleted, or its key cannot be used. */
    private static final Set<String> FINAL = Set.of(
            "ResourceNotFoundException", "InvalidRequestException", "InvalidParameterException", "DecryptionFailure");

    private final JsonCalls calls;
    private final String arn;

    public SecretsManagerSecret(AwsClients clients, String arn, Clock clock) {
        String region = arn.split(":", -1)[3];
        this.calls = new JsonCalls(clients.connection().in(region), API, clock, SignedCalls.Pause.SLEEP);
        this.arn = arn;
    }

    @Override
    public String read() throws InvalidWebhookException {
        try {
            return calls.call(
                            "GetSecretValue",
                            new JsonObject().put("SecretId", arn).build())
                    .text("SecretString")
                    .orElseThrow(() -> new InvalidWebhookException("the secret has no text"));
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault) || FINAL.contains(AwsErrors.code(fault))) {
                throw new InvalidWebhookException("the secret cannot be read: " + AwsErrors.code(fault));
            }
            throw fault;
        }
    }
}

package dev.ecrauditor.aws.key;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.repository.Reading;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

/** Calls about a key in the name of one account: what AWS denies becomes a fact that cannot be read. */
final class KeyCalls {

    private final AccountCredentials credentials;
    private final String account;

    KeyCalls(AccountCredentials credentials, String account) {
        this.credentials = credentials;
        this.account = account;
    }

    /** Gives a request the credentials of the account. */
    <B extends AwsRequest.Builder> B authorize(B request, String region) {
        credentials.forAccount(account, region).ifPresent(request::overrideConfiguration);
        return request;
    }

    /**
     * The fact that a call answers; absent where the key is gone or can have no such fact, also in its present state.
     *
     * @param permission the IAM action of the call
     */
    <T> Reading<T> read(String permission, KeyArn key, Function<KeyArn, T> call) {
        try {
            return new Reading.Known<>(call.apply(key));
        } catch (NotFoundException | UnsupportedOperationException | KmsInvalidStateException none) {
            return new Reading.Absent<>();
        } catch (AwsServiceException fault) {
            if (!AwsErrors.isDenied(fault)) {
                throw fault;
            }
            boolean role = AwsErrors.isOfAssumeRole(fault);
            return new Reading.Unreadable<>(
                    role ? "sts:AssumeRole" : permission,
                    role
                            ? "the account's read role cannot be assumed"
                            : "KMS denies " + permission + " on the key " + key,
                    AwsErrors.denial(fault));
        }
    }
}

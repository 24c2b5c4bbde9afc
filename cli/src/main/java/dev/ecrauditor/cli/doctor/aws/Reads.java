package dev.ecrauditor.cli.doctor.aws;

import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.cli.doctor.check.RegionDisabledException;
import dev.ecrauditor.cli.doctor.check.UnreadableException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Makes a call, and says which permission is missing if AWS denies it. */
final class Reads {

    /** How the services say that there is no such thing. */
    private static final Set<String> ABSENT = Set.of(
            "ResourceNotFoundException",
            "NoSuchEntity",
            "NotFound",
            "NotFoundException",
            "StackSetNotFoundException",
            "QueueDoesNotExist",
            "AWS.SimpleQueueService.NonExistentQueue");

    /**
     * How a Region rejects credentials of an account that has not enabled it. The caller's own credentials are known to be
     * valid in the Region of the hub, where they are read first.
     */
    private static final Set<String> REJECTED =
            Set.of("InvalidClientTokenId", "UnrecognizedClientException", "OptInRequired", "RegionDisabledException");

    private Reads() {}

    static <T> T required(String permission, Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault)) {
                throw new UnreadableException(permission, fault);
            }
            if (REJECTED.contains(AwsErrors.code(fault))) {
                throw new RegionDisabledException(fault);
            }
            throw fault;
        }
    }

    /** Empty if AWS answers that there is no such thing. */
    static <T> Optional<T> optional(String permission, Supplier<T> call) {
        try {
            return Optional.of(required(permission, call));
        } catch (AwsServiceException fault) {
            if (ABSENT.contains(AwsErrors.code(fault))) {
                return Optional.empty();
            }
            throw fault;
        }
    }
}

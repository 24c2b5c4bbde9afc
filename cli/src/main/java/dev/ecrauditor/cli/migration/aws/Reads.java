package dev.ecrauditor.cli.migration.aws;

import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.Reading;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Makes a call, and turns the answers of AWS that are no faults into readings. */
final class Reads {

    /** How ECR and KMS say that there is no such thing. */
    private static final Set<String> ABSENT = Set.of(
            "LifecyclePolicyNotFoundException",
            "RegistryPolicyNotFoundException",
            "SigningConfigurationNotFoundException",
            "NotFoundException");

    private Reads() {}

    /** A fact without which there is no plan: faults other than a denial are thrown. */
    static <T> Reading<T> required(String permission, Supplier<Optional<T>> call) {
        try {
            return known(call);
        } catch (AwsServiceException fault) {
            if (ABSENT.contains(AwsErrors.code(fault))) {
                return new Reading.Absent<>();
            }
            if (AwsErrors.isDenied(fault)) {
                return denied(permission, fault);
            }
            throw fault;
        }
    }

    /** A fact that only adds a note to the plan: a call that fails is unreadable. */
    static <T> Reading<T> additional(String permission, Supplier<Optional<T>> call) {
        try {
            return required(permission, call);
        } catch (AwsServiceException fault) {
            String code = AwsErrors.code(fault);
            return new Reading.Unreadable<>(
                    permission,
                    permission + " was answered with " + (code.isEmpty() ? "HTTP status " + fault.statusCode() : code));
        }
    }

    private static <T> Reading<T> known(Supplier<Optional<T>> call) {
        return call.get().<Reading<T>>map(Reading.Known::new).orElseGet(Reading.Absent::new);
    }

    private static <T> Reading<T> denied(String permission, AwsServiceException fault) {
        return withCause(new Reading.Unreadable<>(permission, "", AwsErrors.denial(fault)));
    }

    /** The same, with who denied it as the problem. */
    static <T> Reading<T> withCause(Reading.Unreadable<?> denied) {
        return new Reading.Unreadable<>(
                denied.permission(), DeniedCall.of(denied).cause(), denied.denial());
    }
}

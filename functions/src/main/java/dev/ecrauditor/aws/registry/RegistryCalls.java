package dev.ecrauditor.aws.registry;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.aws.repository.RepositoryPages;
import dev.ecrauditor.repository.Reading;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.Repository;

/** The calls to ECR about one registry, each with the credentials of its account. */
final class RegistryCalls {

    /**
     * The answer of a Region that does not have the call, so that it has no such setting either. Source: "Common error
     * types", Amazon ECR API Reference.
     */
    private static final Set<String> CALL_NOT_KNOWN = Set.of("UnknownOperationException", "InvalidAction");

    private final AwsClients clients;
    private final AccountCredentials credentials;
    private final String account;
    private final String region;

    RegistryCalls(AwsClients clients, AccountCredentials credentials, String account, String region) {
        this.clients = clients;
        this.credentials = credentials;
        this.account = account;
        this.region = region;
    }

    String account() {
        return account;
    }

    /** One fact: what the call answers, absent where the Region does not have the call, or that it is denied. */
    <T> Reading<T> fact(RegistryFact fact, Supplier<Reading<T>> call) {
        try {
            return call.get();
        } catch (AwsServiceException fault) {
            if (CALL_NOT_KNOWN.contains(AwsErrors.code(fault))) {
                return new Reading.Absent<>();
            }
            if (AwsErrors.isDenied(fault) && !AwsErrors.isOfAssumeRole(fault)) {
                return new Reading.Unreadable<>(
                        fact.permission(), "ECR denies reading " + fact.words(), AwsErrors.denial(fault));
            }
            throw fault;
        }
    }

    /** Takes the repositories of the registry, page by page. */
    void repositoryPages(Consumer<List<Repository>> page) {
        new RepositoryPages(clients, credentials).read(account, region, page);
    }

    /** Makes a call with the credentials of the account. */
    <B extends AwsRequest.Builder, T> T call(B request, BiFunction<EcrClient, B, T> call) {
        credentials.forAccount(account, region).ifPresent(request::overrideConfiguration);
        return call.apply(clients.ecr(region), request);
    }

    /** A text that AWS may omit. */
    static String text(@Nullable String answered) {
        return answered == null ? "" : answered;
    }
}

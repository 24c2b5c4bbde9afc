package dev.ecrauditor.cli.terminal;

import dev.ecrauditor.aws.AwsClients;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** The AWS clients of a command, with the credentials of the AWS CLI or test credentials for a local endpoint. */
public final class TerminalClients {

    private static final String ANY_KEY = "test";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private TerminalClients() {}

    public static AwsClients of(String region, Optional<URI> endpoint) {
        endpoint.ifPresent(TerminalClients::check);
        return takesAnyKey(endpoint)
                ? AwsClients.ofEndpoint(endpoint.orElseThrow(), region, ANY_KEY)
                : AwsClients.ofTerminal(region, endpoint);
    }

    /** Configures a client that the deployed auditor does not use. */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C of(
            B builder, String region, Optional<URI> endpoint) {
        endpoint.ifPresent(TerminalClients::check);
        endpoint.ifPresent(builder::endpointOverride);
        if (takesAnyKey(endpoint)) {
            builder.credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create(ANY_KEY, "not-a-secret")));
        }
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder())
                .region(Region.of(region))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallTimeout(PATIENCE)
                        .build())
                .build();
    }

    private static boolean takesAnyKey(Optional<URI> endpoint) {
        boolean hasKeys = System.getenv("AWS_ACCESS_KEY_ID") != null || System.getenv("AWS_PROFILE") != null;
        return endpoint.isPresent() && isLoopback(endpoint.get()) && !hasKeys;
    }

    /**
     * Checks an endpoint before its first use.
     *
     * @throws UsageException if it is not an http or https URL
     */
    public static void check(URI endpoint) {
        if (endpoint.getHost() == null
                || endpoint.getScheme() == null
                || !(endpoint.getScheme().equals("http") || endpoint.getScheme().equals("https"))) {
            throw new UsageException("--endpoint-url " + endpoint + ": not a URL; write it like http://127.0.0.1:5000");
        }
    }

    private static boolean isLoopback(URI endpoint) {
        return endpoint.getHost().equals("127.0.0.1")
                || endpoint.getHost().equals("localhost")
                || endpoint.getHost().equals("[::1]");
    }
}

package dev.ecrauditor.aws;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.endpoint.AwsClientEndpointProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;

/**
 * Builds SDK clients: one HTTP client for all, one client of each service and Region, time limits on every call,
 * credentials chosen per request by {@link AccountCredentials}.
 */
public final class AwsClients implements AutoCloseable {

    /** Clients are cached for at most this many Regions; AWS has fewer. */
    private static final int MAX_REGIONS = 64;

    private static final int KEPT_CONNECTIONS = 32;

    private static final Duration ATTEMPT = Duration.ofSeconds(2);

    private static final Duration TIMER_THREAD = Duration.ofMinutes(1);

    private final SdkHttpClient http;
    private final Duration attempt;
    private final CallRetries retries;
    private final AwsCredentialsProvider own;
    private final Region home;
    private final Optional<URI> endpoint;
    private final Map<Region, EcrClient> ecr = new LinkedHashMap<>();
    private final Map<Region, KmsClient> kms = new LinkedHashMap<>();
    private final ScheduledExecutorService timers;
    private Optional<StsClient> sts = Optional.empty();
    private Optional<DynamoDbClient> dynamoDb = Optional.empty();
    private Optional<SqsClient> sqs = Optional.empty();

    /**
     * What a call needs for which there is no SDK client.
     *
     * @param http with the time limits of an attempt
     * @param credentials the caller's own
     * @param region the home Region
     * @param endpoint called instead of AWS; empty for AWS itself
     */
    public record Connection(
            SdkHttpClient http, AwsCredentialsProvider credentials, String region, Optional<URI> endpoint) {

        /** The same in another Region. */
        public Connection in(String otherRegion) {
            return new Connection(http, credentials, otherRegion, endpoint);
        }

        Connection with(AwsCredentialsProvider others) {
            return new Connection(http, others, region, endpoint);
        }

        /** Where the service is in a Region; the variables AWS_ENDPOINT_URL... apply as they do to SDK clients. */
        public URI endpointOf(String service, String serviceRegion) {
            return replacedEndpointOf(service)
                    .orElseGet(() -> URI.create("https://%s.%s.%s"
                            .formatted(
                                    service,
                                    serviceRegion,
                                    PartitionMetadata.of(Region.of(serviceRegion))
                                            .dnsSuffix())));
        }

        /** What is called instead of AWS. */
        public Optional<URI> replacedEndpointOf(String service) {
            AwsClientEndpointProvider.Builder overrides = AwsClientEndpointProvider.builder()
                    .serviceEndpointOverrideEnvironmentVariable("AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT))
                    .serviceEndpointOverrideSystemProperty("aws.endpointUrl" + service)
                    .serviceProfileProperty(service);
            endpoint.ifPresent(overrides::clientEndpointOverride);
            return overrides.resolveFromOverrides();
        }
    }

    private AwsClients(AwsCredentialsProvider own, String homeRegion, Optional<URI> endpoint) {
        this(own, homeRegion, endpoint, ATTEMPT);
    }

    private AwsClients(AwsCredentialsProvider own, String homeRegion, Optional<URI> endpoint, Duration attempt) {
        this.attempt = attempt;
        this.retries = CallRetries.USUAL;
        this.timers = timers();
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(attempt)
                .socketTimeout(attempt)
                .build();
        this.own = own;
        this.home = Region.of(homeRegion);
        this.endpoint = endpoint;
    }

    private AwsClients(SdkHttpClient http, String homeRegion) {
        this.http = http;
        this.attempt = ATTEMPT;
        this.retries = CallRetries.USUAL;
        this.timers = timers();
        this.own = StaticCredentialsProvider.create(AwsBasicCredentials.create("INVENTED", "not-a-secret"));
        this.home = Region.of(homeRegion);
        this.endpoint = Optional.empty();
    }

    private AwsClients(AwsClients like, CallRetries retries) {
        this.http = like.http;
        this.attempt = like.attempt;
        this.retries = retries;
        this.timers = like.timers;
        this.own = like.own;
        this.home = like.home;
        this.endpoint = like.endpoint;
    }

    /**
     * Clients of a Lambda function, with the credentials of its role: from environment variables, or from the container
     * endpoint that Lambda provides to functions with SnapStart instead.
     */
    public static AwsClients ofFunction(String homeRegion) {
        return new AwsClients(roleCredentials(), homeRegion, Optional.empty());
    }

    /** A provider of the credentials of a function's role that shares nothing with any other. */
    public static AwsCredentialsProvider roleCredentials() {
        return AwsCredentialsProviderChain.builder()
                .addCredentialsProvider(EnvironmentVariableCredentialsProvider.create())
                .addCredentialsProvider(ContainerCredentialsProvider.create())
                .build();
    }

    /**
     * Clients at a terminal, with the credentials the AWS command line would use.
     *
     * @param endpoint called instead of AWS; empty for AWS itself (or the value of AWS_ENDPOINT_URL)
     */
    public static AwsClients ofTerminal(String homeRegion, Optional<URI> endpoint) {
        keepConnections();
        return new AwsClients(DefaultCredentialsProvider.builder().build(), homeRegion, endpoint);
    }

    /** Clients whose calls this HTTP client answers, whatever credentials they carry. */
    public static AwsClients ofInvented(SdkHttpClient http, String homeRegion) {
        return new AwsClients(http, homeRegion);
    }

    /** The JVM keeps five idle connections to a host unless told otherwise before the first; an audit uses more at once. */
    private static void keepConnections() {
        String property = "http.maxConnections";
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(KEPT_CONNECTIONS));
        }
    }

    /**
     * Returns the account of the caller's own credentials.
     *
     * @throws RuntimeException when there are none, or STS does not answer
     */
    public String ownAccount() {
        return sts().getCallerIdentity(GetCallerIdentityRequest.builder().build())
                .account();
    }

    /** Clients of an endpoint that reads only the access key, as the embedded one and moto do. */
    public static AwsClients ofEndpoint(URI endpoint, String homeRegion, String accessKeyId) {
        return ofEndpoint(endpoint, homeRegion, accessKeyId, ATTEMPT);
    }

    /**
     * Like {@link #ofEndpoint(URI, String, String)}, for an endpoint on a busy machine.
     *
     * @param attempt how long one attempt of a call may take, at most the time limit of the whole call
     */
    public static AwsClients ofEndpoint(URI endpoint, String homeRegion, String accessKeyId, Duration attempt) {
        AwsCredentialsProvider keys =
                StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "not-a-secret"));
        return new AwsClients(keys, homeRegion, Optional.of(endpoint), attempt);
    }

    /**
     * The same connection with clients of ECR and KMS that repeat a throttled call for up to a minute, for reading
     * thousands of repositories. To be closed once, here or there.
     */
    public AwsClients repeatingLonger() {
        return new AwsClients(this, CallRetries.LONG);
    }

    public synchronized EcrClient ecr(String region) {
        return cached(
                ecr,
                Region.of(region),
                key -> retrying(EcrClient.builder(), key, retries).build());
    }

    public synchronized KmsClient kms(String region) {
        return cached(
                kms,
                Region.of(region),
                key -> retrying(KmsClient.builder(), key, retries).build());
    }

    /** Of the home Region: its credentials are valid in every other, also where the home account has none enabled. */
    synchronized StsClient sts() {
        StsClient client =
                sts.orElseGet(() -> retrying(StsClient.builder(), home).build());
        sts = Optional.of(client);
        return client;
    }

    /** Of the home Region. */
    public synchronized DynamoDbClient dynamoDb() {
        DynamoDbClient client = dynamoDb.orElseGet(
                () -> retrying(DynamoDbClient.builder(), home).build());
        dynamoDb = Optional.of(client);
        return client;
    }

    public synchronized SqsClient sqs() {
        SqsClient client =
                sqs.orElseGet(() -> retrying(SqsClient.builder(), home).build());
        sqs = Optional.of(client);
        return client;
    }

    /**
     * Without retries: a publish that timed out may have succeeded, and only the outbox decides whether to repeat it.
     */
    public SnsClient sns() {
        return basic(SnsClient.builder(), home)
                .overrideConfiguration(CallRetries.NONE.configuration(ATTEMPT, timers))
                .build();
    }

    /** Retries, so it must not publish. */
    public SnsClient readingSns() {
        return retrying(SnsClient.builder(), home).build();
    }

    /** What a call needs for which there is no SDK client. */
    public Connection connection() {
        return new Connection(http, own, home.id(), endpoint);
    }

    @Override
    public void close() {
        http.close();
    }

    /**
     * Ends calls that take too long, of all clients; without it each client has up to five threads of its own. Almost
     * every call ends in time, and its timers are then removed at once. The thread starts with a call and ends without.
     */
    private static ScheduledExecutorService timers() {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "call-timers");
            thread.setDaemon(true);
            return thread;
        });
        timers.setRemoveOnCancelPolicy(true);
        timers.setKeepAliveTime(TIMER_THREAD.toSeconds(), TimeUnit.SECONDS);
        timers.allowCoreThreadTimeOut(true);
        return timers;
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B retrying(B builder, Region region) {
        return retrying(builder, region, CallRetries.USUAL);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B retrying(
            B builder, Region region, CallRetries howOften) {
        return basic(builder, region).overrideConfiguration(howOften.configuration(attempt, timers));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B basic(B builder, Region region) {
        endpoint.ifPresent(builder::endpointOverride);
        return builder.httpClient(http).region(region).credentialsProvider(own);
    }

    private static <C> C cached(Map<Region, C> clients, Region region, Function<Region, C> make) {
        if (clients.size() >= MAX_REGIONS && !clients.containsKey(region)) {
            clients.clear();
        }
        return clients.computeIfAbsent(region, make);
    }
}

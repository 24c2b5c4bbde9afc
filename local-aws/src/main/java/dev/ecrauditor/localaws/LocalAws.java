package dev.ecrauditor.localaws;

import com.sun.net.httpserver.HttpServer;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Callers;
import dev.ecrauditor.localaws.call.DenialReason;
import dev.ecrauditor.localaws.call.IdGenerator;
import dev.ecrauditor.localaws.call.Operations;
import dev.ecrauditor.localaws.call.Permissions;
import dev.ecrauditor.localaws.cloudformation.CloudFormation;
import dev.ecrauditor.localaws.cloudtrail.CloudTrail;
import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.localaws.control.Faults;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.localaws.control.RequestLog;
import dev.ecrauditor.localaws.dynamodb.Tables;
import dev.ecrauditor.localaws.ecr.EcrLifecyclePolicies;
import dev.ecrauditor.localaws.ecr.EcrPolicies;
import dev.ecrauditor.localaws.ecr.EcrRepositories;
import dev.ecrauditor.localaws.ecr.EcrScanning;
import dev.ecrauditor.localaws.ecr.EcrTagMutability;
import dev.ecrauditor.localaws.ecr.EcrTags;
import dev.ecrauditor.localaws.ecr.Registries;
import dev.ecrauditor.localaws.ecr.RepositoryEncryption;
import dev.ecrauditor.localaws.ecr.image.EcrImageOperations;
import dev.ecrauditor.localaws.ecr.registry.EcrRegistryOperations;
import dev.ecrauditor.localaws.events.Events;
import dev.ecrauditor.localaws.http.Dispatcher;
import dev.ecrauditor.localaws.http.HttpEndpoint;
import dev.ecrauditor.localaws.iam.Iam;
import dev.ecrauditor.localaws.kms.Kms;
import dev.ecrauditor.localaws.kms.key.Keys;
import dev.ecrauditor.localaws.lambda.Lambda;
import dev.ecrauditor.localaws.organizations.Membership;
import dev.ecrauditor.localaws.organizations.OrganizationChanges;
import dev.ecrauditor.localaws.organizations.Organizations;
import dev.ecrauditor.localaws.organizations.TrustedAccess;
import dev.ecrauditor.localaws.s3.Buckets;
import dev.ecrauditor.localaws.s3.S3;
import dev.ecrauditor.localaws.securityhub.FindingImports;
import dev.ecrauditor.localaws.securityhub.ImportedFinding;
import dev.ecrauditor.localaws.securityhub.SecurityHub;
import dev.ecrauditor.localaws.sns.Delivery;
import dev.ecrauditor.localaws.sns.SnsPublishing;
import dev.ecrauditor.localaws.sns.SnsTopics;
import dev.ecrauditor.localaws.sqs.SqsMessages;
import dev.ecrauditor.localaws.sqs.SqsQueues;
import dev.ecrauditor.localaws.sts.Roles;
import dev.ecrauditor.localaws.sts.Sts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A simulated AWS endpoint on loopback for real AWS clients (ECR, KMS, Organizations, S3, Security Hub, SNS, SQS, STS; and
 * what is read of a loaded state: CloudFormation, CloudTrail, DynamoDB, EventBridge, IAM, Lambda).
 *
 * <p>It is a simulation: signatures are not verified, no policy of any kind is evaluated, and all state is in memory.
 * The account of a call comes from its access key (a key from AssumeRole, or twelve digits, else the default account),
 * its region from the credential scope. Operations that it does not have are rejected by name with HTTP 501. All
 * methods are thread-safe.
 */
public final class LocalAws implements AutoCloseable {

    private static final int THREADS = 8;
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    private final HttpServer server;
    private final ExecutorService threads;
    private final RequestLog<LoggedRequest> log = new RequestLog<>();
    private final RequestLog<Delivery> deliveries = new RequestLog<>();
    private final RequestLog<ImportedFinding> imported = new RequestLog<>();
    private final FindingImports imports;
    private final Cloud cloud;
    private final Permissions permissions = new Permissions();
    private final Faults faults = new Faults();
    private final Buckets buckets = new Buckets();
    private final Operations operations;
    private final AccountStateLoader loader;

    private LocalAws(HttpServer server, LocalAwsOptions options) {
        this.server = server;
        IdGenerator ids = new IdGenerator();
        cloud = new Cloud(options.clock());
        Callers callers = new Callers(options.defaultAccount());
        Roles roles = new Roles();
        Membership organization = new Membership();
        Registries registries = new Registries(cloud);
        Keys keys = new Keys(place -> cloud.at(place).keys);
        imports = new FindingImports(cloud, imported);
        operations = new Operations(List.of(
                new EcrRepositories(registries, new RepositoryEncryption(keys)).operations(),
                new EcrPolicies(registries).operations(),
                new EcrScanning(registries).operations(),
                new EcrTags(registries).operations(),
                new EcrTagMutability(registries).operations(),
                new EcrLifecyclePolicies(registries).operations(),
                new EcrRegistryOperations(registries, ids).operations(),
                new EcrImageOperations(registries).operations(),
                new Kms(cloud, keys, ids).operations(),
                new SnsTopics(cloud, ids).operations(),
                new SnsPublishing(cloud, ids, deliveries).operations(),
                new S3(buckets, permissions, ids).operations(),
                new SqsQueues(cloud, endpoint()).operations(),
                new SqsMessages(cloud, ids).operations(),
                new Organizations(organization).operations(),
                new OrganizationChanges(organization, ids).operations(),
                new CloudFormation(cloud, new TrustedAccess(organization)).operations(),
                new Iam(roles).operations(),
                new Lambda(cloud).operations(),
                new SecurityHub(cloud, imports).operations(),
                new Tables(cloud).operations(),
                new Events(cloud).operations(),
                new CloudTrail(cloud, organization).operations(),
                new Sts(callers, roles, ids).operations()));
        AccountStateLoader.Parts loaded =
                new AccountStateLoader.Parts(cloud, permissions, operations, roles, organization);
        loader = new AccountStateLoader(loaded, options.clock());
        Dispatcher.Parts parts = new Dispatcher.Parts(cloud, callers, permissions, faults, options.clock(), ids);
        server.createContext("/", new HttpEndpoint(new Dispatcher(parts, operations, log)));
        threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "local-aws");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
    }

    /** Starts with {@link LocalAwsOptions#defaults()}. */
    public static LocalAws start() {
        return start(LocalAwsOptions.defaults());
    }

    /**
     * Starts listening on 127.0.0.1.
     *
     * @throws UncheckedIOException if it cannot listen on the port
     */
    public static LocalAws start(LocalAwsOptions options) {
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(
                    NO_DELAY, "true"); // read once, when the JVM's first server is made; 10 times faster responses
        }
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            HttpServer server = HttpServer.create(new InetSocketAddress(loopback, options.port()), 0);
            LocalAws localAws = new LocalAws(server, options);
            server.start();
            return localAws;
        } catch (IOException e) {
            throw new UncheckedIOException("could not listen on 127.0.0.1:" + options.port(), e);
        }
    }

    /** Where clients are to be pointed, such as {@code http://127.0.0.1:40123}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * Loads accounts' state (JSON in UTF-8): listed items are added, or replace the item of the same name; the rest
     * stays. Lists of trails, of rules and buses, and of denied actions replace those of their account and Region.
     * Nothing is loaded if anything is wrong with it. The stream is read to its end and left open.
     *
     * @throws IllegalArgumentException in one line with the JSON path of the error
     * @throws UncheckedIOException if the stream cannot be read
     */
    public void load(InputStream accountState) {
        try {
            loader.load(new String(accountState.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("could not read the account state", e);
        }
    }

    /** Loads accounts' state from a file, as {@link #load(InputStream)} does. */
    public void load(Path accountState) {
        try (InputStream in = Files.newInputStream(accountState)) {
            load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + accountState, e);
        }
    }

    /** Every request so far, in the order of the responses. */
    public List<LoggedRequest> requests() {
        return log.entries();
    }

    /** What SNS delivered to email and https endpoints so far, in order. */
    public List<Delivery> deliveries() {
        return deliveries.entries();
    }

    /** What Security Hub took so far, in order. */
    public List<ImportedFinding> importedFindings() {
        return imported.entries();
    }

    /**
     * Denies this action to this account from now on, in every region, because no identity-based policy allows it;
     * {@code sts:AssumeRole} is denied for the roles of this account.
     *
     * @throws IllegalArgumentException if the simulation does not have the action
     */
    public void deny(String account, String action) {
        deny(account, action, DenialReason.NO_IDENTITY_POLICY);
    }

    /** Denies the action for this reason. */
    public void deny(String account, String action, DenialReason reason) {
        permissions.deny(checkedAccount(account), operations.checkedPermission(action), reason);
    }

    /** Removes every denial of this action for this account, including those of a loaded state. */
    public void allow(String account, String action) {
        permissions.allow(checkedAccount(account), operations.checkedPermission(action));
    }

    /** Creates a bucket of S3 that keeps every version; one that exists stays as it is. */
    public void createBucket(String name) {
        buckets.create(name);
    }

    /** Makes the next calls of this action fail, for any caller; earlier faults come first. */
    public void failNext(String action, Fault fault, int times) {
        faults.add(operations.checked(action), fault, times);
    }

    /**
     * Makes calls of this action fail from now on, each with the same probability.
     *
     * @param share between 0 and 1
     * @param seed the same seed lets the same calls fail
     */
    public void failShare(String action, Fault fault, double share, long seed) {
        faults.addShare(operations.checked(action), fault, share, seed);
    }

    /** Makes the next imports of a finding into Security Hub fail; the others of the same call are taken. */
    public void failImports(String findingId, int times) {
        imports.failNext(findingId, times);
    }

    /** Stops listening, closes the connections, and ends the threads. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static String checkedAccount(String account) {
        if (!AccountRegion.isAccount(account)) {
            throw new IllegalArgumentException("an account is twelve digits, not '" + account + "'");
        }
        return account;
    }
}

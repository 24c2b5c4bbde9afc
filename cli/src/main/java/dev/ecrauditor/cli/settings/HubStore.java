package dev.ecrauditor.cli.settings;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.aws.s3.S3Object;
import dev.ecrauditor.aws.s3.S3Objects;
import dev.ecrauditor.cli.terminal.Regions;
import dev.ecrauditor.cli.terminal.TerminalClients;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.settings.file.SettingsFile;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** The bucket of a deployed auditor, and what its stack says about the deployed settings. */
public final class HubStore {

    private static final String JSON = "application/json";
    private static final String BUCKET = "SettingsBucketName";
    private static final String DEPLOYED = "DeployedSettings";

    private final String bucket;
    private final String key;
    private final Map<String, String> marks;
    private final Instant updated;
    private final S3Objects objects;
    private final Optional<String> table;
    private final String region;

    private HubStore(Map<String, String> outputs, Instant updated, S3Objects objects, String region) {
        this.bucket = outputs.getOrDefault(BUCKET, "");
        this.table = Optional.ofNullable(outputs.get("FindingTableName"));
        this.region = region;
        this.updated = updated;
        String[] deployed = outputs.getOrDefault(DEPLOYED, "").split(" ", -1);
        this.key = deployed[0];
        this.marks = new LinkedHashMap<>();
        for (int i = 1; i < deployed.length; i++) {
            int equals = deployed[i].indexOf('=');
            marks.put(deployed[i].substring(0, equals), deployed[i].substring(equals + 1));
        }
        this.objects = objects;
    }

    /**
     * Finds the bucket by the outputs of the stack.
     *
     * @param regions of the command, where the hub has no option of its own
     * @param settings whose suffix names the stack, where the command has a file
     * @throws UsageException if there is no such stack, or it is of a version without the bucket
     */
    public static HubStore of(
            HubOptions hub, List<String> regions, Optional<SettingsFile> settings, Optional<URI> endpoint) {
        String stack = hub.stack(settings);
        String region = Regions.given(hub.region().map(List::of).orElse(regions), "--hub-region")
                .get(0);
        Stack found = stack(stack, region, endpoint);
        Map<String, String> outputs =
                found.outputs().stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue));
        String bucket = outputs.get(BUCKET);
        if (bucket == null || !outputs.containsKey(DEPLOYED)) {
            throw new UsageException("the stack " + stack + " in " + region
                    + " has no bucket for settings: deploy this version of the auditor first");
        }
        AwsClients clients = TerminalClients.of(region, endpoint);
        Instant updated = Optional.ofNullable(found.lastUpdatedTime()).orElse(found.creationTime());
        return new HubStore(outputs, updated, new S3Objects(clients, bucket, Clock.systemUTC()), region);
    }

    private static Stack stack(String stack, String region, Optional<URI> endpoint) {
        try (CloudFormationClient client = TerminalClients.of(CloudFormationClient.builder(), region, endpoint)) {
            return client.describeStacks(request -> request.stackName(stack))
                    .stacks()
                    .get(0);
        } catch (AwsServiceException fault) {
            if (AwsErrors.code(fault).equals("ValidationError")) {
                throw new UsageException(
                        "there is no stack " + stack + " in " + region
                                + " of this account; use credentials of the hub account, and name it with --stack and --hub-region");
            }
            throw fault;
        }
    }

    /** The key of the object that the deployed functions read. */
    public String key() {
        return key;
    }

    /** A mark for each key of the settings file, as deployed. */
    Map<String, String> marks() {
        return marks;
    }

    /** The last update of the stack; its creation where it was never updated. */
    Instant updated() {
        return updated;
    }

    /** The object in the notation of the AWS CLI. */
    public String url(String ofKey) {
        return "s3://" + bucket + "/" + ofKey;
    }

    /** The table of the deployed auditor. */
    public Optional<String> findingTable() {
        return table;
    }

    /** The Region of the stack. */
    public String region() {
        return region;
    }

    public Optional<S3Object> published() {
        return objects.get(key);
    }

    /** Writes an object. */
    public S3Object write(String ofKey, String json) {
        return objects.put(ofKey, json, JSON);
    }
}

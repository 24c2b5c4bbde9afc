package dev.ecrauditor.infra.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.infra.SynthesizedHub;
import dev.ecrauditor.infra.SynthesizedOrganization;
import dev.ecrauditor.infra.docs.DocsPage;
import dev.ecrauditor.infra.settings.SettingsArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The templates of an organization deployed into moto, a simulation of AWS: an event on the default bus of a watched
 * account becomes an alert of the hub, through the deployed rules, buses and queues, by the deployed jar.
 */
class DeployedOrganizationIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REGION = "us-east-1";
    private static final String REPOSITORY = "docs/site";
    private static final int DRAINS = 30;
    private static final Path EVENT =
            Path.of("..", "events", "SetRepositoryPolicy", "made-public-for-reading-by-a-person", "event.json");

    @TempDir
    private Path directory;

    private MotoServer moto;
    private RegistryOfMoto registry;
    private MotoAccount hub;
    private MotoAccount member;
    private String memberId;
    private MotoStack hubStack;
    private final Set<String> notMade = new TreeSet<>();

    @AfterEach
    void stop() {
        if (registry != null) {
            registry.close();
        }
        if (moto != null) {
            moto.close();
        }
    }

    @Test
    void anEventOnTheBusOfAWatchedAccountBecomesAnAlertOfTheHub() throws IOException {
        assumeTrue(MotoServer.isInstalled(), "SKIPPED: no moto_server on the PATH (pip install 'moto[server]')");
        moto = MotoServer.start(Files.createTempFile(Path.of("target"), "moto", ".log"));
        DeployedFunctions functions = deploy();
        String alerts = queueOfTheAlertTopic();
        makeRepositoryPublic();

        member.json("events", "AWSEvents.PutEvents", Map.of("Entries", List.of(entry())));
        assertThat(functions.run("EventIntakeChangeQueue", this::withAccount)).hasSize(1);
        assertThat(functions.run("AlertFunctionDrainQueue", body -> body)).hasSize(1);

        String alert = published(functions, alerts);
        assertThat(alert)
                .contains("arn:aws:ecr:%s:%s:repository/%s".formatted(REGION, memberId, REPOSITORY))
                .contains("ecr-policy-not-public")
                .contains("alice");
        assertThat(functions.run("EventIntakeChangeQueue", this::withAccount)).isEmpty();
        assertThat(notMade)
                .containsExactlyElementsOf(new DocsPage(Path.of("README.md"))
                        .table("## What moto deploys").stream()
                                .map(row -> row.get(0).replace("`", ""))
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private DeployedFunctions deploy() throws IOException {
        MotoAccount management = moto.firstAccount(REGION);
        String organization = organizations(management, "CreateOrganization", Map.of("FeatureSet", "ALL"))
                .at("/Organization/Id")
                .asText();
        String root = organizations(management, "ListRoots", Map.of())
                .at("/Roots/0/Id")
                .asText();
        hub = management; // moto knows no delegated administrator
        memberId = account(management, "payments");
        member = management.assume(memberId);
        String settings = """
                watch:
                  organization: %s
                  organizationalUnits: [%s]
                  managementAccount: "%s"
                  regions: [%s]
                remediation: [{accounts: ["*"], mode: ON}]
                """.formatted(organization, root, hub.number(), REGION);
        SynthesizedOrganization templates = SynthesizedOrganization.of(settings);

        bootstrap(templates.hub().json());
        hubStack = deployed(hub, SynthesizedOrganization.HUB, templates.hub().json(), Map.of());
        Map<String, String> parameters = Map.of("HubAccount", hub.number(), "HubRegion", REGION);
        deployed(member, SynthesizedOrganization.ROLES, templates.roles().json(), parameters);
        deployed(member, SynthesizedOrganization.EVENTS, templates.events().json(), parameters);
        deployed(hub, SynthesizedOrganization.ROLLOUT, templates.rollout().json(), Map.of());

        Path layer = Files.createDirectory(directory.resolve("layer"));
        unpack(SettingsArchive.write(SynthesizedHub.settings(settings), directory), layer);
        registry = RegistryOfMoto.before(moto.endpoint());
        return new DeployedFunctions(hub, hubStack, registry, layer);
    }

    private MotoStack deployed(MotoAccount account, String name, JsonNode template, Map<String, String> parameters) {
        MotoStack stack = MotoStack.deploy(account, name, template, parameters);
        notMade.addAll(stack.typesNotMade());
        return stack;
    }

    /** What `cdk bootstrap` leaves in an account, and the assets: moto keeps them and never opens them. */
    private void bootstrap(JsonNode template) {
        hub.json(
                "ssm",
                "AmazonSSM.PutParameter",
                Map.of("Name", "/cdk-bootstrap/hnb659fds/version", "Value", "30", "Type", "String"));
        String bucket = "/cdk-hnb659fds-assets-%s-%s".formatted(hub.number(), REGION);
        hub.put("s3", bucket, new byte[0]);
        template.findValuesAsText("S3Key")
                .forEach(key -> hub.put("s3", bucket + "/" + key, "asset".getBytes(StandardCharsets.UTF_8)));
    }

    private String queueOfTheAlertTopic() {
        String url = hub.json("sqs", "AmazonSQS.CreateQueue", Map.of("QueueName", "alerts"))
                .get("QueueUrl")
                .asText();
        hub.query(
                "sns",
                Map.of(
                        "Action",
                        "Subscribe",
                        "TopicArn",
                        hubStack.physicalId("AWS::SNS::Topic", "AlertTopic"),
                        "Protocol",
                        "sqs",
                        "Endpoint",
                        "arn:aws:sqs:%s:%s:alerts".formatted(REGION, hub.number())));
        return url;
    }

    /** An alert waits a few seconds for the event that caused it; then the schedule sends it. */
    private String published(DeployedFunctions functions, String alerts) {
        for (int i = 0; i < DRAINS; i++) {
            JsonNode messages = hub.json(
                            "sqs", "AmazonSQS.ReceiveMessage", Map.of("QueueUrl", alerts, "MaxNumberOfMessages", 10))
                    .path("Messages");
            String found = StreamSupport.stream(messages.spliterator(), false)
                    .map(message -> message.get("Body").asText())
                    .filter(body -> body.contains("ecr-policy-not-public"))
                    .collect(Collectors.joining());
            if (!found.isEmpty()) {
                return found;
            }
            functions.trigger("AlertFunctionEveryMinute");
            assertThat(functions.run("AlertFunctionDrainQueue", body -> body)).hasSize(1);
        }
        return "";
    }

    private void makeRepositoryPublic() throws IOException {
        String target = "AmazonEC2ContainerRegistry_V20150921.";
        member.json("ecr", target + "CreateRepository", Map.of("repositoryName", REPOSITORY));
        member.json(
                "ecr",
                target + "SetRepositoryPolicy",
                Map.of(
                        "repositoryName",
                        REPOSITORY,
                        "policyText",
                        event().at("/detail/requestParameters/policyText").asText()));
    }

    private Map<String, String> entry() throws IOException {
        JsonNode event = event();
        return Map.of(
                "Source", event.get("source").asText(),
                "DetailType", event.get("detail-type").asText(),
                "Detail", event.get("detail").toString());
    }

    /** The event, as if it happened in the watched account, just after the repository was created. */
    private JsonNode event() throws IOException {
        JsonNode event = JSON.readTree(Files.readString(EVENT).replace("111122223333", memberId));
        String time =
                Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).toString();
        ((ObjectNode) event.get("detail")).put("eventTime", time);
        return event;
    }

    /** EventBridge keeps the account of an event that crosses accounts; moto leaves it out. */
    private String withAccount(String body) {
        try {
            ObjectNode event = (ObjectNode) JSON.readTree(body);
            return event.put("account", memberId).toString();
        } catch (IOException e) {
            throw new AssertionError("no event: " + body, e);
        }
    }

    private static String account(MotoAccount management, String name) {
        return organizations(management, "CreateAccount", Map.of("AccountName", name, "Email", name + "@example.com"))
                .at("/CreateAccountStatus/AccountId")
                .asText();
    }

    private static JsonNode organizations(MotoAccount account, String action, Map<String, String> members) {
        return account.json("organizations", "AWSOrganizationsV20161128." + action, members);
    }

    private static void unpack(Path archive, Path into) throws IOException {
        try (InputStream file = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = into.resolve(entry.getName());
                Files.createDirectories(target.getParent());
                Files.write(target, zip.readAllBytes());
            }
        }
    }
}

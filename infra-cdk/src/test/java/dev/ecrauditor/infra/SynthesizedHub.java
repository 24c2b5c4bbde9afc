package dev.ecrauditor.infra;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ecrauditor.infra.function.FunctionJar;
import dev.ecrauditor.infra.settings.Deployment;
import dev.ecrauditor.infra.settings.HubSettings;
import dev.ecrauditor.settings.file.RemediationMode;
import dev.ecrauditor.settings.file.SettingsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;

/** A template as the command line would make it: with the context of {@code cdk.json}, without an account. */
public record SynthesizedHub(Template template, JsonNode json) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<HubSettings, SynthesizedHub> MADE = new ConcurrentHashMap<>();

    /** One named resource of a template. */
    public record Resource(String id, JsonNode body) {

        public JsonNode properties() {
            return body.path("Properties");
        }

        /** The text of a property, references as {@code ${LogicalId.Attribute}}. */
        public String property(String pointer) {
            return Intrinsics.text(properties().at(pointer));
        }
    }

    private static final String SLACK = "{workspace: T0123ABCD, channel: C0123ABCD}";
    private static final String TEAMS =
            "{team: 00000000-1111-2222-3333-4444aaaa4444, tenant: 55555555-6666-7777-8888-9999bbbb9999, channel: '19%3Aexample%40thread.tacv2'}";

    public static SynthesizedHub of(HubSettings settings) {
        return MADE.computeIfAbsent(settings, SynthesizedHub::synthesize);
    }

    public static SynthesizedHub withRemediation(RemediationMode mode) {
        return withSettings("remediation: [{accounts: ['*'], mode: " + mode + "}]");
    }

    /** With this settings file. */
    public static SynthesizedHub withSettings(String yaml) {
        return of(new HubSettings(settings(yaml)));
    }

    public static SettingsFile settings(String yaml) {
        try {
            Path directory = Files.createDirectories(Path.of("target", "synthesized"));
            return SettingsFile.read(Files.writeString(Files.createTempFile(directory, "auditor", ".yaml"), yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything switched on that can be without naming another account. */
    public static SynthesizedHub full() {
        return withSettings("""
                alerts:
                  emails: [security@example.org, platform@example.org]
                  slack: [{workspace: T0123ABCD, channel: C0123ABCD}]
                  teams:
                  - team: 00000000-1111-2222-3333-4444aaaa4444
                    tenant: 55555555-6666-7777-8888-9999bbbb9999
                    channel: 19%3Aexample%40thread.tacv2
                operations: {emails: [operations@example.org]}
                export: {findings: true}
                trust: {organizations: [o-a1b2c3d4e5]}
                remediation: [{accounts: ['*'], mode: ON}]
                """);
    }

    /** The full ARN of a secret with the URL of a webhook. */
    public static final String WEBHOOK_SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf";

    /** Two webhooks of Slack, one of them for two severities and with a secret under a customer managed key. */
    public static SynthesizedHub withWebhooks() {
        return withSettings("""
                alerts:
                  emails: [security@example.org]
                  slackWebhooks:
                  - {secret: '%s'}
                  - secret: arn:aws:secretsmanager:us-east-1:444455556666:secret:slack/pager-GhIjKl
                    key: arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab
                    severities: [CRITICAL, HIGH]
                operations: {emails: [operations@example.org]}
                remediation: [{accounts: ['*'], mode: ON}]
                """.formatted(WEBHOOK_SECRET));
    }

    /** A single account that imports findings into Security Hub CSPM. */
    public static SynthesizedHub withSecurityHub() {
        return withSettings("""
                alerts: {emails: [security@example.org]}
                operations: {emails: [operations@example.org]}
                export: {securityHub: true}
                """);
    }

    /** As the full one with remediation in this mode, with and without chat channels. */
    static SynthesizedHub shape(RemediationMode mode, boolean chat) {
        return withSettings("""
                alerts:
                  emails: [security@example.org]
                  slack: [%s]
                  teams: [%s]
                operations: {emails: [operations@example.org]}
                remediation: [{accounts: ['*'], mode: %s}]
                """.formatted(chat ? SLACK : "", chat ? TEAMS : "", mode));
    }

    public List<Resource> resources(String type) {
        return json.get("Resources").properties().stream()
                .filter(entry -> entry.getValue().path("Type").asText().equals(type))
                .map(entry -> new Resource(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The one resource of a type whose logical id begins like this. */
    public Resource resource(String type, String idPrefix) {
        List<Resource> found = resources(type).stream()
                .filter(resource -> resource.id().startsWith(idPrefix))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("expected one %s named %s..., found %s".formatted(type, idPrefix, found));
        }
        return found.get(0);
    }

    /** Every statement of the policies of one type. */
    public Stream<JsonNode> statements(String policyType) {
        return resources(policyType).stream()
                .flatMap(policy -> StreamSupport.stream(
                        policy.properties().at("/PolicyDocument/Statement").spliterator(), false));
    }

    /** What is closed to plain HTTP by the policies of one type. */
    public List<String> closedToPlainHttp(String policyType) {
        return statements(policyType)
                .filter(statement -> statement.path("Effect").asText().equals("Deny")
                        && statement
                                .at("/Condition/Bool/aws:SecureTransport")
                                .asText()
                                .equals("false"))
                .map(statement -> Intrinsics.text(statement.get("Resource")))
                .toList();
    }

    /** The permissions of one function's role. */
    public String policyOf(String construct) {
        return resource("AWS::IAM::Policy", construct).body().toString();
    }

    public static Map<String, Object> contextOfCdkJson() {
        try {
            return JSON.convertValue(
                    JSON.readTree(Path.of("cdk.json").toFile()).get("context"), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the jar holds decides one hash in the template and nothing else; DeployableStackIT takes the real one. */
    static Path standInJar(Path directory) throws IOException {
        Files.writeString(
                directory.resolve("ecr-auditor-security-hub-0-lambda.jar"), "stand-in for the jar of Security Hub");
        return Files.writeString(directory.resolve("stand-in.jar"), "stand-in for the jar of the functions");
    }

    public static SynthesizedHub synthesize(HubSettings settings) {
        try {
            Path directory = Files.createDirectories(Path.of("target", "synthesized"));
            Path jar = standInJar(directory);
            App app = new App(AppProps.builder()
                    .outdir(Files.createTempDirectory(directory, "out").toString())
                    .context(contextOfCdkJson())
                    .build());
            HubStack stack = new HubStack(
                    app, "EcrAuditor", StackProps.builder().build(), new Deployment(settings, new FunctionJar(jar)));
            Template template = Template.fromStack(stack);
            return new SynthesizedHub(template, JSON.valueToTree(template.toJSON()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

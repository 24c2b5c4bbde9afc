package dev.ecrauditor.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ecrauditor.infra.function.FunctionJar;
import dev.ecrauditor.infra.settings.Deployment;
import dev.ecrauditor.infra.settings.HubSettings;
import dev.ecrauditor.settings.file.RemediationMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.cxapi.CloudAssembly;
import software.amazon.awscdk.cxapi.CloudFormationStackArtifact;

/** Every template of a deployment that watches more than one account. */
public record SynthesizedOrganization(Map<String, SynthesizedHub> templates, List<String> topLevel) {

    public static final String HUB = "EcrAuditor";
    public static final String ROLLOUT = "EcrAuditorRollout";
    public static final String ROLES = "ecr-auditor-member-roles";
    public static final String EVENTS = "ecr-auditor-member-events";
    public static final String ORGANIZATION = "o-exampleorgid";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVERYTHING = """
            watch:
              organization: o-exampleorgid
              organizationalUnits: [r-abcd]
              managementAccount: "999988887777"
              regions: [eu-west-1, us-east-1]
              excludedAccounts: ["4444*"]
            deployment: {suffix: "%s"}
            remediation: [{accounts: ["*"], mode: %s}]
            """;

    private static final Map<String, SynthesizedOrganization> MADE = new ConcurrentHashMap<>();

    /** An organization with two Regions and remediation in this mode. */
    public static SynthesizedOrganization with(RemediationMode mode) {
        return of(EVERYTHING.formatted("", mode));
    }

    /** The same, which also imports findings into Security Hub CSPM. */
    public static SynthesizedOrganization withSecurityHub(String suffix) {
        return of(EVERYTHING.formatted(suffix, RemediationMode.ON) + "export: {securityHub: true}\n");
    }

    /** The same as a second deployment in the account. */
    public static SynthesizedOrganization withSuffix(String suffix) {
        return of(EVERYTHING.formatted(suffix, RemediationMode.ON));
    }

    /** Named accounts without an organization. */
    public static SynthesizedOrganization ofAccounts() {
        return of("watch: {accounts: ['111122223333', '444455556666']}");
    }

    public static SynthesizedOrganization of(String yaml) {
        return MADE.computeIfAbsent(yaml, SynthesizedOrganization::synthesize);
    }

    public SynthesizedHub hub() {
        return named(HUB);
    }

    public SynthesizedHub rollout() {
        return named(ROLLOUT);
    }

    public SynthesizedHub roles() {
        return named(ROLES);
    }

    public SynthesizedHub events() {
        return named(EVENTS);
    }

    public SynthesizedHub named(String stack) {
        SynthesizedHub found = templates.get(stack);
        if (found == null) {
            throw new AssertionError("no stack %s among %s".formatted(stack, templates.keySet()));
        }
        return found;
    }

    private static SynthesizedOrganization synthesize(String yaml) {
        try {
            Path directory = Files.createDirectories(Path.of("target", "synthesized"));
            App app = new App(AppProps.builder()
                    .outdir(Files.createTempDirectory(directory, "out").toString())
                    .context(SynthesizedHub.contextOfCdkJson())
                    .build());
            FunctionJar jar = new FunctionJar(SynthesizedHub.standInJar(directory));
            AuditorApp.assemble(
                    app,
                    new Deployment(new HubSettings(SynthesizedHub.settings(yaml)), jar),
                    StackProps.builder().build());
            CloudAssembly assembly = app.synth();
            Map<String, SynthesizedHub> templates = new TreeMap<>();
            assembly.getStacksRecursively().forEach(stack -> {
                JsonNode json = JSON.valueToTree(stack.getTemplate());
                templates.put(stack.getStackName(), new SynthesizedHub(Template.fromString(json.toString()), json));
            });
            return new SynthesizedOrganization(
                    templates,
                    assembly.getStacks().stream()
                            .map(CloudFormationStackArtifact::getStackName)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

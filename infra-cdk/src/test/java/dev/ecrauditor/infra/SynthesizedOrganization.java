package dev.ecrauditor.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ecrauditor.infra.function.FunctionJar;
import dev.ecrauditor.infra.settings.Deployment;
import dev.ecrauditor.infra.settings.HubSettings;
import dev.ecrauditor.infra.settings.Rollout;
import dev.ecrauditor.settings.file.RemediationMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.cxapi.CloudAssembly;

/** Every template of a deployment that watches more than one account. */
public record SynthesizedOrganization(Map<String, SynthesizedHub> templates) {

    public static final String HUB = "EcrAuditor";
    public static final String ROLLOUT = "EcrAuditorRollout";
    public static final String ROLES = "ecr-auditor-member-roles";
    public static final String EVENTS = "ecr-auditor-member-events";
    public static final String ORGANIZATION = "o-exampleorgid";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Shape, SynthesizedOrganization> MADE = new ConcurrentHashMap<>();

    private record Shape(HubSettings settings, Rollout rollout) {}

    /** An organization with two Regions, everything on that remediation in this mode needs. */
    public static SynthesizedOrganization with(RemediationMode mode) {
        return of(SynthesizedHub.settingsOfShape(mode, true), organization(""));
    }

    public static SynthesizedOrganization of(HubSettings settings, Rollout rollout) {
        return MADE.computeIfAbsent(new Shape(settings, rollout), SynthesizedOrganization::synthesize);
    }

    public static Rollout organization(String suffix) {
        return new Rollout(
                Optional.of(ORGANIZATION),
                List.of(),
                List.of("r-abcd"),
                Optional.of("999988887777"),
                List.of("eu-west-1", "us-east-1"),
                List.of("4444*"),
                suffix);
    }

    /** Named accounts without an organization. */
    public static Rollout accounts() {
        return new Rollout(
                Optional.empty(),
                List.of("111122223333", "444455556666"),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                "");
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

    private static SynthesizedOrganization synthesize(Shape shape) {
        try {
            Path directory = Files.createDirectories(Path.of("target", "synthesized"));
            App app = new App(AppProps.builder()
                    .outdir(Files.createTempDirectory(directory, "out").toString())
                    .context(SynthesizedHub.contextOfCdkJson())
                    .build());
            FunctionJar jar = new FunctionJar(SynthesizedHub.standInJar(directory));
            AuditorApp.assemble(
                    app,
                    new Deployment(shape.settings(), jar, shape.rollout()),
                    StackProps.builder().build());
            CloudAssembly assembly = app.synth();
            Map<String, SynthesizedHub> templates = new TreeMap<>();
            assembly.getStacksRecursively().forEach(stack -> {
                JsonNode json = JSON.valueToTree(stack.getTemplate());
                templates.put(stack.getStackName(), new SynthesizedHub(Template.fromString(json.toString()), json));
            });
            return new SynthesizedOrganization(templates);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

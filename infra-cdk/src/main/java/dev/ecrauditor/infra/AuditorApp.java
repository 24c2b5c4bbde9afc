package dev.ecrauditor.infra;

import dev.ecrauditor.infra.function.FunctionJar;
import dev.ecrauditor.infra.member.MemberStage;
import dev.ecrauditor.infra.settings.ContextSettings;
import dev.ecrauditor.infra.settings.Deployment;
import dev.ecrauditor.infra.settings.HubSettings;
import dev.ecrauditor.infra.settings.Rollout;
import dev.ecrauditor.infra.settings.UsageException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** The CDK program that {@code cdk.json} runs. */
public final class AuditorApp {

    private static final Path ASSETS = Path.of("target", "asset");
    private static final Path MEMBERS = Path.of("target", "members");

    private AuditorApp() {}

    public static void main(String[] args) {
        try {
            App app = new App();
            HubSettings settings = ContextSettings.read(contextOf(app), Path.of(""));
            Optional<MemberStage> members =
                    assemble(app, new Deployment(settings, FunctionJar.in(ASSETS)), inAnyEnvironment());
            members.ifPresent(stage -> stage.write(MEMBERS));
            app.synth();
        } catch (UsageException e) {
            System.err.println("ecr-auditor: " + e.getMessage());
            System.exit(2);
        }
    }

    /** A single account needs the hub alone; accounts of an organization also get their templates. */
    static Optional<MemberStage> assemble(Construct app, Deployment deployment, StackProps props) {
        Rollout rollout = deployment.rollout();
        HubStack hub = new HubStack(app, FixedName.withSuffix("EcrAuditor", rollout.suffix()), props, deployment);
        if (rollout.isSingleAccount()) {
            return Optional.empty();
        }
        MemberStage members = new MemberStage(app, "Members", rollout, deployment.settings());
        if (rollout.watch().organization().isPresent()) {
            // After the hub: a rule may name the hub bus as its target only once the bus and its policy are there.
            new OrganizationRollout(
                            app, FixedName.withSuffix("EcrAuditorRollout", rollout.suffix()), props, rollout, members)
                    .addStackDependency(hub);
        }
        return Optional.of(members);
    }

    /**
     * Not of one account and Region: the template is the same for all, with and without credentials, and so are the
     * logical ids of the functions' versions, which are derived from the properties of the functions (ADR 0040).
     */
    private static StackProps inAnyEnvironment() {
        return StackProps.builder()
                .description("ECR Auditor: publishes an alert when an Amazon ECR repository becomes unsafe")
                .build();
    }

    private static Map<String, Object> contextOf(App app) {
        Map<String, Object> context = new TreeMap<>();
        if (app.getNode().getAllContext() instanceof Map<?, ?> all) {
            all.forEach((name, value) -> context.put(String.valueOf(name), value));
        }
        return context;
    }
}

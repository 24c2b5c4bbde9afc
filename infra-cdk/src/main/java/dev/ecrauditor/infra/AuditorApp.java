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
import software.amazon.awscdk.Environment;
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
                    assemble(app, new Deployment(settings, FunctionJar.in(ASSETS)), inCallerEnvironment());
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
        MemberStage members =
                new MemberStage(app, "Members", rollout, deployment.settings().remediation());
        if (rollout.watch().organization().isPresent()) {
            // After the hub: a rule may name the hub bus as its target only once the bus and its policy are there.
            new OrganizationRollout(
                            app, FixedName.withSuffix("EcrAuditorRollout", rollout.suffix()), props, rollout, members)
                    .addStackDependency(hub);
        }
        return Optional.of(members);
    }

    /**
     * Without credentials the CDK command line sets no account (but still a Region); the template then fits any account
     * and Region.
     */
    private static StackProps inCallerEnvironment() {
        StackProps.Builder props = StackProps.builder()
                .description("ECR Auditor: publishes an alert when an Amazon ECR repository becomes unsafe");
        String account = System.getenv("CDK_DEFAULT_ACCOUNT");
        if (account == null || account.isEmpty()) {
            return props.build();
        }
        return props.env(Environment.builder()
                        .account(account)
                        .region(System.getenv("CDK_DEFAULT_REGION"))
                        .build())
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

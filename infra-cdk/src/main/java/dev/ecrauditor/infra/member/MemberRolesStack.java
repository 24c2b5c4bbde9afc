package dev.ecrauditor.infra.member;

import dev.ecrauditor.infra.FixedName;
import dev.ecrauditor.infra.function.AuditFunction;
import dev.ecrauditor.infra.function.FindingImports;
import dev.ecrauditor.infra.function.KeyReads;
import dev.ecrauditor.infra.function.RegistryReads;
import dev.ecrauditor.infra.function.Remediation;
import dev.ecrauditor.infra.function.RemediationPermissions;
import dev.ecrauditor.infra.function.RepositoryReads;
import dev.ecrauditor.infra.function.SecurityHubFunction;
import dev.ecrauditor.infra.function.SweepFunction;
import dev.ecrauditor.infra.queue.ForwardingRule;
import dev.ecrauditor.infra.settings.HubSettings;
import dev.ecrauditor.infra.settings.Rollout;
import dev.ecrauditor.settings.file.RemediationMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.BootstraplessSynthesizer;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/** The roles of a watched account, deployed once per account. */
public final class MemberRolesStack extends Stack {

    public static final String NAME = "ecr-auditor-member-roles";

    private final HubLocation hub;
    private final Rollout rollout;

    public MemberRolesStack(Construct scope, String id, Rollout rollout, HubSettings settings) {
        super(scope, id, props(NAME, rollout, "roles of a watched account"));
        FixedName.addSuffix(this, rollout.suffix());
        this.hub = new HubLocation(this);
        this.rollout = rollout;

        Role read = role("ReadRole", MemberRoles.READ, functions(AuditFunction.NAME, SweepFunction.NAME));
        RepositoryReads.statements().forEach(read::addToPolicy);
        RegistryReads.statements().forEach(read::addToPolicy);
        read.addToPolicy(KeyReads.ofEvents());
        read.addToPolicy(KeyReads.ofSweep());
        CoverageReads.statements(this).forEach(read::addToPolicy);

        role("ForwardingRole", MemberRoles.FORWARD, forwardingRules())
                .addToPolicy(PolicyStatement.Builder.create()
                        .sid("ForwardToTheHub")
                        .actions(List.of("events:PutEvents"))
                        .resources(List.of(hub.busArn()))
                        .build());

        RemediationMode mode = settings.remediation();
        if (mode != RemediationMode.OFF) {
            Role remediate = role("RemediationRole", MemberRoles.REMEDIATE, functions(Remediation.NAME));
            RepositoryReads.statements().forEach(remediate::addToPolicy);
            RemediationPermissions.statements(mode, "*").forEach(remediate::addToPolicy);
        }
        if (settings.auditor().export().securityHub()) {
            role("ImportRole", MemberRoles.IMPORT, functions(SecurityHubFunction.NAME))
                    .addToPolicy(FindingImports.statement("*")); // `*`: one role for every watched Region
        }
    }

    /** Without assets and without a bootstrapped environment, so that a StackSet or a person can deploy the template. */
    static StackProps props(String name, Rollout rollout, String what) {
        return StackProps.builder()
                .stackName(FixedName.withSuffix(name, rollout.suffix()))
                .description("ECR Auditor: " + what)
                .synthesizer(new BootstraplessSynthesizer())
                .build();
    }

    private Role role(String id, String name, IPrincipal trusted) {
        return Role.Builder.create(this, id)
                .roleName(FixedName.of(this, name))
                .assumedBy(trusted)
                .build();
    }

    /**
     * The functions of the hub, by the fixed names of their roles. A role as principal would be stored as its unique
     * id, and recreating it in the hub would shut the auditor out of every account.
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
     */
    private IPrincipal functions(String... names) {
        Map<String, Object> conditions = new TreeMap<>();
        conditions.put("ArnEquals", Map.of("aws:PrincipalArn", hub.roleArns(List.of(names))));
        rollout.watch()
                .organization()
                .ifPresent(id -> conditions.put("StringEquals", Map.of("aws:PrincipalOrgID", id)));
        return new PrincipalWithConditions(new AccountPrincipal(hub.account()), conditions);
    }

    /**
     * One role for the rules of every Region.
     * https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html
     */
    private IPrincipal forwardingRules() {
        String rules = "arn:" + Aws.PARTITION + ":events:*:" + Aws.ACCOUNT_ID + ":rule/"
                + FixedName.of(this, ForwardingRule.NAME);
        return new PrincipalWithConditions(
                new ServicePrincipal("events.amazonaws.com"),
                Map.of(
                        "ArnLike", Map.of("aws:SourceArn", rules),
                        "StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)));
    }
}

package dev.ecrauditor.cli.doctor.check;

import dev.ecrauditor.cli.settings.StackName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * The fixed names of a deployment. They are those of the templates in {@code infra-cdk}, with which this code shares
 * nothing: doctor's tests run on what the templates deploy.
 *
 * @param suffix {@code deployment.suffix} of the settings; empty for none
 */
public record DeploymentNames(String suffix) {

    /** The alias that every event source uses. */
    public static final String ALIAS = "live";

    /** The statement of the hub bus that lets watched accounts forward. */
    public static final String BUS_STATEMENT = "WatchedAccountsForward";

    private String named(String name) {
        return suffix.isEmpty() ? name : name + "-" + suffix;
    }

    public String hubStack() {
        return StackName.of(suffix);
    }

    public String rolloutStack() {
        return named("EcrAuditorRollout");
    }

    public String rolesStack() {
        return named("ecr-auditor-member-roles");
    }

    public String eventsStack() {
        return named("ecr-auditor-member-events");
    }

    public String hubBus() {
        return named("ecr-auditor");
    }

    public String changesRule() {
        return named("ecr-auditor-changes");
    }

    public String drainRule() {
        return named("ecr-auditor-drain");
    }

    public String sweepRule() {
        return named("ecr-auditor-sweep");
    }

    public String switchedOffRule() {
        return named("ecr-auditor-scanning-switched-off");
    }

    public String forwardingRule() {
        return named("ecr-auditor-forward");
    }

    /** Function and role have the same name. */
    public String auditFunction() {
        return named("ecr-auditor-audit");
    }

    /** Function and role have the same name. */
    public String alertFunction() {
        return named("ecr-auditor-alert");
    }

    /** Function and role have the same name. */
    public String sweepFunction() {
        return named("ecr-auditor-sweep");
    }

    /** Function and role have the same name. */
    public String remediationFunction() {
        return named("ecr-auditor-remediation");
    }

    /** Function and role have the same name. */
    public String securityHubFunction() {
        return named("ecr-auditor-security-hub");
    }

    /**
     * Function and role of a webhook of Slack have the same name.
     *
     * @param secret the ARN of the secret that holds its URL
     */
    public String slackFunction(String secret) {
        UUID id = UUID.nameUUIDFromBytes(secret.getBytes(StandardCharsets.UTF_8));
        return named("ecr-auditor-slack-" + id.toString().substring(0, 8));
    }

    public String auditErrorsAlarm() {
        return named("ecr-auditor-audit-errors");
    }

    public String redriveRole() {
        return named("ecr-auditor-redrive");
    }

    public String readRole() {
        return named("ecr-auditor-read");
    }

    public String remediateRole() {
        return named("ecr-auditor-remediate");
    }

    public String importRole() {
        return named("ecr-auditor-import");
    }

    public String forwardRole() {
        return named("ecr-auditor-forward");
    }

    /** The functions that evaluate repositories, and read them in watched accounts. */
    public List<String> readers() {
        return List.of(auditFunction(), sweepFunction());
    }
}

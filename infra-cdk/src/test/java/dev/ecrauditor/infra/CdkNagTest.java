package dev.ecrauditor.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ecrauditor.infra.function.FunctionJar;
import dev.ecrauditor.infra.member.MemberEventsStack;
import dev.ecrauditor.infra.member.MemberRolesStack;
import dev.ecrauditor.infra.member.MemberStage;
import dev.ecrauditor.infra.settings.Deployment;
import dev.ecrauditor.infra.settings.HubSettings;
import dev.ecrauditor.infra.settings.Rollout;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.IConstruct;

/** The rules of cdk-nag's AwsSolutions on every stack, and what is suppressed. */
class CdkNagTest {

    /** One finding that is accepted, with its reason; README.md lists the same. */
    private record Suppression(String finding, String reason) {}

    private static final String ECR = "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecr:";

    private static final List<Suppression> SUPPRESSED = List.of(
            new Suppression(
                    "AwsSolutions-IAM5[Resource::*]",
                    "the action takes no resource, or may concern any account of the organization"),
            new Suppression(ECR + "*:<AWS::AccountId>:repository/*]", "every repository is watched"),
            new Suppression(ECR + "<AWS::Region>:<AWS::AccountId>:repository/*]", "the request names the repository"),
            new Suppression(
                    "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:kms:*:*:key/*]",
                    "a repository may use any key, even of another account"),
            new Suppression(
                    "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:kms:*:<AWS::AccountId>:key/*]",
                    "any key of the account may encrypt a repository"),
            new Suppression(
                    "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:events:*:<AWS::AccountId>:rule/ecr-auditor-forward]",
                    "one rule, in every Region"),
            new Suppression(
                    "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:cloudtrail:*:*:trail/*]",
                    "the organization's trail belongs to another account"),
            new Suppression(
                    "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::*:role/ecr-auditor-read]",
                    "one role, in every account of the organization"),
            new Suppression(
                    "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::*:role/ecr-auditor-remediate]",
                    "one role, in every account of the organization"),
            new Suppression(
                    "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::*:role/ecr-auditor-import]",
                    "one role, in every account of the organization"),
            new Suppression(
                    "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:securityhub:*:<AWS::AccountId>:product/<AWS::AccountId>/default]",
                    "findings of every watched Region"),
            new Suppression("AwsSolutions-S1", "a trail records who wrote an object"),
            new Suppression("AwsSolutions-SQS3", "the dead-letter queue of rules, which cdk-nag does not recognize"));

    private static final Pattern FINDING = Pattern.compile("^(AwsSolutions-[A-Z0-9]+(\\[.*])?): ", Pattern.DOTALL);

    @Test
    void everyFindingIsSuppressedWithAReasonAndEverySuppressionIsNeeded() {
        assertThat(SUPPRESSED)
                .hasSizeLessThanOrEqualTo(13)
                .allSatisfy(each -> assertThat(each.reason()).isNotBlank());
        assertThat(findings(List.of()))
                .containsExactlyInAnyOrderElementsOf(
                        SUPPRESSED.stream().map(Suppression::finding).toList());
        assertThat(findings(SUPPRESSED)).isEmpty();
    }

    @Test
    void whatIsNotSuppressedIsFound() {
        App app = app();
        Queue.Builder.create(new Stack(app, "Bad"), "Queue").build();
        assertThat(findings(app)).contains("AwsSolutions-SQS4");
    }

    @Test
    void theReadmeListsTheSuppressions() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("README.md"));
        assertThat(lines.stream()
                        .skip(lines.indexOf("### Suppressions of cdk-nag"))
                        .takeWhile(line -> !line.startsWith("## "))
                        .filter(line -> line.startsWith("| `AwsSolutions"))
                        .map(line -> line.replace("`", "").split("\\|", -1))
                        .map(cells -> new Suppression(cells[1].strip(), cells[2].strip())))
                .containsExactlyElementsOf(SUPPRESSED);
    }

    /** The ids of what cdk-nag finds in a single account, and in the hub, rollout and accounts of an organization. */
    private static Set<String> findings(List<Suppression> suppressions) {
        App app = app();
        StackProps props = StackProps.builder().build();
        Deployment single = deployment("export: {securityHub: true}\nalerts: {slackWebhooks: [{secret: '"
                + SynthesizedHub.WEBHOOK_SECRET + "'}]}\n");
        Deployment organization = deployment(
                "export: {securityHub: true}\nwatch: {organization: o-exampleorgid, organizationalUnits: [r-abcd], managementAccount: '999988887777'}\n");
        Rollout rollout = organization.rollout();
        List<Stack> stacks = new ArrayList<>(List.of(
                new HubStack(app, "Single", props, single),
                new HubStack(app, "Hub", props, organization),
                new MemberRolesStack(app, "Roles", rollout, organization.settings()),
                new MemberEventsStack(app, "Events", rollout),
                new OrganizationRollout(
                        app,
                        "Rollout",
                        props,
                        rollout,
                        new MemberStage(app(), "M", rollout, organization.settings()))));
        stacks.forEach(stack -> suppress(stack, suppressions));
        return findings(app);
    }

    /** A finding without a resource is suppressed where it is meant to be, so that it is still found elsewhere. */
    private static void suppress(Stack stack, List<Suppression> suppressions) {
        for (Suppression each : suppressions) {
            Matcher resource = Pattern.compile("(.*)\\[(.*)]").matcher(each.finding());
            if (resource.matches()) {
                NagSuppressions.addStackSuppressions(
                        stack,
                        List.of(NagPackSuppression.builder()
                                .id(resource.group(1))
                                .reason(each.reason())
                                .appliesTo(List.of(resource.group(2)))
                                .build()));
            } else {
                meant(stack, each.finding())
                        .forEach(construct -> NagSuppressions.addResourceSuppressions(
                                construct,
                                List.of(NagPackSuppression.builder()
                                        .id(each.finding())
                                        .reason(each.reason())
                                        .build()),
                                true));
            }
        }
    }

    private static List<IConstruct> meant(Stack stack, String finding) {
        String path = finding.equals("AwsSolutions-S1")
                ? ".*/SettingsStore/Bucket"
                : ".*/(UndeliveredEvents/Queue|Forwarding/Undelivered)";
        return stack.getNode().findAll().stream()
                .filter(each -> each.getNode().getPath().matches(path))
                .toList();
    }

    private static Set<String> findings(App app) {
        Aspects.of(app).add(AwsSolutionsChecks.Builder.create().build());
        TreeSet<String> found = new TreeSet<>();
        try {
            app.synth();
            return found;
        } catch (RuntimeException e) {
            // A finding makes synthesis fail; what was found is in its report.
            assertThat(e).hasMessageContaining("ValidationFailed");
        }
        try {
            Path report = Path.of(app.getOutdir(), "validation-report.json");
            for (JsonNode text : new ObjectMapper().readTree(report.toFile()).findValues("description")) {
                Matcher finding = FINDING.matcher(text.asText());
                assertThat(finding.find()).as(text.asText()).isTrue();
                found.add(finding.group(1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static App app() {
        try {
            Path directory = Files.createDirectories(Path.of("target", "synthesized"));
            return new App(AppProps.builder()
                    .outdir(Files.createTempDirectory(directory, "out").toString())
                    .context(SynthesizedHub.contextOfCdkJson())
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Deployment deployment(String watch) {
        try {
            Path jar = SynthesizedHub.standInJar(Files.createDirectories(Path.of("target", "synthesized")));
            String yaml = watch + "remediation: [{accounts: ['*'], mode: ON}]";
            return new Deployment(new HubSettings(SynthesizedHub.settings(yaml)), new FunctionJar(jar));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

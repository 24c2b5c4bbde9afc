package dev.ecrauditor.infra.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ecrauditor.infra.SynthesizedHub;
import dev.ecrauditor.infra.SynthesizedOrganization;
import dev.ecrauditor.settings.file.RemediationMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The commands of docs/operations.md name what the templates deploy. */
class OperationsPageTest {

    private static final DocsPage PAGE = DocsPage.of("operations.md");
    private static final SynthesizedOrganization ORGANIZATION = SynthesizedOrganization.with(RemediationMode.ON);

    /** An option of a command, and the fixed names that its value may have. */
    private static final Map<String, Set<String>> NAMES = Map.of(
            "--stack-name", ORGANIZATION.templates().keySet(),
            "--stack-set-name", names("AWS::CloudFormation::StackSet", "/StackSetName"),
            "--log-group-name", names("AWS::Logs::LogGroup", "/LogGroupName"),
            "--alarm-name", names("AWS::CloudWatch::Alarm", "/AlarmName"),
            "--alarm-names", names("AWS::CloudWatch::Alarm", "/AlarmName"),
            "--function-name", names("AWS::Lambda::Function", "/FunctionName"),
            "-rule --name", names("AWS::Events::Rule", "/Name"));

    @Test
    void everyNameInACommandIsOneThatIsDeployed() {
        NAMES.forEach((option, deployed) -> {
            assertThat(deployed).as(option).isNotEmpty();
            assertThat(values(option))
                    .as(option)
                    .isNotEmpty()
                    .allSatisfy(value -> assertThat(deployed).contains(value.replaceFirst(":live$", "")));
        });
    }

    @Test
    void theStacksOfAWatchedAccountAreDeployedAndDeletedByName() {
        assertThat(values("deploy --stack-name"))
                .containsOnly(SynthesizedOrganization.ROLES, SynthesizedOrganization.EVENTS);
        assertThat(values("delete-stack --stack-name"))
                .containsOnly(
                        SynthesizedOrganization.ROLLOUT,
                        SynthesizedOrganization.HUB,
                        SynthesizedOrganization.ROLES,
                        SynthesizedOrganization.EVENTS);
        assertThat(values("--template-file"))
                .containsOnly(
                        "target/members/" + SynthesizedOrganization.ROLES + ".json",
                        "target/members/" + SynthesizedOrganization.EVENTS + ".json",
                        SynthesizedOrganization.HUB + ".json", // of the deployment folder
                        "packaged.json");
    }

    @Test
    void theParametersOfTheMemberTemplatesAreAllGiven() {
        for (SynthesizedHub template : List.of(ORGANIZATION.roles(), ORGANIZATION.events())) {
            assertThat(template.json().path("Parameters").fieldNames())
                    .toIterable()
                    .filteredOn(name -> !name.equals("BootstrapVersion"))
                    .containsExactlyInAnyOrder("HubAccount", "HubRegion");
        }
        assertThat(PAGE.lines().stream().filter(line -> line.contains("--parameter-overrides")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("HubAccount=", "HubRegion="));
    }

    @Test
    void everyOutputThatThePageNamesExists() {
        Set<String> outputs = new TreeSet<>();
        ORGANIZATION.hub().json().path("Outputs").fieldNames().forEachRemaining(outputs::add);
        assertThat(outputs(PAGE.text()))
                .isNotEmpty()
                .allSatisfy(output -> assertThat(outputs).contains(output));
    }

    @Test
    void everyPageNamesThePinnedCommandLine() throws IOException {
        String pinned = new ObjectMapper()
                .readTree(Path.of("package.json").toFile())
                .at("/devDependencies/aws-cdk")
                .asText();
        for (DocsPage page :
                List.of(PAGE, new DocsPage(Path.of("README.md")), new DocsPage(Path.of("..", "README.md")))) {
            assertThat(Pattern.compile("aws-cdk@([\\w.]+)")
                            .matcher(page.text())
                            .results()
                            .map(found -> found.group(1)))
                    .as(page.toString())
                    .isNotEmpty()
                    .containsOnly(pinned);
        }
    }

    @Test
    void everySettingsFileThatIsCopiedIsShipped() {
        assertThat(values("`cp"))
                .hasSize(2)
                .allSatisfy(file -> assertThat(Path.of(file)).exists());
    }

    @Test
    void everyLinkWithinThePageHasItsHeading() {
        assertThat(Pattern.compile("\\]\\(#([^)]+)\\)")
                        .matcher(PAGE.text())
                        .results()
                        .map(link -> link.group(1)))
                .hasSizeGreaterThan(10)
                .allSatisfy(link -> assertThat(PAGE.anchors()).contains(link));
    }

    /** The names after an option; a word in capitals is the reader's to replace. */
    private static List<String> values(String option) {
        return Pattern.compile(Pattern.quote(option) + " ([^\\s`]+)")
                .matcher(PAGE.text())
                .results()
                .map(found -> found.group(1))
                .filter(Predicate.not(value -> value.matches("[A-Z_]+")))
                .toList();
    }

    private static List<String> outputs(String text) {
        return Pattern.compile("`(\\w+(?:TopicArn|QueueUrl|TableName))`")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static Set<String> names(String type, String property) {
        return ORGANIZATION.templates().values().stream()
                .flatMap(template -> template.resources(type).stream())
                .map(resource -> resource.property(property))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

package dev.ecrauditor.iac.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.iac.Declarations;
import dev.ecrauditor.iac.DeclaredUnit;
import dev.ecrauditor.iac.Templates;
import dev.ecrauditor.iac.check.CheckedSubject;
import dev.ecrauditor.iac.check.DeclarationCheck;
import dev.ecrauditor.iac.check.PropertyAdvice;
import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Resources as a reader of Terraform yields them, whose policies are resources of their own. */
class TerraformResourcesTest {

    private static final String REPOSITORY = "aws_ecr_repository.this";
    private static final String PRESENT = "ecr-policy-present";
    private static final String PUBLIC = "ecr-policy-not-public";
    private static final String CMK = "ecr-encryption-customer-managed-key";
    private static final String OPEN =
            "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"ecr:*\"}}";

    private final List<DeclaredResource> resources = new ArrayList<>();

    private static SourcePosition line(int line) {
        return new SourcePosition("main.tf", line);
    }

    private static DeclaredValue text(String text) {
        return new DeclaredValue.Text(text, line(1));
    }

    private static DeclaredValue reference(String address, String attribute) {
        return new DeclaredValue.Reference(address, attribute, line(1));
    }

    private static DeclaredValue unresolved() {
        return new DeclaredValue.Unresolved("var.x has no default", line(1));
    }

    private TerraformResourcesTest add(String type, String name, Map<String, DeclaredValue> properties) {
        SourcePosition position = line(10 * (resources.size() + 1));
        resources.add(new DeclaredResource(
                type, type + "." + name, new DeclaredValue.Properties(properties, position), position));
        return this;
    }

    private List<CheckedSubject> check() {
        DeclaredUnit unit = new DeclaredUnit(Templates.KNOWN, resources);
        return new DeclarationCheck(Templates.EVERY_RULE, RegistryAnswers.NONE, Templates.NOW)
                .check(new Declarations(List.of(unit), Set.of(), List.of(), List.of()));
    }

    private String verdict(String address, String rule) {
        return Templates.word(Templates.verdict(check(), address, rule));
    }

    private String reason(String address, String rule) {
        return ((Verdict.Unknown) Templates.verdict(check(), address, rule)).reason();
    }

    @Test
    void aPolicyIsJoinedByReferenceAndByName() {
        for (DeclaredValue repository :
                List.of(reference(REPOSITORY, "name"), reference(REPOSITORY, "id"), text("app"))) {
            resources.clear();
            add("aws_ecr_repository", "this", Map.of("name", text("app")))
                    .add("aws_ecr_repository_policy", "this", Map.of("repository", repository, "policy", text(OPEN)));
            assertThat(verdict(REPOSITORY, PUBLIC)).isEqualTo("FAIL");
            assertThat(check()).hasSize(1);
            assertThat(check().get(0).declared().position(Setting.POLICY)).isEqualTo(line(20));
        }
    }

    @Test
    void aPolicyOfARepositoryOutsideTheInputIsEvaluatedAlone() {
        add("aws_ecr_repository", "this", Map.of("name", text("app")))
                .add("aws_ecr_repository_policy", "other", Map.of("repository", text("other"), "policy", text(OPEN)));
        assertThat(verdict(REPOSITORY, PRESENT)).isEqualTo("FAIL");
        assertThat(verdict("aws_ecr_repository_policy.other", PUBLIC)).isEqualTo("FAIL");
        assertThat(check().get(1).verdicts().keySet()).allMatch(rule -> rule.setting() == Setting.POLICY);
    }

    @Test
    void aPolicyWhoseRepositoryIsNotKnownMayBeThatOfEach() {
        add("aws_ecr_repository", "this", Map.of("name", text("app")))
                .add("aws_ecr_repository_policy", "p", Map.of("repository", unresolved(), "policy", text(OPEN)));
        assertThat(reason(REPOSITORY, PRESENT))
                .isEqualTo("the repository of aws_ecr_repository_policy.p is not known; it may be this one");
    }

    @Test
    void twoPoliciesOfARepositoryAreUnknown() {
        add("aws_ecr_repository", "this", Map.of("name", text("app")))
                .add("aws_ecr_repository_policy", "a", Map.of("repository", text("app"), "policy", text(OPEN)))
                .add("aws_ecr_repository_policy", "b", Map.of("repository", text("app"), "policy", text(OPEN)));
        assertThat(reason(REPOSITORY, PUBLIC)).startsWith("more than one resource sets the policy of the repository");
    }

    @Test
    void aRoleOfTheInputIsOfTheOwnAccount() {
        DeclaredValue statement = new DeclaredValue.Properties(
                Map.of(
                        "Effect", text("Allow"),
                        "Action", text("ecr:*"),
                        "Principal",
                                new DeclaredValue.Properties(
                                        Map.of("AWS", reference("module.ci.aws_iam_role.push", "arn")), line(1))),
                line(1));
        add("aws_ecr_repository", "this", Map.of("name", text("app")))
                .add(
                        "aws_ecr_repository_policy",
                        "p",
                        Map.of(
                                "repository",
                                text("app"),
                                "policy",
                                new DeclaredValue.Properties(
                                        Map.of("Statement", new DeclaredValue.Items(List.of(statement), line(1))),
                                        line(1))));
        assertThat(verdict(REPOSITORY, "ecr-policy-no-foreign-account")).isEqualTo("PASS");
    }

    @Test
    void aKeyIsFoundByItsResourceAndByItsAlias() {
        Map<String, String> verdicts =
                Map.of("aws_kms_key.k", "PASS", "aws_kms_alias.a", "PASS", "data.aws_kms_key.d", "UNKNOWN");
        verdicts.forEach((address, expected) -> {
            resources.clear();
            DeclaredValue block = new DeclaredValue.Properties(
                    Map.of("encryption_type", text("KMS"), "kms_key", reference(address, "arn")), line(1));
            add(
                            "aws_ecr_repository",
                            "this",
                            Map.of(
                                    "name",
                                    text("app"),
                                    "encryption_configuration",
                                    new DeclaredValue.Items(List.of(block), line(1))))
                    .add("aws_kms_key", "k", Map.of("custom_key_store_id", text("cks-1")))
                    .add(
                            "aws_kms_alias",
                            "a",
                            Map.of("name", text("alias/a"), "target_key_id", reference("aws_kms_key.k", "key_id")));
            assertThat(verdict(REPOSITORY, CMK)).as(address).isEqualTo(expected);
        });
        resources.clear();
    }

    @Test
    void aBlockThatIsDeclaredTwiceIsUnknown() {
        DeclaredValue block = new DeclaredValue.Properties(Map.of("scan_on_push", text("true")), line(1));
        add(
                "aws_ecr_repository",
                "this",
                Map.of(
                        "name", text("app"),
                        "image_scanning_configuration", new DeclaredValue.Items(List.of(block, block), line(1)),
                        "encryption_configuration", text("x"),
                        "image_tag_mutability_exclusion_filter", unresolved()));
        assertThat(reason(REPOSITORY, "ecr-scan-on-push"))
                .startsWith("ImageScanningConfiguration is declared more than once");
        assertThat(reason(REPOSITORY, CMK)).isEqualTo("the value is no block (main.tf:1)");
        assertThat(reason(REPOSITORY, "ecr-tag-immutable")).isEqualTo("var.x has no default (main.tf:1)");
    }

    @Test
    void adviceIsInTheWordsOfTheLanguage() {
        add("aws_ecr_repository", "this", Map.of()).add("AWS::ECR::Repository", "Repo", Map.of());
        for (Setting setting : Setting.values()) {
            String terraform = PropertyAdvice.of(setting, resources.get(0));
            String cloudFormation = PropertyAdvice.of(setting, resources.get(1));
            assertThat(terraform).endsWith(".").doesNotContain("ScanOnPush", "AWS::", "CloudFormation");
            assertThat(cloudFormation).endsWith(".").doesNotContain("aws_", "scan_on_push", "Terraform");
        }
    }
}

package dev.ecrauditor.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The template of the role that an audit assumes before anything is deployed. */
class AuditReadRoleTest {

    private static final Path TEMPLATE = Path.of("../infra-cdk/templates/audit-read-role.yaml");

    /** What an audit needs besides the facts of the rules; the list of repositories is one of these facts. */
    private static final List<String> FIXED = List.of();

    private final Object template = read();

    @Test
    void itsPermissionsAreThoseOfTheRulesAndTheFixedList() {
        TreeSet<String> needed = new TreeSet<>(FIXED);
        RuleCatalog.every(RuleOptions.of(Duration.ofMinutes(15)))
                .rules()
                .forEach(rule -> needed.addAll(rule.metadata().permissions()));

        assertThat(statements().stream()
                        .flatMap(statement -> ((List<?>) at(statement, "Action")).stream())
                        .map(Object::toString)
                        .toList())
                .doesNotHaveDuplicates()
                .hasSameElementsAs(needed)
                .allSatisfy(action -> assertThat(action).doesNotContain("*"));
    }

    @Test
    void itOnlyAllowsAndHasNoOtherWayToPermissions() {
        assertThat(names(at(template, "Resources"))).containsExactly("ReadRole");
        assertThat(names(at(template, "Resources", "ReadRole", "Properties")))
                .doesNotContain("ManagedPolicyArns", "Path");
        assertThat(statements()).allSatisfy(statement -> {
            assertThat(names(statement)).containsExactly("Sid", "Effect", "Action", "Resource");
            assertThat(at(statement, "Effect")).isEqualTo("Allow");
        });
        assertThat(statements().stream()
                        .filter(statement -> "*".equals(at(statement, "Resource")))
                        .map(statement -> at(statement, "Action")))
                .containsExactly(
                        List.of("ecr:GetRegistryScanningConfiguration"),
                        List.of(
                                "ecr:DescribePullThroughCacheRules",
                                "ecr:DescribeRegistry",
                                "ecr:DescribeRepositoryCreationTemplates",
                                "ecr:GetAccountSetting",
                                "ecr:GetRegistryPolicy",
                                "ecr:GetSigningConfiguration"));
    }

    @Test
    void itTrustsOneAccountOfTheOrganizationOnly() {
        List<?> trusts =
                (List<?>) at(template, "Resources", "ReadRole", "Properties", "AssumeRolePolicyDocument", "Statement");

        assertThat(trusts).singleElement().satisfies(trust -> {
            assertThat(at(trust, "Principal", "AWS", "Fn::Sub"))
                    .isEqualTo("arn:${AWS::Partition}:iam::${AuditorAccount}:root");
            assertThat(at(trust, "Action")).isEqualTo("sts:AssumeRole");
            assertThat(at(trust, "Condition", "StringEquals", "aws:PrincipalOrgID", "Ref"))
                    .isEqualTo("OrganizationId");
            assertThat(at(trust, "Condition", "ArnLike", "aws:PrincipalArn", "Fn::Sub"))
                    .isEqualTo("arn:${AWS::Partition}:iam::${AuditorAccount}:${AuditorIdentity}");
        });
        assertThat(names(at(template, "Parameters", "AuditorAccount"))).doesNotContain("Default");
        assertThat(names(at(template, "Parameters", "OrganizationId"))).doesNotContain("Default");
    }

    @Test
    void itHasTheNameThatTheAuditAssumes() {
        assertThat(at(template, "Parameters", "RoleName", "Default"))
                .isEqualTo(new OrganizationOptions().roleName())
                .isEqualTo("ecr-auditor-read");
    }

    private List<?> statements() {
        List<?> policies = (List<?>) at(template, "Resources", "ReadRole", "Properties", "Policies");
        assertThat(policies).hasSize(1);
        return (List<?>) at(policies.get(0), "PolicyDocument", "Statement");
    }

    private static List<String> names(Object node) {
        return ((Map<?, ?>) node).keySet().stream().map(Object::toString).toList();
    }

    private static Object at(Object node, String... path) {
        Object here = node;
        for (String name : path) {
            here = ((Map<?, ?>) here).get(name);
            assertThat(here).as(String.join(".", path)).isNotNull();
        }
        return here;
    }

    private static Object read() {
        try {
            return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(TEMPLATE));
        } catch (IOException fault) {
            throw new AssertionError(TEMPLATE.toString(), fault);
        }
    }
}

package dev.ecrauditor.policy.naive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.condition.ConditionMatcher;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.pattern.WorkBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The service control policy that docs/pipelines.md prints, evaluated by both evaluators. AWS does not apply it to
 * service-linked roles and to the management account.
 */
class ServiceControlPolicyDocTest {

    private static final Path PAGE = Path.of("..", "docs", "pipelines.md");
    private static final Pattern DOCUMENT = Pattern.compile("```json\\R(\\{.*?\\R\\})\\R```", Pattern.DOTALL);
    private static final List<String> CREATION = List.of(
            "ecr:CreateRepository", "ecr:CreateRepositoryCreationTemplate", "ecr:UpdateRepositoryCreationTemplate");

    /** A service control policy names no principal, as it is about every one; what it does not deny is allowed here. */
    private static String asPolicyOfEveryone() throws IOException {
        Matcher found = DOCUMENT.matcher(Files.readString(PAGE));
        assertThat(found.find()).as("the policy in " + PAGE).isTrue();
        return found.group(1)
                .replace(
                        "\"Statement\": [{",
                        "\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"*\"}, {\"Principal\": \"*\",");
    }

    private static boolean isAllowed(String caller, String action) throws IOException {
        boolean byNaive = isAllowedByNaive(caller, action);
        Policy policy = (Policy) PolicyParser.parse(asPolicyOfEveryone());
        ConditionMatcher matcher = new ConditionMatcher(policy.hasVariables(), new WorkBudget());
        ConditionMatcher.Context request =
                ConditionMatcher.Context.of(Map.of(ConditionKey.PRINCIPAL_ARN, List.of(caller)));
        boolean isDenied = policy.statements().stream()
                .filter(statement -> statement.effect() == Statement.Effect.DENY)
                .filter(statement -> statement.actions().covers(action))
                .anyMatch(statement -> statement.conditions().stream()
                        .allMatch(condition -> matcher.holds(condition, request, false)));
        assertThat(!isDenied).as("both evaluators, " + caller + ", " + action).isEqualTo(byNaive);
        return byNaive;
    }

    private static boolean isAllowedByNaive(String caller, String action) throws IOException {
        try {
            return new NaiveEvaluator(asPolicyOfEveryone())
                    .allows(new NaiveRequest(
                            false, caller, "111122223333", action, Map.of("aws:principalarn", List.of(caller))));
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void aDeploymentRoleCreatesRepositoriesAndTemplates() throws IOException {
        for (String action : CREATION) {
            assertThat(isAllowed("arn:aws:iam::111122223333:role/deploy-ecr", action))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "role/developer",
                "role/ci/deploy-ecr",
                "role/not-deploy-ecr",
                "user/deploy-ecr",
                "root",
                "role/aws-service-role/pullthroughcache.ecr.amazonaws.com/AWSServiceRoleForECRPullThroughCache"
            })
    void theTextDeniesCreationToEverybodyElse(String caller) throws IOException {
        for (String action : CREATION) {
            assertThat(isAllowed("arn:aws:iam::111122223333:" + caller, action)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecr:PutImage", "ecr:BatchGetImage", "ecr:DeleteRepository", "ecr:SetRepositoryPolicy"})
    void everythingElseStaysAsItIs(String action) throws IOException {
        assertThat(isAllowed("arn:aws:iam::111122223333:role/developer", action))
                .isTrue();
    }
}

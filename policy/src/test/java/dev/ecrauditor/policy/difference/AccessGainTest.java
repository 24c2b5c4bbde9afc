package dev.ecrauditor.policy.difference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.policy.action.ActionCatalogue;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessGainTest {

    private static final String OWNER = "111122223333";
    private static final String ACCOUNT = "{\"AWS\": \"arn:aws:iam::444455556666:root\"}";
    private static final String ROLE = "{\"AWS\": \"arn:aws:iam::444455556666:role/deploy\"}";
    private static final String PULL = "[\"ecr:BatchGetImage\", \"ecr:GetDownloadUrlForLayer\"]";

    private static String allow(String principal, String actions) {
        return "{\"Effect\": \"Allow\", \"Principal\": " + principal + ", \"Action\": " + actions + "}";
    }

    private static String allow(String principal, String actions, String condition) {
        return "{\"Effect\": \"Allow\", \"Principal\": " + principal + ", \"Action\": " + actions + ", \"Condition\": "
                + condition + "}";
    }

    private static String deny(String principal, String actions) {
        return "{\"Effect\": \"Deny\", \"Principal\": " + principal + ", \"Action\": " + actions + "}";
    }

    private static Policy policy(String... statements) {
        return (Policy) PolicyParser.parse(
                "{\"Version\": \"2012-10-17\", \"Statement\": [" + String.join(", ", statements) + "]}");
    }

    private static AccessGain gain(Policy before, Policy after) {
        return AccessGain.of(before, after, OWNER, ActionCatalogue.ECR);
    }

    private static Grant only(Policy before, Policy after) {
        AccessGain gain = gain(before, after);
        assertThat(gain.unclear()).isEmpty();
        assertThat(gain.grants()).hasSize(1);
        return gain.grants().get(0);
    }

    private static List<String> actions(Grant grant) {
        return grant.actions().values().stream().flatMap(List::stream).toList();
    }

    private static final Policy NONE = new Policy("2012-10-17", List.of());

    @Test
    void aNewAccountGainsItsActions() {
        Grant grant = only(NONE, policy(allow(ACCOUNT, PULL)));

        assertThat(grant.bound()).isEqualTo(new GrantScope.Account("444455556666", Set.of()));
        assertThat(actions(grant)).containsExactly("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");
    }

    @Test
    void aPolicyGainsNothingOnItself() {
        Policy policy = policy(allow("\"*\"", "\"ecr:*\""), deny(ACCOUNT, PULL));

        assertThat(gain(policy, policy)).isEqualTo(new AccessGain(List.of(), List.of()));
    }

    @Test
    void anotherOrderOrSidIsNoGain() {
        Policy one = policy(allow(ACCOUNT, PULL), allow(ROLE, "\"ecr:PutImage\""));
        Policy other = policy(allow(ROLE, "\"ecr:PutImage\""), allow(ACCOUNT, PULL));

        assertThat(gain(one, other).grants()).isEmpty();
    }

    @Test
    void onlyTheFurtherActionsAreGained() {
        Grant grant =
                only(policy(allow(ACCOUNT, PULL)), policy(allow(ACCOUNT, "[\"ecr:BatchGetImage\", \"ecr:PutImage\"]")));

        assertThat(actions(grant)).containsExactly("ecr:PutImage");
    }

    @Test
    void aRoleOfAnAccountThatHadAccessGainsNothing() {
        assertThat(gain(policy(allow(ACCOUNT, PULL)), policy(allow(ROLE, PULL))).grants())
                .isEmpty();
        assertThat(gain(policy(allow(ROLE, PULL)), policy(allow(ACCOUNT, PULL))).grants())
                .hasSize(1);
    }

    @Test
    void aRemovedConditionIsAGainOfThoseItExcluded() {
        String members = "{\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-a1b2c3d4e5\"}}";
        Grant grant = only(policy(allow("\"*\"", PULL, members)), policy(allow("\"*\"", PULL)));

        assertThat(grant.bound()).isEqualTo(new GrantScope.Anyone());
        assertThat(grant.witness().context().getOrDefault("aws:PrincipalOrgID", List.of()))
                .doesNotContain("o-a1b2c3d4e5");
        assertThat(gain(policy(allow("\"*\"", PULL)), policy(allow("\"*\"", PULL, members)))
                        .grants())
                .isEmpty();
    }

    @Test
    void aRemovedDenyIsAGainOfThoseItDenied() {
        Grant grant = only(
                policy(allow("\"*\"", PULL), deny(ACCOUNT, "\"ecr:BatchGetImage\"")), policy(allow("\"*\"", PULL)));

        assertThat(grant.bound()).isEqualTo(new GrantScope.Account("444455556666", Set.of()));
        assertThat(actions(grant)).containsExactly("ecr:BatchGetImage");
        assertThat(grant.statement().number()).isEqualTo(1);
    }

    /** Found by all pairs against the naive evaluator. */
    @Test
    void aPartOfAnAccountInAnUndocumentedFormGainsWhatADenyOfTheAccountDenied() {
        Policy before = policy(allow("\"*\"", PULL), deny(ACCOUNT, "\"ecr:*\""));
        Grant grant = only(before, policy(allow("{\"AWS\": \"arn:aws:iam::444455556666:user/*\"}", PULL)));

        assertThat(grant.bound()).isEqualTo(new GrantScope.Account("444455556666", Set.of()));
    }

    @Test
    void aDenyThatIsLeftStillDenies() {
        String deny = deny("\"*\"", "\"ecr:BatchGetImage\"");

        assertThat(gain(policy(deny), policy(allow(ACCOUNT, "\"ecr:BatchGetImage\""), deny))
                        .grants())
                .isEmpty();
    }

    @Test
    void theOwnersIdentitiesAreNoOutsiders() {
        assertThat(gain(NONE, policy(allow("{\"AWS\": \"arn:aws:iam::111122223333:root\"}", "\"ecr:*\"")))
                        .grants())
                .isEmpty();
    }

    @Test
    void anUndocumentedFormBeforeIsNotTakenForNoAccess() {
        Policy before = policy(allow("{\"AWS\": \"arn:aws:iam::*:role/deploy\"}", PULL));
        AccessGain gain = gain(before, policy(allow(ACCOUNT, PULL)));

        assertThat(gain.grants()).isEmpty();
        assertThat(gain.unclear()).containsExactly("statement 1 has a form whose effect AWS does not document");
        assertThat(gain(before, before).unclear()).isEmpty();
    }

    @Test
    void policyVariablesOfDifferentVersionsAreNotCompared() {
        String variable = "{\"StringEquals\": {\"aws:PrincipalOrgID\": \"${aws:ResourceOrgID}\"}}";
        Policy before = policy(allow("\"*\"", PULL, variable));

        assertThat(gain(before, new Policy("2008-10-17", before.statements())).unclear())
                .containsExactly("the policies have different versions, so policy variables differ in meaning");
    }
}

package dev.ecrauditor.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unique ids of deleted principals, wildcards inside names, and forms that mean the same. */
class PrincipalFormsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AIDACKCEVSQ6C2EXAMPLE",
                "AROADBQP57FF2AEXAMPLE",
                "AROADBQP57FF2AEXAMPLE:session",
                "AIDA000000000000",
                "AIDA999999999999",
                "AIDAAAAAAAAAAAAA",
                "AROAZZZZZZZZZZZZ"
            })
    void theIdOfAUserOrARoleIsAUniqueId(String name) {
        assertThat(Principal.Unresolved.isUniqueId(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AIDA",
                "AIDA00000000000",
                "AIDACKCEVSQ6C2example",
                "AROADBQP57FF2A*XAMPLE",
                "AROADBQP57FF2A@XAMPLE",
                "AROADBQP57FF2A[XAMPLE",
                "AROADBQP57FF2A/XAMPLE",
                "ASIACKCEVSQ6C2EXAMPLE",
                "111122223333",
                "arn:aws:iam::111122223333:role/AROADBQP57FF2AEXAMPLE"
            })
    void whatIsShorterOrHasOtherCharactersIsNone(String name) {
        assertThat(Principal.Unresolved.isUniqueId(name)).isFalse();
    }

    @Test
    void aWildcardIsInsideANameUnlessItIsTheWholeName() {
        assertThat(new Principal.Anyone("*").hasWildcardInside()).isFalse();
        assertThat(new Principal.Account("111122223333", "arn:aws:iam::111122223333:role/ci*").hasWildcardInside())
                .isTrue();
        assertThat(new Principal.Account("111122223333", "arn:aws:iam::111122223333:role/ci").hasWildcardInside())
                .isFalse();
        assertThat(new Principal.Unresolved("AROA*").hasWildcardInside()).isFalse();
    }

    @Test
    void aNormalFormIsItsText() {
        PolicyNormalForm form = PolicyNormalForm.of("{\"Statement\": [], \"Version\": \"2012-10-17\"}");

        assertThat(form.text())
                .isEqualTo("{\"Statement\":[],\"Version\":\"2012-10-17\"}")
                .isEqualTo(form.toString());
        assertThat(form)
                .isEqualTo(PolicyNormalForm.of("{\"Version\":\"2012-10-17\",\"Statement\":[]}"))
                .hasSameHashCodeAs(PolicyNormalForm.of("{\"Version\":\"2012-10-17\",\"Statement\":[]}"))
                .isNotEqualTo(PolicyNormalForm.of("{\"Version\":\"2008-10-17\",\"Statement\":[]}"));
        assertThat(form.hashCode()).isNotZero();
    }

    @Test
    void textThatIsNoPolicyIsShownAsItselfOnly() {
        PolicyNormalForm broken = PolicyNormalForm.of("{");

        assertThat(broken.text()).isEqualTo("{");
        assertThat(broken.isShownAs(PolicyNormalForm.of("{"))).isTrue();
        assertThat(broken.isShownAs(PolicyNormalForm.of("[]"))).isFalse();
        assertThat(PolicyNormalForm.of("{}").isShownAs(broken)).isFalse();
    }

    @Test
    void aRootArnIsItsAccountAndNothingElseIs() {
        assertThat(withPrincipal("arn:aws:iam::111122223333:root").isShownAs(withPrincipal("111122223333")))
                .isTrue();
        for (String other : List.of(
                "arn:aws:iam::11112222333:root",
                "arn:aws:iam::1111222233334:root",
                "arn:aws:iam::11112222333x:root",
                "arn:aws:iam::11112222333/:root",
                "arn:aws:iam::11112222333::root",
                "arn:aws:sts::111122223333:root",
                "arn:aws:iam:us-east-1:111122223333:root",
                "arn:aws:iam::111122223333:role/root")) {
            String account = other.split(":", -1)[4];
            assertThat(withPrincipal(other).isShownAs(withPrincipal(account)))
                    .as(other)
                    .isFalse();
        }
        assertThat(withPrincipal("arn:aws:iam::000000000000:root").isShownAs(withPrincipal("000000000000")))
                .isTrue();
        assertThat(withPrincipal("arn:aws:iam::999999999999:root").isShownAs(withPrincipal("999999999999")))
                .isTrue();
    }

    @Test
    void aDeletedRoleIsShownByAnIdOfARole() {
        PolicyNormalForm set = withPrincipal("arn:aws:iam::111122223333:role/ci");

        assertThat(set.isShownAs(withPrincipal("AROADBQP57FF2AEXAMPLE"))).isTrue();
        assertThat(set.isShownAs(withPrincipal("AIDACKCEVSQ6C2EXAMPLE"))).isFalse();
        assertThat(set.isShownAs(withPrincipal("AROADBQP57FF2Aexample"))).isFalse();
        assertThat(set.isShownAs(withPrincipal("AROA"))).isFalse();
    }

    @Test
    void notPrincipalAndResourceHaveAFormAsWell() {
        assertThat(form("{'NotPrincipal': {'AWS': '111122223333'}, 'NotResource': 'a', 'NotAction': 'ECR:x'}"))
                .isEqualTo(form("{'NotAction': ['ecr:X'], 'NotResource': ['a'],"
                        + " 'NotPrincipal': {'AWS': ['arn:aws:iam::111122223333:root']}}"))
                .isNotEqualTo(
                        form("{'NotPrincipal': {'AWS': '111122223333'}, 'NotResource': 'b', 'NotAction': 'ecr:x'}"));
        assertThat(form("{'Resource': ['a', 'b'], 'Principal': {'Service': ['x', 'y']}}"))
                .isEqualTo(form("{'Resource': ['b', 'a'], 'Principal': {'Service': ['y', 'x']}}"))
                .isNotEqualTo(form("{'Resource': ['b', 'a'], 'Principal': {'Service': ['y', 'z']}}"))
                .isNotEqualTo(form("{'Resource': ['c', 'a'], 'Principal': {'Service': ['y', 'x']}}"));
        assertThat(form("{'Principal': 'everybody'}")).isNotEqualTo(form("{'Principal': 'nobody'}"));
    }

    @Test
    void aStatementIsNamedByItsSidElseByItsNumber() {
        ParsedPolicy policy = PolicyParser.parse(("{'Version': '2012-10-17', 'Statement': ["
                        + "{'Sid': 'One', 'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:*'},"
                        + "{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:*'}]}")
                .replace('\'', '"'));

        assertThat(((Policy) policy).statements())
                .extracting(Statement::name)
                .containsExactly("Sid \"One\"", "statement 2");
        assertThat(((Policy) policy).statements())
                .extracting(Statement::label)
                .containsExactly("statement 1 (Sid \"One\")", "statement 2");
    }

    private static PolicyNormalForm withPrincipal(String principal) {
        return form("{'Principal': {'AWS': '" + principal + "'}}");
    }

    private static PolicyNormalForm form(String statement) {
        return PolicyNormalForm.of(("{'Statement': [" + statement + "]}").replace('\'', '"'));
    }
}

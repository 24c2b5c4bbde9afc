package dev.ecrauditor.rule.evidence;

import static dev.ecrauditor.rule.SnapshotBuilder.repository;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.ecrauditor.repository.Reading;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is kept of a policy until the next evaluation. */
class PolicyOutlineTest {

    private static PolicyOutline outline(String statements) {
        return PolicyOutline.of(repository()
                        .policy("{'Statement': [" + statements + "]}")
                        .built())
                .orElseThrow();
    }

    @Test
    void noPolicyHasAnOutlineOfItsOwn() {
        assertThat(PolicyOutline.of(repository().policy(new Reading.Absent<>()).built()))
                .hasValue(PolicyOutline.NONE);
    }

    @Test
    void aPolicyThatCannotBeReadOrUnderstoodHasNone() {
        assertThat(PolicyOutline.of(repository()
                        .policy(new Reading.Unreadable<>("ecr:GetRepositoryPolicy", "denied"))
                        .built()))
                .isEmpty();
        assertThat(PolicyOutline.of(repository().policy("{").built())).isEmpty();
    }

    @Test
    void eachStatementIsOneLineInTheirOrder() {
        PolicyOutline outline = outline("""
                {'Sid': 'Share', 'Effect': 'Allow', 'Principal': {'AWS': ['444455556666', '123456789012']},
                 'Action': ['ecr:ListImages', 'ecr:BatchGetImage']},
                {'Effect': 'Deny', 'NotPrincipal': {'AWS': '111122223333'}, 'NotAction': 'ecr:ListImages',
                 'Condition': {'Bool': {'aws:SecureTransport': 'false'}, 'StringEquals': {'aws:PrincipalTag/team': 'a'}}},
                {'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:ListImages',
                 'Condition': {'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}}""");
        assertThat(outline.statements()).hasSize(3);
        assertThat(outline.statements().get(0))
                .startsWith("Sid \"Share\": allow ")
                .contains("444455556666, ")
                .contains("123456789012 ")
                .endsWith(" ecr:ListImages, ecr:BatchGetImage");
        assertThat(outline.statements().get(1))
                .startsWith("deny everyone except ")
                .contains("111122223333 all actions but ecr:ListImages if ")
                .contains("; ");
        assertThat(outline.statements().get(2))
                .startsWith("allow * ecr:ListImages if ")
                .contains("aws:PrincipalOrgID")
                .contains("o-a1b2c3d4e5");
        assertThat(outline.whole()).isTrue();
    }

    @Test
    void aStatementWithoutPrincipalIsForNobody() {
        assertThat(outline("{'Effect': 'Allow', 'Principal': {'AWS': []}, 'Action': 'ecr:ListImages'}")
                        .statements())
                .containsExactly("allow nobody ecr:ListImages");
    }

    @Test
    void accessIsWhoCanDoWhatFromAllStatementsTogether() {
        PolicyOutline outline = outline("""
                {'Effect': 'Allow', 'Principal': {'AWS': '444455556666'}, 'Action': 'ecr:ListImages'},
                {'Effect': 'Allow', 'Principal': {'AWS': '444455556666'}, 'Action': 'ecr:PutImage'},
                {'Effect': 'Allow', 'Principal': {'AWS': '123456789012'}, 'Action': 'ecr:BatchGetImage'}""");
        assertThat(outline.access())
                .containsExactly(
                        entry("account 123456789012", Set.of("ecr:BatchGetImage")),
                        entry("account 444455556666", Set.of("ecr:ListImages", "ecr:PutImage")));
    }

    @Test
    void whatIsTooMuchToKeepIsNotComparedAndEverythingCounts() {
        String actions = "'ecr:ListImages', 'ecr:BatchGetImage', 'ecr:PutImage'";
        int without = size(sharing("s", actions)) - 1;
        PolicyOutline most = sharing("s".repeat(PolicyOutline.MAX_CHARACTERS - without), actions);
        assertThat(most.whole()).isTrue();
        assertThat(size(most)).isEqualTo(PolicyOutline.MAX_CHARACTERS);
        PolicyOutline more = sharing("s".repeat(PolicyOutline.MAX_CHARACTERS - without + 1), actions);
        assertThat(more).isEqualTo(new PolicyOutline(List.of(), Map.of(), false));
    }

    @Test
    void nobodyCanChangeWhatIsKept() {
        PolicyOutline outline = sharing("s", "'ecr:ListImages'");
        assertThat(outline.statements()).isUnmodifiable();
        assertThat(outline.access()).isUnmodifiable();
        assertThat(outline.access().values())
                .allSatisfy(actions -> assertThat(actions).isUnmodifiable());
    }

    private static PolicyOutline sharing(String sid, String actions) {
        return outline("{'Sid': '" + sid + "', 'Effect': 'Allow', 'Principal': {'AWS': '444455556666'}, 'Action': ["
                + actions + "]}, {'Effect': 'Allow', 'Principal': {'AWS': '123456789012'}, 'Action': [" + actions
                + "]}");
    }

    private static int size(PolicyOutline outline) {
        int size = outline.statements().stream().mapToInt(String::length).sum();
        for (Map.Entry<String, Set<String>> one : outline.access().entrySet()) {
            size += one.getKey().length()
                    + one.getValue().stream().mapToInt(String::length).sum();
        }
        return size;
    }
}

package dev.ecrauditor.policy.analysis;

import static dev.ecrauditor.policy.action.AccessLevel.LIST;
import static dev.ecrauditor.policy.action.AccessLevel.PERMISSIONS;
import static dev.ecrauditor.policy.action.AccessLevel.READ;
import static dev.ecrauditor.policy.action.AccessLevel.TAGGING;
import static dev.ecrauditor.policy.action.AccessLevel.WRITE;
import static dev.ecrauditor.policy.analysis.PolicyTexts.allow;
import static dev.ecrauditor.policy.analysis.PolicyTexts.allowActions;
import static dev.ecrauditor.policy.analysis.PolicyTexts.allowIf;
import static dev.ecrauditor.policy.analysis.PolicyTexts.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ecrauditor.policy.action.AccessLevel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The actions that an open statement allows, with their access levels. */
class ActionsTest {

    static Stream<Arguments> opened() {
        return Stream.of(
                arguments("'ecr:BatchGetImage'", Set.of(READ)),
                arguments("'ecr:ListImages'", Set.of(LIST)),
                arguments("'ecr:TagResource'", Set.of(TAGGING)),
                arguments("'ecr:PutImage'", Set.of(WRITE)),
                arguments("'ecr:SetRepositoryPolicy'", Set.of(PERMISSIONS)),
                arguments("['ecr:DescribeImages', 'ecr:BatchGetImage']", Set.of(LIST, READ)),
                arguments("'ECR:batchgetimage'", Set.of(READ)),
                arguments("'EcR:PUTIMAGE'", Set.of(WRITE)),
                arguments("'ecr:Get*'", Set.of(READ)),
                arguments("'ecr:Put*'", Set.of(WRITE)),
                arguments("'ecr:*Policy'", Set.of(READ, WRITE, PERMISSIONS)),
                arguments("'ecr:?utImage'", Set.of(WRITE)),
                arguments("'ecr:*'", Set.of(LIST, READ, TAGGING, WRITE, PERMISSIONS)),
                arguments("'*'", Set.of(LIST, READ, TAGGING, WRITE, PERMISSIONS)),
                arguments("'e*:ListImages'", Set.of(LIST)),
                // Added by AWS since the list was written: reads only if its name says so.
                arguments("'ecr:GetImageHoroscope'", Set.of(READ)),
                arguments("'ecr:BatchCheckHoroscopes'", Set.of(READ)),
                arguments("'ecr:ForgetImage'", Set.of(WRITE)),
                arguments("'ECR:forgetImage'", Set.of(WRITE)));
    }

    @ParameterizedTest(name = "{0} opens {1}")
    @MethodSource("opened")
    void anActionHasItsAccessLevel(String actions, Set<AccessLevel> expected) {
        AccessFacts facts = facts(allowActions(actions));
        assertThat(facts.isPublic()).isTrue();
        assertThat(facts.grants())
                .allSatisfy(grant -> assertThat(grant.bound()).isEqualTo(new Grant.GrantScope.Anyone()));
        assertThat(facts.grants().get(0).actions().keySet()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'s3:GetObject'", "'ecr-public:*'", "'ecr'", "'PutImage'", "''", "[]", "'ecr:PutImages?'"})
    void anActionThatCoversNothingOfEcrGrantsNothing(String actions) {
        assertThat(facts(allowActions(actions)).grants()).isEmpty();
    }

    @Test
    void everythingButListingIsAlmostEverything() {
        AccessFacts facts = facts("{'Effect': 'Allow', 'Principal': '*', 'NotAction': 'ecr:List*'}");
        assertThat(facts.isPublic()).isTrue();
        assertThat(facts.outsiderCanWrite()).isTrue();
        assertThat(facts.wildcardActions()).isTrue();
    }

    @Test
    void everythingOfOtherServicesIsNothing() {
        assertThat(facts("{'Effect': 'Allow', 'Principal': '*', 'NotAction': 'ecr:*'}")
                        .grants())
                .isEmpty();
    }

    @Test
    void readingIsNotWriting() {
        assertThat(facts(allow("'*'")).isPublic()).isTrue();
        assertThat(facts(allow("'*'")).outsiderCanWrite()).isFalse();
    }

    @Test
    void eachStatementIsProvedByItself() {
        AccessFacts facts = facts(
                allow("'*'"),
                allow("'444455556666'"),
                allowActions(PolicyTexts.PUSH),
                allowIf("{'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}"));
        assertThat(facts.grants())
                .filteredOn(Grant::isPublic)
                .extracting(grant -> grant.statement().number(), Grant::actions)
                .containsExactly(
                        tuple(1, Map.of(READ, List.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"))),
                        tuple(3, Map.of(WRITE, List.of("ecr:PutImage", "ecr:UploadLayerPart"))));
    }

    @Test
    void whatChangesImagesTagsOrPermissionsIsAWrite() {
        assertThat(Stream.of(AccessLevel.values()).filter(AccessLevel::changesSomething))
                .containsExactly(TAGGING, WRITE, PERMISSIONS);
    }
}

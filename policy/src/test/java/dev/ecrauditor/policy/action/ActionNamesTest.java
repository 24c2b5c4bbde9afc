package dev.ecrauditor.policy.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.policy.action.ActionNames.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an action's name may be made of, to the last letter. */
class ActionNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecr:a",
                "ecr:z",
                "ecr:A",
                "ecr:Z",
                "ecr:0",
                "ecr:9",
                "ecr:*",
                "ecr:?",
                "e:P",
                "resource-groups:Tag",
                "*",
                "ecr*",
                "*-*"
            })
    void lettersDigitsAndWildcardsAreOfAName(String written) {
        assertThat(ActionNames.isWellFormed(written)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecr:`",
                "ecr:{",
                "ecr:@",
                "ecr:[",
                "ecr:/",
                "ecr::",
                "ecr:+",
                "ecr:a-b",
                "ecr:",
                ":PutImage",
                ":",
                "",
                "ecr",
                "ecr.Put*",
                "* ",
                "e_r:PutImage",
                "ecr:Put Image"
            })
    void nothingElseIs(String written) {
        assertThat(ActionNames.isWellFormed(written)).isFalse();
    }

    @Test
    void aNameOf128CharactersIsTheLongest() {
        assertThat(ActionNames.isWellFormed("ecr:" + "a".repeat(124))).isTrue();
        assertThat(ActionNames.isWellFormed("ecr:" + "a".repeat(125))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ecr:PutImag,UNKNOWN",
        "ecr:GetAuthorizationToken,NOT_OF_A_REPOSITORY",
        "s3:GetObject,NOT_OF_A_REPOSITORY",
        "ecr:a-b,MISTYPED"
    })
    void theFaultSaysWhatIsWrong(String written, Fault fault) {
        assertThat(ActionNames.fault(written)).hasValue(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecr:PutImage", "ECR:putimage", "ecr:*", "*", "ecr:Put*"})
    void whatGrantsSomethingHasNoFault(String written) {
        assertThat(ActionNames.fault(written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ecr:PutImag,ecr:PutImage",
        "ecr:PutImages,ecr:PutImage",
        "ecr:Pu7Image,ecr:PutImage",
        "ecr-PutImage,ecr:PutImage",
        "PutImage,ecr:PutImage",
        "ecr:BatchGetImages,ecr:BatchGetImage",
        "ecr:SetRepositoryPolcy,ecr:SetRepositoryPolicy",
        "ecr:GetAuthorizationTokn,ecr:GetAuthorizationToken"
    })
    void theNearestActionIsOfferedForAMistake(String written, String action) {
        assertThat(ActionNames.nearest(written)).hasValue(action);
    }

    /** Of eight letters two may be wrong, of longer names a quarter. */
    @ParameterizedTest
    @CsvSource({
        "ecr:PutImaxx,true",
        "ecr:PutImxxx,false",
        "ecr:DescribeImagxxxx,true",
        "ecr:DescribeImaxxxxx,false",
        "ecr:DescribeImagxxs,true"
    })
    void whatDiffersInMoreIsNotOffered(String written, boolean isOffered) {
        assertThat(ActionNames.nearest(written).isPresent()).isEqualTo(isOffered);
    }

    @Test
    void textWithoutLettersHasNoNearestAction() {
        assertThat(ActionNames.nearest("ecr:")).isEmpty();
        assertThat(ActionNames.nearest("`{@[/:")).isEmpty();
        assertThat(ActionNames.nearest("a".repeat(129))).isEmpty();
    }
}

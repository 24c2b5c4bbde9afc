package dev.ecrauditor.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are unique ids of deleted principals, and how many are assigned. */
class DeletedPrincipalsTest {

    private static final String USER = "arn:aws:iam::111122223333:user/ann";

    private static boolean isAssigned(String id, String arn) {
        return new DeletedPrincipals(List.of(id), List.of(arn))
                .match(name -> name.apply(id).equals(arn));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AIDA56789012345A", "AIDA56789012345Z", "AIDA567890123450", "AIDA567890123459"})
    void sixteenCapitalsAndDigitsAreAnId(String id) {
        assertThat(isAssigned(id, USER)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AIDA5678901234A",
                "AIDA56789012345@",
                "AIDA56789012345[",
                "AIDA56789012345/",
                "AIDA56789012345:",
                "AIDA56789012345a"
            })
    void otherTextsAreNone(String text) {
        assertThat(isAssigned(text, USER)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"128, true", "129, false"})
    void anIdHasAtMost128Characters(int length, boolean isId) {
        assertThat(isAssigned("AIDA" + "A".repeat(length - 4), USER)).isEqualTo(isId);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::111122223333:user/a, true",
        "arn:aws:iam::111122223333:user/, false",
        "arn:aws:iam::111122223333:role/a, false",
        "arn:aws:sts::111122223333:user/a, false"
    })
    void aUsersIdReplacesAUserWithAName(String arn, boolean isUser) {
        assertThat(isAssigned("AIDA567890123456", arn)).isEqualTo(isUser);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "5, true", "6, false"})
    void fiveDeletedPrincipalsAreAssignedAndSixAreNot(int count, boolean areAssigned) {
        List<String> ids =
                IntStream.range(0, count).mapToObj(i -> "AIDA56789012345" + i).toList();
        List<String> arns = IntStream.range(0, count).mapToObj(i -> USER + i).toList();
        assertThat(new DeletedPrincipals(ids, arns).match(name -> true)).isEqualTo(areAssigned);
    }

    @Test
    void withoutDeletedPrincipalsThereIsNothingToAssign() {
        assertThat(new DeletedPrincipals(List.of(), List.of()).match(name -> true))
                .isFalse();
    }
}

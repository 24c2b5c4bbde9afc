package dev.ecrauditor.finding.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.repository.RepositoryArn;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {

    private static final String KEY = "arn:aws-cn:kms:cn-north-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";

    static Stream<Subject> everyKind() {
        return Stream.of(
                Subject.of(new RepositoryArn("aws-us-gov", "us-gov-west-1", "111122223333", "team/app")),
                new Subject.Registry("111122223333", "us-east-1"),
                new Subject.Key("111122223333", "cn-north-1", "mrk-1234abcd12ab34cd56ef1234567890ab"),
                new Subject.Coverage("111122223333", "us-east-1"));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void textAndKeysLeadBackToIt(Subject subject) {
        assertThat(Subject.parse(subject.toString())).hasValue(subject);
        assertThat(Subject.ofKeys(subject.partitionKey(), subject.sortKey())).hasValue(subject);
    }

    @Test
    void everyKindIsKeptApartInOnePartition() {
        assertThat(everyKind().map(Subject::sortKey)).doesNotHaveDuplicates();
        assertThat(everyKind().map(Subject::kind)).containsExactly(Subject.Kind.values());
    }

    @Test
    void aRepositoryIsStoredUnderTheKeysItAlwaysHad() {
        Subject subject = Subject.of(new RepositoryArn("aws", "us-east-1", "111122223333", "payments/api"));
        assertThat(subject.partitionKey()).isEqualTo("111122223333#us-east-1");
        assertThat(subject.sortKey()).isEqualTo("repository#payments/api");
        assertThat(subject).hasToString("arn:aws:ecr:us-east-1:111122223333:repository/payments/api");
    }

    @Test
    void aKeyIsCalledByItsArn() {
        assertThat(Subject.parse(KEY)).hasValueSatisfying(key -> assertThat(key).hasToString(KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#",
                "##coverage",
                "111122223333#us-east-1",
                "111122223333#us-east-1#Coverage",
                "111122223333#us-east-1#key",
                "111122223333#us-east-1#key#../..",
                "11112222333#us-east-1#coverage",
                "111122223333#US_EAST#registry",
                "arn:aws:ecr:us-east-1:111122223333:repository/../x",
                "arn:aws:kms:us-east-1:111122223333:alias/mine",
                "arn:aws:kms:cn-north-1:111122223333:key/1234",
                "arn:aws:kms:us-east-1:111122223333:key/",
                "arn:aws:s3:us-east-1:111122223333:key/1234"
            })
    void whatIsNoSubjectIsNone(String text) {
        assertThat(Subject.parse(text)).isEmpty();
    }

    @Test
    void noSubjectIsMadeOfForeignText() {
        assertThatThrownBy(() -> new Subject.Coverage("1111", "us-east-1"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Subject.Registry("111122223333", "<!channel>"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Subject.Key("111122223333", "us-east-1", "a b"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

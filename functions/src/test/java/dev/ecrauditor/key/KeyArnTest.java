package dev.ecrauditor.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyArnTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
                "arn:aws-cn:kms:cn-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                "arn:aws:kms:us-east-1:111122223333:key/09-az-AZ"
            })
    void anArnOfAKeyIsReadAndWrittenAlike(String text) {
        assertThat(KeyArn.parse(text)).map(KeyArn::toString).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1234abcd-12ab-34cd-56ef-1234567890ab",
                "alias/aws/ecr",
                "arn:aws:kms:us-east-1:111122223333:alias/aws/ecr",
                "arn:aws:kms:us-east-1:111122223333:key/",
                "arn:aws:kms:us-east-1:111122223333:key/a b",
                "arn:aws:kms:us-east-1:111122223333:key/a;rm",
                "arn:aws:kms:us-east-1:111122223333:key/a/b",
                "arn:aws:kms:us-east-1:111122223333:key/a:b",
                "arn:aws:kms:us-east-1:111122223333:key/a@b",
                "arn:aws:kms:us-east-1:111122223333:key/a[b",
                "arn:aws:kms:us-east-1:111122223333:key/a`b",
                "arn:aws:kms:us-east-1:111122223333:key/a{b",
                "arn:aws:kms:us-east-1:1111:key/1234abcd",
                "arn:aws:kms:US:111122223333:key/1234abcd",
                "arn:amazon:kms:us-east-1:111122223333:key/1234abcd",
                "arn:aws:s3:us-east-1:111122223333:key/1234abcd",
                "urn:aws:kms:us-east-1:111122223333:key/1234abcd"
            })
    void anythingElseIsNoKey(String text) {
        assertThat(KeyArn.parse(text)).isEmpty();
    }

    @Test
    void aKeyIsForeignToEveryAccountButItsOwn() {
        KeyArn key = new KeyArn("aws", "us-east-1", "111122223333", "1234abcd");
        assertThat(key.isForeignTo("444455556666")).isTrue();
        assertThat(key.isForeignTo("111122223333")).isFalse();
    }

    @Test
    void aPartThatIsNotValidIsRefused() {
        assertThatThrownBy(() -> new KeyArn("aws", "us-east-1", "111122223333", "x".repeat(257)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIdOfTheGreatestLengthIsAccepted() {
        assertThat(new KeyArn("aws", "us-east-1", "111122223333", "x".repeat(256)).id())
                .hasSize(256);
    }

    @Test
    void repositoriesOfTwoAccountsAreRefused() {
        RepositoryArn other = new RepositoryArn("aws", "us-east-1", "444455556666", "team/app");
        assertThatThrownBy(() -> new EncryptedRepositories("111122223333", List.of(other)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

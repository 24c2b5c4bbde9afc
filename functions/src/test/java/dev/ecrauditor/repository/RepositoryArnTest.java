package dev.ecrauditor.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryArnTest {

    /** The pattern of repositoryName on the CreateRepository page of the Amazon ECR API Reference. */
    private static final Pattern DOCUMENTED =
            Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:ecr:us-east-1:111122223333:repository/payments/api",
                "arn:aws-cn:ecr:cn-north-1:111122223333:repository/a1",
                "arn:aws-us-gov:ecr:us-gov-west-1:111122223333:repository/team_a/app.web",
                "arn:aws-iso-b:ecr:us-isob-east-1:111122223333:repository/x---y",
                "arn:aws-eusc:ecr:eusc-de-east-1:111122223333:repository/app"
            })
    void anArnOfAPrivateRepositoryIsReadAndWrittenTheSame(String arn) {
        assertThat(RepositoryArn.parse(arn))
                .hasValueSatisfying(read -> assertThat(read).hasToString(arn));
    }

    @Test
    void theNameKeepsItsSlashes() {
        assertThat(RepositoryArn.parse("arn:aws:ecr:us-east-1:111122223333:repository/a/b/c"))
                .contains(new RepositoryArn("aws", "us-east-1", "111122223333", "a/b/c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "arn",
                "payments/api",
                "arn:aws:ecr:us-east-1:111122223333:repository/",
                "arn:aws:ecr:us-east-1:111122223333:repository/a",
                "arn:aws:ecr:us-east-1:111122223333:repository/Payments",
                "arn:aws:ecr:us-east-1:111122223333:repository/api:latest",
                "arn:aws:ecr:us-east-1:111122223333:repository/api\nBcc: x",
                "arn:aws:ecr:us-east-1:111122223333:image/api",
                "arn:aws:ecr:us-east-1:11112222333:repository/api",
                "arn:aws:ecr:us-east-1:1111222233334:repository/api",
                "arn:aws:ecr:us-east-1:11112222333a:repository/api",
                "arn:aws:ecr:us-east-1:١١١١٢٢٢٢٣٣٣٣:repository/api",
                "arn:aws:ecr:us-east-1:*:repository/api",
                "arn:aws:ecr::111122223333:repository/api",
                "arn:aws:ecr:US-EAST-1:111122223333:repository/api",
                "arn:aws:ecr:useast1:111122223333:repository/api",
                "arn:aws:ecr:us.east.1:111122223333:repository/api",
                "arn:amazon:ecr:us-east-1:111122223333:repository/api",
                "arn:aws-:ecr:us-east-1:111122223333:repository/ap i",
                "arn:aws.evil:ecr:us-east-1:111122223333:repository/api",
                "ARN:aws:ecr:us-east-1:111122223333:repository/api",
                "arn:aws:ecr-public::111122223333:repository/api",
                "arn:aws:codecommit:us-east-1:111122223333:api",
                " arn:aws:ecr:us-east-1:111122223333:repository/api"
            })
    void whatIsNoArnOfAPrivateRepositoryIsNone(String text) {
        assertThat(RepositoryArn.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ab", "a1", "00", "a.b", "a_b", "a__b", "a-b", "a------b", "a/b", "a/b.c/d__e/f-g", "a0.b1_c2"})
    void namesAsAwsDocumentsThemAreValid(String name) {
        assertThat(RepositoryArn.isRepositoryName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "A",
                "aB",
                "a..b",
                "a___b",
                "a._b",
                "a-.b",
                "a-_b",
                ".a",
                "a.",
                "-a",
                "a-",
                "_a",
                "a_",
                "/a",
                "a/",
                "a//b",
                "a b",
                "a\tb",
                "a\nb",
                "a:b",
                "a@b",
                "a*",
                "a?b",
                "a\\b",
                "é1",
                "ａｂ",
                "a\u200bb",
                "<!channel>",
                "../etc",
                "a/../b"
            })
    void otherNamesAreNot(String name) {
        assertThat(RepositoryArn.isRepositoryName(name)).isFalse();
    }

    @Test
    void aNameHasTwoTo256Characters() {
        assertThat(RepositoryArn.isRepositoryName("a".repeat(2))).isTrue();
        assertThat(RepositoryArn.isRepositoryName("a".repeat(256))).isTrue();
        assertThat(RepositoryArn.isRepositoryName("a".repeat(257))).isFalse();
    }

    @Test
    void namesAreValidatedByTheDocumentedPattern() {
        long seed = 5_550_123;
        Random random = new Random(seed);
        String alphabet = "ab0z9._-/__--A ";
        int valid = 0;
        for (int i = 0; i < 300_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = 1 + random.nextInt(9); length > 0; length--) {
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            boolean documented = name.length() >= 2 && DOCUMENTED.matcher(name).matches();
            valid += documented ? 1 : 0;
            assertThat(RepositoryArn.isRepositoryName(name.toString()))
                    .as("seed %d, name '%s'", seed, name)
                    .isEqualTo(documented);
        }
        assertThat(valid).as("valid names among the random ones").isGreaterThan(5_000);
    }

    @ParameterizedTest
    @CsvSource({
        "us-east-1, aws",
        "eu-central-1, aws",
        "cn-north-1, aws-cn",
        "cn-northwest-1, aws-cn",
        "us-gov-west-1, aws-us-gov",
        "us-iso-east-1, aws-iso",
        "us-isob-east-1, aws-iso-b"
    })
    void aRegionBelongsToAPartition(String region, String partition) {
        assertThat(RepositoryArn.partitionOf(region)).isEqualTo(partition);
    }

    @Test
    void anArnWithAnInvalidPartCannotBeMade() {
        assertThatThrownBy(() -> new RepositoryArn("aws", "us-east-1", "111122223333", "<!channel>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("repository name")
                .message()
                .doesNotContain("channel");
        assertThat(RepositoryArn.of("aws", "us-east-1", "1111", "api")).isEmpty();
        assertThat(RepositoryArn.of("AWS", "us-east-1", "111122223333", "api")).isEmpty();
        assertThat(RepositoryArn.of("aws", "x", "111122223333", "api")).isEmpty();
    }
}

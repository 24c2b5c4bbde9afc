package dev.ecrauditor.localaws.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.InvalidTagParameterException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.Tag;
import software.amazon.awssdk.services.ecr.model.TooManyTagsException;

class EcrTagsTest {

    private static final String APP = "arn:aws:ecr:us-east-1:111122223333:repository/team/app";

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @BeforeEach
    void create() {
        cloud.createRepository("team/app");
    }

    @Test
    void aRepositoryHasNoTagsAtFirst() {
        assertThat(tags()).isEmpty();
    }

    @Test
    void theTagsOfTheCreationAreListed() {
        cloud.ecr.createRepository(
                b -> b.repositoryName("other").tags(tag("team", "payments"), tag("env", "production")));

        assertThat(cloud.ecr
                        .listTagsForResource(b -> b.resourceArn("arn:aws:ecr:us-east-1:111122223333:repository/other"))
                        .tags())
                .containsExactly(tag("env", "production"), tag("team", "payments"));
    }

    @Test
    void theTagsOfAStateFileAreListed() {
        cloud.load(
                TestCloud.HOME,
                "\"repositories\": [{\"repositoryName\": \"team/app\", \"tags\": {\"team\": \"payments\"}}]");

        assertThat(tags()).containsExactly(tag("team", "payments"));
    }

    @Test
    void aTagIsAddedAndAnotherValueReplacesItsValue() {
        put(tag("a", "1"), tag("b", ""));
        put(tag("a", "2"));

        assertThat(tags()).containsExactly(tag("a", "2"), tag("b", ""));
    }

    @Test
    void aTagIsRemovedByItsKeyAndAMissingOneIsNoError() {
        put(tag("a", "1"), tag("b", "2"));

        cloud.ecr.untagResource(b -> b.resourceArn(APP).tagKeys("a", "nope"));

        assertThat(tags()).containsExactly(tag("b", "2"));
    }

    @Test
    void tagsOutliveAChangeOfTheFlag() {
        put(tag("a", "1"));

        cloud.ecr.putImageScanningConfiguration(
                b -> b.repositoryName("team/app").imageScanningConfiguration(s -> s.scanOnPush(true)));

        assertThat(tags()).containsExactly(tag("a", "1"));
    }

    @Test
    void aRecreatedRepositoryHasNoTags() {
        put(tag("a", "1"));
        cloud.ecr.deleteRepository(b -> b.repositoryName("team/app"));
        cloud.createRepository("team/app");

        assertThat(tags()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "team/app",
                "arn:aws:ecr:us-east-1:111122223333:team/app",
                "arn:aws:ecr:us-east-1:1111:repository/team/app",
                "arn:aws:kms:us-east-1:111122223333:repository/team/app",
                "arn:aws-cn:ecr:us-east-1:111122223333:repository/team/app",
                "arn:aws:ecr:eu-west-1:111122223333:repository/team/app"
            })
    void whatIsNoArnOfARepositoryOfThisRegionIsAnInvalidParameter(String arn) {
        assertThatThrownBy(() -> cloud.ecr.listTagsForResource(b -> b.resourceArn(arn)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Invalid ARN");
        assertThatThrownBy(() -> cloud.ecr.tagResource(b -> b.resourceArn(arn).tags(tag("a", "1"))))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> cloud.ecr.untagResource(b -> b.resourceArn(arn).tagKeys("a")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void theRepositoryOfAnotherAccountIsRefused() {
        String foreign = APP.replace(TestCloud.HOME, TestCloud.MEMBER);

        assertThatThrownBy(() -> cloud.ecr.listTagsForResource(b -> b.resourceArn(foreign)))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
    }

    @Test
    void aMissingRepositoryIsNotFound() {
        String nope = APP.replace("team/app", "nope");

        assertThatThrownBy(() -> cloud.ecr.listTagsForResource(b -> b.resourceArn(nope)))
                .isInstanceOf(RepositoryNotFoundException.class)
                .hasMessageContaining("'nope' does not exist in the registry with id '111122223333'");
        assertThatThrownBy(() -> cloud.ecr.tagResource(b -> b.resourceArn(nope).tags(tag("a", "1"))))
                .isInstanceOf(RepositoryNotFoundException.class);
    }

    @Test
    void reservedAndEmptyKeysAreRefused() {
        assertThatThrownBy(() -> put(tag("aws:mine", "1"))).isInstanceOf(InvalidTagParameterException.class);
        assertThatThrownBy(() -> put(tag("", "1"))).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> put(tag("a".repeat(129), "1"))).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> put(tag("a", "1".repeat(257)))).isInstanceOf(InvalidParameterException.class);
        assertThat(tags()).isEmpty();
    }

    @Test
    void moreThan50TagsAreTooManyAndNoneOfThemIsKept() {
        Tag[] tags = IntStream.range(0, 51).mapToObj(i -> tag("k" + i, "v")).toArray(Tag[]::new);

        assertThatThrownBy(() -> put(tags)).isInstanceOf(TooManyTagsException.class);
        assertThat(tags()).isEmpty();
    }

    @Test
    void eachOfTheThreeCanBeDeniedAndIsLoggedByTheRepositorysName() {
        cloud.aws.deny(TestCloud.HOME, "ecr:ListTagsForResource");
        cloud.aws.deny(TestCloud.HOME, "ecr:TagResource");
        cloud.aws.deny(TestCloud.HOME, "ecr:UntagResource");

        assertThatThrownBy(this::tags).hasMessageContaining("ecr:ListTagsForResource on resource: " + APP);
        assertThatThrownBy(() -> put(tag("a", "1"))).hasMessageContaining("ecr:TagResource on resource: " + APP);
        assertThatThrownBy(() -> cloud.ecr.untagResource(b -> b.resourceArn(APP).tagKeys("a")))
                .hasMessageContaining("ecr:UntagResource on resource: " + APP);
        assertThat(cloud.lastRequest().resource()).isEqualTo("team/app");
        assertThat(cloud.lastRequest().errorCode()).isEqualTo("AccessDeniedException");
    }

    private List<Tag> tags() {
        return cloud.ecr.listTagsForResource(b -> b.resourceArn(APP)).tags();
    }

    private void put(Tag... tags) {
        cloud.ecr.tagResource(b -> b.resourceArn(APP).tags(tags));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}

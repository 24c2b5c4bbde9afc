package dev.ecrauditor.localaws.ecr.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.ImageTagMutabilityExclusionFilter;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.RCTAppliedFor;
import software.amazon.awssdk.services.ecr.model.RepositoryCreationTemplate;
import software.amazon.awssdk.services.ecr.model.Tag;
import software.amazon.awssdk.services.ecr.model.TemplateAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.TemplateNotFoundException;

class CreationTemplatesTest {

    private static final String ROLE = "arn:aws:iam::111122223333:role/ecr-template";
    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private static final Tag TAG = Tag.builder().key("team").value("payments").build();

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void aTemplateWithEverythingIsReturnedAsCreated() {
        RepositoryCreationTemplate created = cloud.ecr
                .createRepositoryCreationTemplate(b -> b.prefix("prod")
                        .description("for production")
                        .appliedFor(RCTAppliedFor.REPLICATION, RCTAppliedFor.CREATE_ON_PUSH)
                        .encryptionConfiguration(
                                e -> e.encryptionType(EncryptionType.KMS).kmsKey(KEY))
                        .imageTagMutability(ImageTagMutability.IMMUTABLE_WITH_EXCLUSION)
                        .imageTagMutabilityExclusionFilters(filter("latest"))
                        .resourceTags(TAG)
                        .repositoryPolicy("{\"Statement\":[]}")
                        .lifecyclePolicy("{\"rules\":[]}")
                        .customRoleArn(ROLE))
                .repositoryCreationTemplate();

        assertThat(describe("prod")).isEqualTo(created);
        assertThat(created.encryptionConfiguration().kmsKey()).isEqualTo(KEY);
        assertThat(created.imageTagMutabilityExclusionFilters()).hasSize(1);
        assertThat(created.resourceTags()).hasSize(1);
        assertThat(created.repositoryPolicy()).isEqualTo("{\"Statement\":[]}");
        assertThat(created.lifecyclePolicy()).isEqualTo("{\"rules\":[]}");
        assertThat(created.customRoleArn()).isEqualTo(ROLE);
        assertThat(created.createdAt()).isEqualTo(TestCloud.START);
    }

    @Test
    void withoutSettingsRepositoriesAreBornMutableWithAes256AndWithoutPolicy() {
        create("ROOT");

        RepositoryCreationTemplate template = describe("ROOT");
        assertThat(template.encryptionConfiguration().encryptionType()).isEqualTo(EncryptionType.AES256);
        assertThat(template.imageTagMutability()).isEqualTo(ImageTagMutability.MUTABLE);
        assertThat(template.repositoryPolicy()).isNull();
        assertThat(template.resourceTags()).isEmpty();
    }

    @Test
    void anUpdateChangesWhatItGivesAndKeepsTheRest() {
        cloud.ecr.createRepositoryCreationTemplate(b -> b.prefix("prod")
                .description("old")
                .appliedFor(RCTAppliedFor.REPLICATION)
                .imageTagMutability(ImageTagMutability.MUTABLE_WITH_EXCLUSION)
                .imageTagMutabilityExclusionFilters(filter("v*"))
                .repositoryPolicy("{}"));
        cloud.clock.advance(Duration.ofHours(1));
        cloud.ecr.updateRepositoryCreationTemplate(
                b -> b.prefix("prod").description("new").imageTagMutability(ImageTagMutability.IMMUTABLE));

        RepositoryCreationTemplate template = describe("prod");
        assertThat(template.description()).isEqualTo("new");
        assertThat(template.imageTagMutability()).isEqualTo(ImageTagMutability.IMMUTABLE);
        assertThat(template.imageTagMutabilityExclusionFilters()).isEmpty();
        assertThat(template.repositoryPolicy()).isEqualTo("{}");
        assertThat(template.appliedFor()).containsExactly(RCTAppliedFor.REPLICATION);
        assertThat(template.createdAt()).isEqualTo(TestCloud.START);
        assertThat(template.updatedAt()).isEqualTo(TestCloud.START.plus(Duration.ofHours(1)));
    }

    @Test
    void aTemplateExistsOnceUntilItIsDeleted() {
        create("prod");
        assertThatThrownBy(() -> create("prod")).isInstanceOf(TemplateAlreadyExistsException.class);
        cloud.ecr.deleteRepositoryCreationTemplate(b -> b.prefix("prod"));
        assertThatThrownBy(() -> cloud.ecr.deleteRepositoryCreationTemplate(b -> b.prefix("prod")))
                .isInstanceOf(TemplateNotFoundException.class);
        assertThatThrownBy(() -> cloud.ecr.updateRepositoryCreationTemplate(b -> b.prefix("prod")))
                .isInstanceOf(TemplateNotFoundException.class);
    }

    @Test
    void templatesAreListedInPagesOrByPrefix() {
        IntStream.range(0, 7).forEach(number -> create("team-" + number));

        assertThat(cloud.ecr
                        .describeRepositoryCreationTemplatesPaginator(b -> b.maxResults(3))
                        .repositoryCreationTemplates())
                .hasSize(7);
        assertThat(cloud.ecr
                        .describeRepositoryCreationTemplates(b -> b.prefixes("team-1", "none"))
                        .repositoryCreationTemplates())
                .extracting(RepositoryCreationTemplate::prefix)
                .containsExactly("team-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Prod", "prod//x", "*"})
    void whatIsNoPrefixIsRefused(String prefix) {
        assertThatThrownBy(() -> create(prefix)).isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void aKeyOrTagsNeedARole() {
        assertThatThrownBy(() -> cloud.ecr.createRepositoryCreationTemplate(b ->
                        b.prefix("prod").appliedFor(RCTAppliedFor.REPLICATION).resourceTags(TAG)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("customRoleArn");
        assertThatThrownBy(() -> cloud.ecr.createRepositoryCreationTemplate(
                        b -> b.prefix("prod").appliedForWithStrings("SOMETIMES")))
                .isInstanceOf(InvalidParameterException.class);
    }

    private static ImageTagMutabilityExclusionFilter filter(String filter) {
        return ImageTagMutabilityExclusionFilter.builder()
                .filter(filter)
                .filterType("WILDCARD")
                .build();
    }

    private void create(String prefix) {
        cloud.ecr.createRepositoryCreationTemplate(b -> b.prefix(prefix).appliedFor(RCTAppliedFor.CREATE_ON_PUSH));
    }

    private RepositoryCreationTemplate describe(String prefix) {
        return cloud.ecr
                .describeRepositoryCreationTemplates(b -> b.prefixes(prefix))
                .repositoryCreationTemplates()
                .get(0);
    }
}

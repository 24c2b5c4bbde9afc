package dev.ecrauditor.localaws.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.InvalidAliasNameException;
import software.amazon.awssdk.services.kms.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

class KmsPoliciesAndAliasesTest {

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void aKeyWithoutAPolicyOfItsOwnIsOpenToItsAccount() {
        assertThat(policy(createKey())).contains("\"Action\" : \"kms:*\"").contains("arn:aws:iam::111122223333:root");
        assertThat(policy("alias/aws/ecr")).contains("\"kms:ViaService\" : \"ecr.us-east-1.amazonaws.com\"");
    }

    @Test
    void aPolicyIsReturnedAsPut() {
        String key = cloud.kms
                .createKey(b -> b.policy("{\"Statement\":[]}"))
                .keyMetadata()
                .keyId();
        assertThat(policy(key)).isEqualTo("{\"Statement\":[]}");
        cloud.kms.putKeyPolicy(b -> b.keyId(key).policy("{\"Version\":\"2012-10-17\"}"));
        assertThat(policy(key)).isEqualTo("{\"Version\":\"2012-10-17\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "text"})
    void whatIsNoPolicyIsRefused(String text) {
        String key = createKey();
        assertThatThrownBy(() -> cloud.kms.putKeyPolicy(b -> b.keyId(key).policy(text)))
                .isInstanceOf(MalformedPolicyDocumentException.class);
    }

    @Test
    void aKeyHasOnePolicyWithOneName() {
        String key = createKey();
        assertThatThrownBy(() -> cloud.kms.getKeyPolicy(b -> b.keyId(key).policyName("other")))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void aStateFileHasTheExactTextOfAPolicy() {
        cloud.load(TestCloud.HOME, "\"keys\": [{\"keyId\": \"one\", \"policyText\": \"{ not JSON\"}]");
        assertThat(policy("one")).isEqualTo("{ not JSON");
    }

    @Test
    void anAliasLeadsToItsKeyUntilItIsDeleted() {
        String key = createKey();
        cloud.kms.createAlias(b -> b.aliasName("alias/prod").targetKeyId(key));

        assertThat(cloud.kms
                        .describeKey(b -> b.keyId("alias/prod"))
                        .keyMetadata()
                        .keyId())
                .isEqualTo(key);
        assertThat(cloud.kms.listAliases(b -> b.keyId(key)).aliases())
                .extracting(AliasListEntry::aliasArn)
                .containsExactly("arn:aws:kms:us-east-1:111122223333:alias/prod");
        assertThatThrownBy(() ->
                        cloud.kms.createAlias(b -> b.aliasName("alias/prod").targetKeyId(key)))
                .isInstanceOf(AlreadyExistsException.class);
        cloud.kms.deleteAlias(b -> b.aliasName("alias/prod"));
        assertThatThrownBy(() -> cloud.kms.describeKey(b -> b.keyId("alias/prod")))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> cloud.kms.deleteAlias(b -> b.aliasName("alias/prod")))
                .isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "alias/", "alias/aws/prod", "alias/a b"})
    void whatIsNoNameForAnAliasIsRefused(String name) {
        String key = createKey();
        assertThatThrownBy(() -> cloud.kms.createAlias(b -> b.aliasName(name).targetKeyId(key)))
                .isInstanceOf(InvalidAliasNameException.class);
    }

    @Test
    void aliasesAreListedInPages() {
        String key = createKey();
        IntStream.range(0, 7)
                .forEach(number -> cloud.kms.createAlias(
                        b -> b.aliasName("alias/" + number).targetKeyId(key)));
        assertThat(cloud.kms.listAliasesPaginator(b -> b.limit(3)).aliases()).hasSize(7);
    }

    private String createKey() {
        return cloud.kms.createKey().keyMetadata().keyId();
    }

    private String policy(String key) {
        return cloud.kms.getKeyPolicy(b -> b.keyId(key)).policy();
    }
}

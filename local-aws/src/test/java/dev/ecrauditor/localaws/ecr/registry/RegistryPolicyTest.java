package dev.ecrauditor.localaws.ecr.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.RegistryPolicyNotFoundException;

class RegistryPolicyTest {

    private static final String POLICY = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"%s","Resource":"*"}]}""";

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @ParameterizedTest
    @ValueSource(strings = {"ecr:ReplicateImage", "ecr:BatchGetImage", "ecr:*", "ecr:Later"})
    void aPolicyWithAnyActionIsTakenAndReturnedInAwssLayout(String action) {
        String put = cloud.ecr
                .putRegistryPolicy(b -> b.policyText(POLICY.formatted(action)))
                .policyText();

        assertThat(put).contains("\"Action\" : \"" + action + "\"");
        assertThat(cloud.ecr.getRegistryPolicy(b -> {}).policyText()).isEqualTo(put);
        assertThat(cloud.ecr.getRegistryPolicy(b -> {}).registryId()).isEqualTo(TestCloud.HOME);
    }

    @Test
    void aRegistryWithoutAPolicySaysSo() {
        assertThatThrownBy(() -> cloud.ecr.getRegistryPolicy(b -> {}))
                .isInstanceOf(RegistryPolicyNotFoundException.class)
                .hasMessageContaining("in the registry with id '111122223333'");
        assertThatThrownBy(() -> cloud.ecr.deleteRegistryPolicy(b -> {}))
                .isInstanceOf(RegistryPolicyNotFoundException.class);
    }

    @Test
    void aDeletedPolicyIsReturnedAndGone() {
        String put = cloud.ecr
                .putRegistryPolicy(b -> b.policyText(POLICY.formatted("ecr:*")))
                .policyText();

        assertThat(cloud.ecr.deleteRegistryPolicy(b -> {}).policyText()).isEqualTo(put);
        assertThatThrownBy(() -> cloud.ecr.getRegistryPolicy(b -> {}))
                .isInstanceOf(RegistryPolicyNotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "text"})
    void whatIsNoPolicyIsRefused(String text) {
        assertThatThrownBy(() -> cloud.ecr.putRegistryPolicy(b -> b.policyText(text)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Invalid registry policy provided");
    }

    @Test
    void eachRegionAndAccountHasItsOwn() {
        cloud.ecr.putRegistryPolicy(b -> b.policyText(POLICY.formatted("ecr:*")));
        EcrClient elsewhere = cloud.ecr(TestCloud.ANYBODY, "eu-west-1");
        EcrClient other = cloud.ecr(cloud.assume(TestCloud.MEMBER), TestCloud.REGION);

        assertThatThrownBy(() -> elsewhere.getRegistryPolicy(b -> {}))
                .isInstanceOf(RegistryPolicyNotFoundException.class);
        assertThatThrownBy(() -> other.getRegistryPolicy(b -> {})).isInstanceOf(RegistryPolicyNotFoundException.class);
    }

    @Test
    void theScopeOfANewRegistryIsV2AndCanBeSet() {
        assertThat(setting("REGISTRY_POLICY_SCOPE")).isEqualTo("V2");
        cloud.ecr.putAccountSetting(b -> b.name("REGISTRY_POLICY_SCOPE").value("V1"));
        assertThat(setting("REGISTRY_POLICY_SCOPE")).isEqualTo("V1");
        assertThat(setting("BASIC_SCAN_TYPE_VERSION")).isEqualTo("AWS_NATIVE");
        assertThat(setting("BLOB_MOUNTING")).isEqualTo("DISABLED");
    }

    @Test
    void anUnknownSettingOrValueIsRefused() {
        assertThatThrownBy(() -> setting("SCOPE")).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> cloud.ecr.putAccountSetting(
                        b -> b.name("REGISTRY_POLICY_SCOPE").value("V3")))
                .isInstanceOf(InvalidParameterException.class);
    }

    private String setting(String name) {
        return cloud.ecr.getAccountSetting(b -> b.name(name)).value();
    }
}

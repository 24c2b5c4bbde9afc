package dev.ecrauditor.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.policy.correction.Correction;
import dev.ecrauditor.policy.correction.PolicyCorrection;
import dev.ecrauditor.policy.correction.TrustedIds;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RepositoryPolicyTest {

    private static final String OWNER = "111122223333";
    private static final String OTHER = "444455556666";

    @Test
    void theCorrectionFollowsWhoIsTrusted() {
        RepositoryPolicy policy = RepositoryPolicy.of(policy(OTHER));
        TrustedIds trusted = new TrustedIds(Set.of(OTHER), Set.of());
        assertThat(policy.correction(OWNER, TrustedIds.NOBODY)).isInstanceOf(Correction.Emptied.class);
        assertThat(policy.correction(OWNER, trusted)).isInstanceOf(Correction.Unneeded.class);
        assertThat(policy.correction(OTHER, TrustedIds.NOBODY)).isInstanceOf(Correction.Unneeded.class);
        assertThat(policy.correction(OWNER, TrustedIds.NOBODY))
                .isEqualTo(PolicyCorrection.of(policy.text(), OWNER, TrustedIds.NOBODY));
    }

    private static String policy(String principal) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + principal
                + "\"},\"Action\":\"ecr:BatchGetImage\"}]}";
    }
}

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

    private final RepositoryPolicy.Recent recent = new RepositoryPolicy.Recent();

    @Test
    void theSameTextOfAnAccountIsParsedOnce() {
        assertThat(recent.of(OWNER, policy("*"))).isSameAs(recent.of(OWNER, policy("*")));
        assertThat(recent.of(OWNER, policy("*"))).isNotSameAs(recent.of(OTHER, policy("*")));
        assertThat(recent.of(OWNER, policy(OTHER)).text()).isEqualTo(policy(OTHER));
    }

    @Test
    void thePoliciesUsedLastAreRememberedAndOthersForgotten() {
        RepositoryPolicy used = recent.of(OWNER, policy("*"));
        RepositoryPolicy unused = recent.of(OTHER, policy("*"));
        for (int i = 0; i < 1_000; i++) {
            recent.of(OWNER, policy("%012d".formatted(i)));
            recent.of(OWNER, policy("*"));
        }
        assertThat(recent.size()).isEqualTo(64);
        assertThat(recent.of(OWNER, policy("*"))).isSameAs(used);
        assertThat(recent.of(OTHER, policy("*"))).isNotSameAs(unused);
    }

    @Test
    void fewLongPoliciesAreRemembered() {
        for (int i = 0; i < 50; i++) {
            recent.of(OWNER, policy("%012d".formatted(i)) + " ".repeat(10_000));
        }
        assertThat(recent.size()).isLessThan(10);
    }

    @Test
    void theCorrectionFollowsWhoIsTrusted() {
        RepositoryPolicy policy = recent.of(OWNER, policy(OTHER));
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

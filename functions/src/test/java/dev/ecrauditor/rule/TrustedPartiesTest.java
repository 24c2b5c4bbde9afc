package dev.ecrauditor.rule;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedPartiesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "1111", "11112222333x", "arn:aws:iam::111122223333:root", "*"})
    void whatIsNoAccountIdIsRefusedByName(String account) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrustedParties(Set.of(account), Set.of()))
                .withMessage("a trusted account is not a twelve-digit id: " + account);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "o-*", "o-short", "O-A1B2C3D4E5", "r-a1b2", "o-a1b2c3d4e5/r-ab12"})
    void whatIsNoOrganizationIdIsRefusedByName(String organization) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrustedParties(Set.of(), Set.of(organization)))
                .withMessage("a trusted organization is not an id like o-a1b2c3d4e5: " + organization);
    }
}

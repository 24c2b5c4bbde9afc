package dev.ecrauditor.localaws.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {

    @ParameterizedTest
    @CsvSource({
        "*, app, true",
        "app, app, true",
        "app, apps, false",
        "app*, app, true",
        "*app, my/app, true",
        "*app, app2, false",
        "a*b*c, a/b/bc, true",
        "a*b*c, a/c/b, false",
        "**, x, true",
        "prod-*-api, prod-eu-api, true",
        "prod-*-api, prod-api, false"
    })
    void aStarStandsForAnyRunOfCharacters(String pattern, String text, boolean matches) {
        assertThat(Wildcard.matches(pattern, text)).isEqualTo(matches);
    }

    @Test
    void aHostilePatternEnds() {
        assertThat(Wildcard.matches("*a".repeat(100) + "b", "a".repeat(10_000))).isFalse();
    }
}

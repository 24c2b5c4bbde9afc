package dev.ecrauditor.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.rule.catalog.RuleCatalog;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which rules evaluate: those that are on by default, unless the settings say otherwise. */
class RuleOptionsTest {

    private static final String BY_DEFAULT = "ecr-scan-on-push";
    private static final String ON_REQUEST = "ecr-signing-on";

    @Test
    void aRuleIsOnByDefaultUntilTheSettingsSwitchItOff() {
        assertThat(evaluating(Set.of(), Set.of())).contains(BY_DEFAULT);
        assertThat(evaluating(Set.of(), Set.of(BY_DEFAULT))).doesNotContain(BY_DEFAULT);
    }

    @Test
    void aRuleThatIsOffByDefaultEvaluatesOnlyWhereTheSettingsSwitchItOn() {
        assertThat(evaluating(Set.of(), Set.of())).doesNotContain(ON_REQUEST);
        assertThat(evaluating(Set.of(ON_REQUEST), Set.of())).contains(ON_REQUEST, BY_DEFAULT);
    }

    @Test
    void offComesBeforeOn() {
        assertThat(evaluating(Set.of(ON_REQUEST), Set.of(ON_REQUEST))).doesNotContain(ON_REQUEST);
    }

    private static Set<String> evaluating(Set<String> on, Set<String> off) {
        return RuleCatalog.of(
                        new RuleOptions(Duration.ofMinutes(15), TrustedParties.NOBODY, Set.of(), Map.of(), on, off))
                .metadata()
                .stream()
                .map(RuleMetadata::id)
                .collect(Collectors.toSet());
    }
}

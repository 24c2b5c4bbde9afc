package dev.ecrauditor.cli.migration.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.migration.facts.NameRule.Matching;
import dev.ecrauditor.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameRuleTest {

    @ParameterizedTest
    @CsvSource({
        "SCANNING, pay, payments/api, true",
        "SCANNING, api, payments/api, true",
        "SCANNING, pay*, payments/api, true",
        "SCANNING, *pay, payments/api, false",
        "PREFIX, pay, payments/api, true",
        "PREFIX, api, payments/api, false",
        "WILDCARD, pay, payments/api, false",
        "WILDCARD, */api, payments/api, true",
        "WILDCARD, payments/ap?, payments/api, false"
    })
    void aFilterMatchesAsItsServiceSays(Matching matching, String filter, String name, boolean applies) {
        assertThat(new NameRule("rule", List.of(filter), matching).appliesTo(name))
                .isEqualTo(applies);
    }

    @Test
    void aRuleWithoutFiltersAppliesToAllExceptForScanning() {
        assertThat(new NameRule("rule", List.of(), Matching.PREFIX).appliesTo("any"))
                .isTrue();
        assertThat(new NameRule("rule", List.of(), Matching.WILDCARD).appliesTo("any"))
                .isTrue();
        assertThat(new NameRule("rule", List.of(), Matching.SCANNING).appliesTo("any"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"prod/team/api, prod/team", "prod/api, prod", "production/api, ROOT", "prod, ROOT"})
    void theLongestPrefixDecidesAndASlashIsAssumedBehindIt(String name, String prefix) {
        List<CreationTemplate> templates = List.of(template("ROOT"), template("prod"), template("prod/team"));

        assertThat(CreationTemplate.of(name, templates))
                .map(CreationTemplate::prefix)
                .contains(prefix);
    }

    @Test
    void withoutATemplateThereIsNone() {
        assertThat(CreationTemplate.of("dev/api", List.of(template("prod")))).isEmpty();
        assertThat(new CacheRule("docker-hub", "registry-1.docker.io").serves("docker-hub/library/busybox"))
                .isTrue();
        assertThat(new CacheRule("docker", "registry-1.docker.io").serves("docker-hub/library/busybox"))
                .isFalse();
    }

    private static CreationTemplate template(String prefix) {
        return new CreationTemplate(prefix, List.of(), Optional.empty(), new Json.Obj(Map.of()));
    }
}

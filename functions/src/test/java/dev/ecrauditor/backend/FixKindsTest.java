package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.rule.AuditRule;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.rule.evidence.FixKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fix is marked with its kind, in the e-mail, in JSON and on the page of the rules. */
class FixKindsTest {

    private static final Path INDEX = Path.of("..", "docs", "rules", "README.md");

    static Stream<FixCase> cases() {
        return FixCases.all().stream();
    }

    static List<AuditRule> rules() {
        return RuleCatalog.every(RuleOptions.of(Duration.ofMinutes(15))).rules();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anAlertMarksTheFix(FixCase failing) {
        try (FixStage stage = new FixStage(failing)) {
            AlertMessage alert = stage.alert();
            assertThat(FixStage.finding(alert, failing.rule()).orElseThrow().text("fixKind"))
                    .as(alert.email())
                    .hasValue(failing.kind().name());
            assertThat(FixStage.printed(alert, failing.kind())).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theTableOfTheRulesSaysEveryKindThatARuleHas(AuditRule rule) throws IOException {
        String id = rule.metadata().id();
        FixKind general = FixKind.of(rule.metadata().fix());
        Set<FixKind> kinds = Stream.concat(
                        Stream.of(general),
                        cases().filter(failing -> failing.rule().equals(id)).map(FixCase::kind))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FixKind.class)));
        String cell =
                kinds.stream().map(kind -> kind.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(" or "));
        assertThat(Files.readAllLines(INDEX))
                .filteredOn(line -> line.startsWith("| [" + id + "]"))
                .singleElement()
                .asString()
                .endsWith("| " + cell + " |");
    }

    @Test
    void everyRuleHasACase() {
        assertThat(rules().stream().map(rule -> rule.metadata().id()).toList())
                .containsExactlyInAnyOrderElementsOf(cases().map(FixCase::rule).collect(Collectors.toSet()));
    }
}

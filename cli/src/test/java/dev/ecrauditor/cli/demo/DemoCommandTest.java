package dev.ecrauditor.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DemoCommandTest {

    @Test
    void showsAnAlertForEveryRuleAboutRepositoriesByEmailAndChat() {
        CommandRun demo = CommandRun.of("demo");

        assertThat(demo.status()).isZero();
        RuleCatalog.standard(Duration.ofMinutes(15)).rules().stream()
                .filter(RepositoryRule.class::isInstance)
                .map(rule -> rule.metadata().id())
                .forEach(id -> assertThat(demo.out()).contains("| " + id + " (").contains("| *" + id + "*"));
        assertThat(demo.out()).contains("E-mail to", "Chat", "[CRITICAL]", "[RESOLVED]");
    }

    @Test
    void showsScanningSwitchedOnAndReadBack() {
        assertThat(CommandRun.of("demo").out())
                .contains("[REMEDIATED]", "prior value: scanOnPush=false", "remediated by this auditor");
    }

    @Test
    void aRepositoryWithEverySettingCorrectCausesNoAlertNotEvenOfItsKey() {
        String out = CommandRun.of("demo").out();
        String scene = out.substring(out.indexOf("with every setting correct"), out.indexOf("3. "));

        assertThat(scene).contains("(evaluated, nothing to report)").doesNotContain("E-mail to");
    }

    @Test
    void theLastAlertNamesWhoSetThePolicy() {
        String out = CommandRun.of("demo").out();
        String last = out.substring(out.indexOf("a policy of copied statements"));
        assertThat(last)
                .contains("Done by", "/Deploy/AWSCloudFormation", "with SetRepositoryPolicy at")
                .doesNotContain("not seen");
    }

    @Test
    void namesAndAccountsComeFromTheSeed() {
        String first = firstLine(CommandRun.of("demo", "--seed", "7"));

        assertThat(firstLine(CommandRun.of("demo", "--seed", "7"))).isEqualTo(first);
        assertThat(firstLine(CommandRun.of("demo", "--seed", "8"))).isNotEqualTo(first);
    }

    @Test
    void usesTwoAccounts() {
        DemoNames names = DemoNames.of(1);
        assertThat(names.first().id()).hasSize(12).isNotEqualTo(names.second().id());
        assertThat(CommandRun.of("demo").out())
                .contains(names.first().id(), names.second().id());
    }

    private static String firstLine(CommandRun run) {
        return run.out().lines().findFirst().orElseThrow();
    }
}

package dev.ecrauditor.iac.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.iac.Declarations;
import dev.ecrauditor.iac.DeclaredUnit;
import dev.ecrauditor.iac.Templates;
import dev.ecrauditor.iac.check.CheckedSubject;
import dev.ecrauditor.iac.check.DeclarationCheck;
import dev.ecrauditor.iac.registry.RegistryAnswers;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated registries, declared and deployed: every verdict on the declaration is the verdict on the state. The number is
 * set by {@code -Decrauditor.registries}.
 */
class GeneratedRegistriesTest {

    private static final long SEED = 20_261_130;
    private static final int NUMBER = Integer.getInteger("ecrauditor.registries", 200);
    private static final RuleRegistry RULES = RuleCatalog.of(Templates.EVERY_RULE);

    /** About what exists only after the deployment. */
    private static final Set<String> LATER = Set.of("ecr-encryption-key-grants", "ecr-encryption-key-usable");

    @TempDir
    private Path directory;

    @Test
    void aTemplateHasTheVerdictsOfTheStateThatItCreates() {
        Templates templates = Templates.in(directory).at(Templates.KNOWN);
        for (int number = 0; number < NUMBER; number++) {
            Estate estate = Estate.of(SEED, number);
            // JSON is YAML, too: behind a comment it is read as such.
            String prefix = number % 2 == 0 ? "" : "# YAML\n";
            templates.write("template.yaml", prefix + EstateTemplate.of(estate));
            RegistryAnswers answers = RegistryAnswers.of("""
                    {"signingConfiguration": {"rules": []}}
                    {"name": "REGISTRY_POLICY_SCOPE", "value": "%s"}""".formatted(estate.scope()));
            assertAgreement(number, estate, templates.check(answers));
        }
    }

    @Test
    void resourcesOfTerraformHaveTheVerdictsOfTheStateThatTheyCreate() {
        DeclarationCheck check = new DeclarationCheck(
                Templates.EVERY_RULE, RegistryAnswers.of("{\"signingConfiguration\": {\"rules\": []}}"), Templates.NOW);
        for (int number = 0; number < NUMBER; number++) {
            Estate estate = Estate.of(SEED, number);
            DeclaredUnit unit = new DeclaredUnit(Templates.KNOWN, EstateResources.of(estate));
            assertAgreement(
                    number, estate, check.check(new Declarations(List.of(unit), Set.of(), List.of(), List.of())));
        }
    }

    private static void assertAgreement(int number, Estate estate, List<CheckedSubject> checked) {
        EstateState state = new EstateState(estate);
        for (int i = 0; i < estate.repositories().size(); i++) {
            Estate.Repository repository = estate.repositories().get(i);
            Map<String, String> expected = words(RULES.evaluate(state.repository(repository)));
            assertThat(words(subject(checked, "arn:aws:ecr:us-east-1:111122223333:repository/" + repository.name())))
                    .as("registry %d, repository %s", number, repository.name())
                    .isEqualTo(expected);
        }
        for (int i = 0; i < estate.keys().size(); i++) {
            if (!state.key(i).repositories().isEmpty()) {
                assertThat(words(key(checked, i)))
                        .as("registry %d, key %d", number, i)
                        .isEqualTo(words(RULES.evaluate(state.key(i))));
            }
        }
        Map<String, String> registry = words(RULES.evaluate(state.registry()));
        checked.stream()
                .filter(subject -> subject.subject().kind().name().equals("REGISTRY"))
                .flatMap(subject -> words(subject.verdicts()).entrySet().stream())
                .forEach(entry -> assertThat(entry.getValue())
                        .as("registry %d, %s", number, entry.getKey())
                        .isEqualTo(registry.get(entry.getKey())));
    }

    private static Map<RuleMetadata, Verdict> subject(List<CheckedSubject> checked, String arn) {
        return checked.stream()
                .filter(subject -> subject.subject().toString().equals(arn))
                .findFirst()
                .orElseThrow()
                .verdicts();
    }

    private static Map<RuleMetadata, Verdict> key(List<CheckedSubject> checked, int number) {
        return checked.stream()
                .filter(subject ->
                        subject.declared().resource().address().matches("Key" + number + "|aws_kms_key.key" + number))
                .findFirst()
                .orElseThrow()
                .verdicts();
    }

    private static Map<String, String> words(Map<RuleMetadata, Verdict> verdicts) {
        Map<String, String> words = new TreeMap<>();
        verdicts.forEach((rule, verdict) -> {
            if (!LATER.contains(rule.id())) {
                words.put(
                        rule.id(),
                        verdict instanceof Verdict.Fail fail
                                ? "FAIL " + fail.severity() + " "
                                        + fail.evidence().summary()
                                : Templates.word(verdict));
            }
        });
        return words;
    }
}

package dev.ecrauditor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.ecrauditor.planted.policy.pattern.PlantedPattern;
import dev.ecrauditor.policy.analysis.PolicyAnalysis;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which package of the policy analysis may use which, and what none of them may use. */
class PolicyArchitectureTest {

    private static final String ROOT = "dev.ecrauditor";

    /** The packages of this project that each package may import: only those below it. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("json", Set.of()),
            Map.entry("policy.pattern", Set.of()),
            Map.entry("policy.condition", Set.of("policy.pattern")),
            Map.entry("policy.action", Set.of("policy.pattern")),
            Map.entry("policy.document", Set.of("policy.action", "policy.condition", "policy.pattern", "json")),
            Map.entry("policy.request", Set.of("policy.document", "policy.condition", "policy.pattern")),
            Map.entry(
                    "policy.analysis",
                    Set.of("policy.request", "policy.document", "policy.action", "policy.condition", "policy.pattern")),
            Map.entry(
                    "policy.resource",
                    Set.of(
                            "policy.analysis",
                            "policy.document",
                            "policy.action",
                            "policy.condition",
                            "policy.pattern")),
            Map.entry(
                    "policy.correction",
                    Set.of(
                            "policy.analysis",
                            "policy.document",
                            "policy.action",
                            "policy.condition",
                            "policy.pattern",
                            "json")),
            Map.entry(
                    "policy.explain",
                    Set.of("policy.analysis", "policy.document", "policy.action", "policy.condition")),
            Map.entry(
                    "policy.difference",
                    Set.of(
                            "policy.analysis",
                            "policy.document",
                            "policy.action",
                            "policy.condition",
                            "policy.pattern")));

    private static final JavaClasses MAIN = new ClassFileImporter()
            .importUrl(
                    PolicyAnalysis.class.getProtectionDomain().getCodeSource().getLocation());

    private static final JavaClasses PLANTED = new ClassFileImporter().importClasses(PlantedPattern.class);

    @Test
    void everyPackageIsListed() {
        Set<String> packages = MAIN.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.substring(ROOT.length() + 1))
                .collect(Collectors.toSet());
        assertThat(packages).isEqualTo(ARROWS.keySet());
    }

    @TestFactory
    Stream<DynamicTest> everyPackageImportsOnlyWhatItMay() {
        return ARROWS.keySet().stream()
                .sorted()
                .map(name ->
                        DynamicTest.dynamicTest(name, () -> arrowsOf(ROOT, name).check(MAIN)));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleHolds() {
        return rules(ROOT).stream().map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(MAIN)));
    }

    /** A rule that cannot fail proves nothing. */
    @TestFactory
    Stream<DynamicTest> everyRuleFindsAPlantedViolation() {
        String root = ROOT + ".planted";
        return Stream.concat(rules(root).stream().skip(1), Stream.of(arrowsOf(root, "policy.pattern")))
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getDescription(),
                        () -> assertThat(rule.evaluate(PLANTED).hasViolation()).isTrue()));
    }

    private static ArchRule arrowsOf(String root, String name) {
        String[] forbidden = ARROWS.keySet().stream()
                .filter(other -> !other.equals(name) && !ARROWS.get(name).contains(other))
                .map(other -> ROOT + "." + other)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(root + "." + name)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden);
    }

    private static List<ArchRule> rules(String root) {
        return List.of(
                slices().matching(root + ".(**)").should().beFreeOfCycles(),
                noClasses()
                        .that()
                        .resideOutsideOfPackage(root + ".json")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("com.fasterxml..")
                        .as("only json depends on com.fasterxml"),
                noClasses()
                        .that()
                        .resideInAPackage(root + ".policy..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("java.util.regex..")
                        .as("wildcards of policies are never matched by a regex"),
                noClasses()
                        .that()
                        .resideInAPackage(root + ".policy..")
                        .should()
                        .accessTargetWhere(calls("matches").or(calls("replaceAll")))
                        .as("wildcards of policies are never matched by a hidden regex"));
    }

    private static DescribedPredicate<JavaAccess<?>> calls(String name) {
        return DescribedPredicate.describe(
                "String." + name,
                access -> access.getTargetOwner().isEquivalentTo(String.class)
                        && access.getTarget().getName().equals(name));
    }
}

package dev.ecrauditor;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.rule.AuditRule;
import dev.ecrauditor.testing.planted.handler.PlantedDoor;
import dev.ecrauditor.testing.planted.policy.PlantedManager;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The road of one event, package by package, and what stays out of each; the README shows it as one line. */
class ArchitectureTest {

    private static final String ROOT = "dev.ecrauditor";

    /** Which of our packages each package may import. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("json", Set.of()),
            Map.entry("policy", Set.of("json")),
            Map.entry("repository", Set.of("policy")),
            Map.entry("event", Set.of("repository", "policy", "json")),
            // json: a fix prints the registry's rules as JSON, for the AWS command line (ADR 0027)
            Map.entry("rule", Set.of("repository", "policy", "json")),
            Map.entry("settings", Set.of("repository", "policy", "json")),
            Map.entry("finding", Set.of("rule", "repository", "event", "settings", "json")),
            Map.entry("alert", Set.of("finding", "rule", "repository", "event", "policy", "json")),
            Map.entry("remediation", Set.of("finding", "repository", "settings")),
            Map.entry(
                    "audit",
                    Set.of(
                            "alert",
                            "remediation",
                            "finding",
                            "rule",
                            "repository",
                            "event",
                            "settings",
                            "policy",
                            "json")),
            Map.entry(
                    "aws",
                    Set.of(
                            "audit",
                            "alert",
                            "remediation",
                            "finding",
                            "rule",
                            "repository",
                            "event",
                            "policy",
                            "json")),
            Map.entry(
                    "handler",
                    Set.of(
                            "aws",
                            "audit",
                            "alert",
                            "remediation",
                            "finding",
                            "rule",
                            "repository",
                            "event",
                            "settings",
                            "policy",
                            "json")));

    /** Ours, without the one class that takes the place of the SDK's (ADR 0024). */
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(location -> location.contains("/dev/ecrauditor/"))
            .importUrl(
                    RepositoryAudit.class.getProtectionDomain().getCodeSource().getLocation());

    private static final JavaClasses PLANTED =
            new ClassFileImporter().importClasses(PlantedManager.class, PlantedDoor.class);

    @Test
    void everyPackageStandsOnTheRoad() {
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
        String root = ROOT + ".testing.planted";
        return Stream.concat(rules(root).stream(), Stream.of(arrowsOf(root, "policy")))
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getDescription(),
                        () -> assertThat(rule.evaluate(PLANTED).hasViolation()).isTrue()));
    }

    private static ArchRule arrowsOf(String root, String name) {
        String[] forbidden = ARROWS.keySet().stream()
                .filter(other -> !other.equals(name) && !ARROWS.get(name).contains(other))
                .map(other -> root + "." + other + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(root + "." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(forbidden.length == 0);
    }

    private static List<ArchRule> rules(String root) {
        return List.of(
                slices().matching(root + ".(*)..").should().beFreeOfCycles(),
                onlyIn(root + ".aws", "software.amazon.awssdk"),
                onlyIn(root + ".handler", "com.amazonaws.services.lambda"),
                onlyIn(root + ".json", "com.fasterxml"),
                noClasses()
                        .should()
                        .haveNameMatching(".*(Util|Utils|Helper|Manager|Common|Base|Impl)(\\$.*)?")
                        .as("no class has a name that says nothing"),
                classes()
                        .that()
                        .implement(AuditRule.class)
                        .should()
                        .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
                        .as("rules are final"),
                noFields()
                        .that()
                        .areDeclaredInClassesThat()
                        .implement(AuditRule.class)
                        .should()
                        .haveRawType(thatReachesOut())
                        .as("rules hold no clock, client or port"),
                fields().that().areStatic().should().beFinal().as("nothing static can change"),
                noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName(root + ".handler.Wiring")
                        .should()
                        .accessTargetWhere(calls(System.class, "getenv"))
                        .as("Wiring alone reads the environment"),
                noClasses()
                        .should()
                        .accessTargetWhere(calls(Instant.class, "now").or(calls(System.class, "currentTimeMillis")))
                        .as("time comes in as Clock or Instant"),
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
                        .accessTargetWhere(calls(String.class, "matches").or(calls(String.class, "replaceAll")))
                        .as("wildcards of policies are never matched by a hidden regex"));
    }

    private static ArchRule onlyIn(String ours, String theirs) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(ours + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(theirs + "..")
                .as("only " + ours + " depends on " + theirs);
    }

    private static DescribedPredicate<JavaClass> thatReachesOut() {
        return assignableTo(Clock.class)
                .or(assignableTo(InstantSource.class))
                .or(assignableTo(AutoCloseable.class))
                .or(resideInAPackage("software.amazon.."))
                .or(resideInAPackage(ROOT + ".aws.."))
                .or(DescribedPredicate.describe(
                        "port",
                        type -> type.isInterface() && type.getPackageName().startsWith(ROOT)));
    }

    private static DescribedPredicate<JavaAccess<?>> calls(Class<?> owner, String name) {
        return DescribedPredicate.describe(
                owner.getSimpleName() + "." + name,
                access -> access.getTargetOwner().isEquivalentTo(owner)
                        && access.getTarget().getName().equals(name));
    }
}

package dev.ecrauditor.iac;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which package may use which: declaration, source, languages and resource, registry, check and waiver. */
class ArchitectureTest {

    private static final int MOST_CLASSES = 20;

    private static final JavaClasses MAIN = new ClassFileImporter()
            .importUrl(Declarations.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void thePackagesHaveNoCycles() {
        slices().matching("dev.ecrauditor.iac.(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void aReaderKnowsNothingOfRules() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..iac.cloudformation..", "..iac.terraform..", "..iac.declaration..", "..iac.source..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..iac.registry..",
                        "..iac.resource..",
                        "..iac.check..",
                        "..iac.waiver..",
                        "..ecrauditor.rule..")
                .check(MAIN);
    }

    @Test
    void theMappingKnowsNoLanguageAndEvaluatesNothing() {
        noClasses()
                .that()
                .resideInAnyPackage("..iac.registry..", "..iac.resource..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..iac.cloudformation..", "..iac.terraform..", "..iac.check..", "..ecrauditor.rule..")
                .check(MAIN);
    }

    @Test
    void nothingCallsAwsOrAsksForTheTime() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..", "com.amazonaws..", "dev.ecrauditor.aws..", "java.net..")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .check(MAIN);
    }

    @Test
    void noPackageHoldsMoreThanFitsAScreen() {
        Map<String, Long> classes = MAIN.stream()
                .filter(each -> each.isTopLevelClass())
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(classes)
                .allSatisfy((name, number) -> assertThat(number).as(name).isLessThanOrEqualTo(MOST_CLASSES));
    }
}

package dev.ecrauditor.securityhub;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The findings know neither AWS nor Lambda; the adapter and the entry point stand at the edge. */
class ArchitectureTest {

    private static final int MOST_CLASSES = 20;

    private static final JavaClasses MAIN = new ClassFileImporter()
            .importUrl(
                    FindingImporter.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void thePackagesHaveNoCycles() {
        slices().matching("dev.ecrauditor.securityhub.(**)")
                .should()
                .beFreeOfCycles()
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage("dev.ecrauditor.securityhub")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.ecrauditor.securityhub.aws..", "dev.ecrauditor.securityhub.handler..")
                .check(MAIN);
    }

    @Test
    void onlyTheAdapterUsesTheSdkAndOnlyTheEntryPointUsesLambda() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.ecrauditor.securityhub.aws..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(MAIN);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.ecrauditor.securityhub.handler..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.amazonaws..")
                .check(MAIN);
    }

    /** Alerts are read by their published schema. */
    @Test
    void nothingKnowsHowAlertsAreWrittenOrFindingsStored() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.ecrauditor.alert..",
                        "dev.ecrauditor.audit..",
                        "dev.ecrauditor.finding.store..",
                        "dev.ecrauditor.finding.transition..",
                        "dev.ecrauditor.handler..")
                .check(MAIN);
    }

    @Test
    void timeComesInAndNothingStaticChanges() {
        noClasses().should().callMethod(Instant.class, "now").check(MAIN);
        fields().that().areStatic().should().beFinal().check(MAIN);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.ecrauditor.securityhub.handler.Wiring")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(MAIN);
    }

    @Test
    void noPackageHoldsMoreThanFitsAScreen() {
        Map<String, Long> classes = MAIN.stream()
                .filter(JavaClass::isTopLevelClass)
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(classes)
                .allSatisfy((name, number) -> assertThat(number).as(name).isLessThanOrEqualTo(MOST_CLASSES));
    }
}

package dev.ecrauditor.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rules that keep the simulation deterministic and its parts separate. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .importUrl(Run.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void thePackagesHaveNoCycles() {
        slices().matching("dev.ecrauditor.simulation.(*)..")
                .should()
                .beFreeOfCycles()
                .check(MAIN);
    }

    @Test
    void theModelKnowsNeitherScenariosNorInvariants() {
        noClasses()
                .that()
                .resideInAnyPackage("..engine..", "..world..", "..hub..", "..design..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..scenario..", "..invariant..")
                .check(MAIN);
    }

    /** The command alone measures how long a simulation takes. */
    @Test
    void neitherTheMachinesTimeNorItsChanceComesIn() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(SimulateCommand.class)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .check(MAIN);
    }

    @Test
    void itTouchesNoAws() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "software.amazon..", "com.amazonaws..", "dev.ecrauditor.aws..", "dev.ecrauditor.handler..")
                .check(MAIN);
    }
}

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
import dev.ecrauditor.testing.planted.handler.PlantedEntryPoint;
import dev.ecrauditor.testing.planted.remediation.PlantedManager;
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

/** Which package may use which, and what stays out of each; CONTRIBUTING shows it as one line. */
class ArchitectureTest {

    private static final String ROOT = "dev.ecrauditor";

    /** Which of our packages each package may import; {@code policy} and {@code json} are the module {@code policy}. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("text", Set.of()),
            Map.entry("repository", Set.of("policy", "json")),
            Map.entry("organization", Set.of("repository", "policy")),
            Map.entry("registry", Set.of("repository")),
            Map.entry("key", Set.of("repository")),
            Map.entry("event", Set.of("organization", "registry", "key", "repository", "policy", "json")),
            Map.entry("rule.evidence", Set.of("repository", "policy", "json")),
            Map.entry("rule", Set.of("rule.evidence", "organization", "registry", "key", "repository", "policy")),
            Map.entry("exposure.path", Set.of("rule", "repository", "policy")),
            Map.entry("exposure", Set.of("exposure.path", "rule", "registry", "repository", "policy")),
            Map.entry("rule.encryption", Set.of("rule", "rule.evidence", "key", "repository", "policy", "json")),
            Map.entry("rule.policy", Set.of("rule", "rule.evidence", "repository", "policy")),
            Map.entry("rule.image", Set.of("rule", "rule.evidence", "repository")),
            Map.entry(
                    "rule.registry",
                    Set.of("exposure", "exposure.path", "rule", "rule.evidence", "registry", "repository", "policy")),
            Map.entry("rule.catalog", Set.of("rule", "rule.encryption", "rule.policy", "rule.image", "rule.registry")),
            Map.entry("delivery", Set.of("rule", "rule.evidence", "repository", "json")),
            Map.entry("settings", Set.of("rule", "repository", "policy", "json")),
            Map.entry("settings.published", Set.of("settings", "repository", "json")),
            Map.entry("finding.record", Set.of("rule", "rule.evidence", "repository", "event", "json")),
            Map.entry("finding.quiet", Set.of("finding.record", "rule", "event", "policy", "settings")),
            Map.entry("finding.waiver", Set.of("finding.record", "rule", "rule.evidence", "settings")),
            Map.entry(
                    "finding.exposure",
                    Set.of(
                            "exposure.path",
                            "finding.record",
                            "finding.waiver",
                            "rule",
                            "rule.evidence",
                            "repository",
                            "event")),
            Map.entry("finding.sweep", Set.of("finding.record")),
            Map.entry(
                    "finding.store",
                    Set.of("finding.record", "finding.sweep", "rule", "rule.evidence", "repository", "event", "json")),
            Map.entry("finding.export", Set.of("finding.record", "rule", "rule.evidence", "repository", "json")),
            Map.entry(
                    "remediation",
                    Set.of("finding.record", "event", "rule", "rule.evidence", "repository", "settings")),
            Map.entry(
                    "finding.transition",
                    Set.of(
                            "delivery",
                            "finding.exposure",
                            "finding.quiet",
                            "finding.record",
                            "finding.waiver",
                            "remediation",
                            "rule",
                            "rule.evidence",
                            "repository",
                            "event",
                            "settings",
                            "settings.published")),
            Map.entry(
                    "alert.text",
                    Set.of("finding.record", "repository", "rule.evidence", "policy", "settings", "text", "json")),
            Map.entry(
                    "alert",
                    Set.of(
                            "alert.text",
                            "delivery",
                            "key",
                            "finding.record",
                            "rule",
                            "rule.evidence",
                            "repository",
                            "event",
                            "settings",
                            "text",
                            "json")),
            Map.entry(
                    "audit",
                    Set.of(
                            "alert",
                            "organization",
                            "remediation",
                            "finding.exposure",
                            "finding.quiet",
                            "finding.record",
                            "finding.store",
                            "finding.transition",
                            "rule",
                            "rule.evidence",
                            "repository",
                            "event",
                            "settings",
                            "json")),
            Map.entry(
                    "audit.delivery",
                    Set.of(
                            "audit",
                            "delivery",
                            "finding.record",
                            "finding.store",
                            "finding.transition",
                            "repository",
                            "event",
                            "settings")),
            Map.entry(
                    "audit.sweep",
                    Set.of(
                            "audit",
                            "audit.delivery",
                            "delivery",
                            "rule.evidence",
                            "finding.record",
                            "finding.store",
                            "finding.sweep",
                            "finding.transition",
                            "key",
                            "repository",
                            "json",
                            "settings")),
            Map.entry(
                    "audit.subject",
                    Set.of(
                            "audit",
                            "audit.sweep",
                            "event",
                            "finding.record",
                            "finding.store",
                            "finding.transition",
                            "key",
                            "registry",
                            "repository",
                            "rule")),
            Map.entry(
                    "audit.export",
                    Set.of("audit", "audit.sweep", "finding.export", "finding.record", "finding.store", "json")),
            Map.entry(
                    "aws",
                    Set.of(
                            "audit",
                            "audit.sweep",
                            "alert",
                            "remediation",
                            "finding.record",
                            "finding.store",
                            "registry",
                            "repository",
                            "event",
                            "json")),
            Map.entry("aws.repository", Set.of("aws", "aws.key", "registry", "remediation", "repository")),
            Map.entry("aws.registry", Set.of("aws", "aws.repository", "aws.key", "registry", "repository")),
            Map.entry(
                    "aws.dynamodb",
                    Set.of(
                            "aws",
                            "finding.export",
                            "finding.record",
                            "finding.store",
                            "finding.sweep",
                            "repository",
                            "json")),
            Map.entry("aws.signed", Set.of("aws", "json")),
            Map.entry("aws.s3", Set.of("aws", "aws.signed", "repository", "settings.published")),
            Map.entry("aws.organizations", Set.of("aws", "aws.signed", "organization", "repository", "json")),
            Map.entry("aws.key", Set.of("aws", "key", "repository")),
            Map.entry("aws.delivery", Set.of("aws", "aws.signed", "delivery", "repository", "json")),
            Map.entry("aws.priming", Set.of("aws", "repository", "json")),
            Map.entry("aws.webhook", Set.of("aws", "aws.signed", "webhook", "json")),
            Map.entry("webhook", Set.of("text", "json")),
            Map.entry(
                    "handler",
                    Set.of(
                            "aws.delivery",
                            "aws.priming",
                            "aws.webhook",
                            "webhook",
                            "audit.delivery",
                            "delivery",
                            "aws",
                            "aws.dynamodb",
                            "aws.organizations",
                            "aws.repository",
                            "aws.s3",
                            "audit",
                            "audit.export",
                            "audit.subject",
                            "audit.sweep",
                            "aws.key",
                            "aws.registry",
                            "registry",
                            "alert",
                            "remediation",
                            "finding.record",
                            "finding.store",
                            "finding.sweep",
                            "finding.transition",
                            "rule",
                            "rule.catalog",
                            "organization",
                            "repository",
                            "event",
                            "settings",
                            "settings.published",
                            "text",
                            "json")));

    private static final Set<String> LIBRARY = Set.of("policy", "json");

    /** Ours, without the one class that takes the place of the SDK's (ADR 0024). */
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(location -> location.contains("/dev/ecrauditor/"))
            .importUrl(
                    RepositoryAudit.class.getProtectionDomain().getCodeSource().getLocation());

    private static final JavaClasses PLANTED =
            new ClassFileImporter().importClasses(PlantedManager.class, PlantedEntryPoint.class);

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
        String root = ROOT + ".testing.planted";
        return Stream.concat(rules(root).stream(), Stream.of(arrowsOf(root, "remediation")))
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getDescription(),
                        () -> assertThat(rule.evaluate(PLANTED).hasViolation()).isTrue()));
    }

    private static ArchRule arrowsOf(String root, String name) {
        String[] forbidden = Stream.concat(
                        ARROWS.keySet().stream()
                                .filter(other ->
                                        !other.equals(name) && !ARROWS.get(name).contains(other))
                                .map(other -> root + "." + other),
                        LIBRARY.stream()
                                .filter(other -> !ARROWS.get(name).contains(other))
                                .map(other -> ROOT + "." + other + ".."))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(root + "." + name)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(forbidden.length == 0);
    }

    private static List<ArchRule> rules(String root) {
        return List.of(
                slices().matching(root + ".(**)").should().beFreeOfCycles(),
                onlyIn(root + ".aws", "software.amazon.awssdk"),
                onlyIn(root + ".handler", "com.amazonaws.services.lambda"),
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
                        .as("time comes in as Clock or Instant"));
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

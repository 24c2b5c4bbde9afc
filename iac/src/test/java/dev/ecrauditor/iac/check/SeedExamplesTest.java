package dev.ecrauditor.iac.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.iac.DeclarationReader;
import dev.ecrauditor.iac.Declarations;
import dev.ecrauditor.iac.Templates;
import dev.ecrauditor.iac.cloudformation.CloudFormationReader;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.registry.RegistryAnswers;
import dev.ecrauditor.iac.source.SourceTree;
import dev.ecrauditor.iac.terraform.TerraformDeclarationReader;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.TagMutability;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The examples that the project was started from, compliant and not, as templates and as sources of Terraform. Each gives the verdict that its source
 * gives, and the same as the state of the repository that it creates.
 */
class SeedExamplesTest {

    private static final DeploymentPlace PLACE = new DeploymentPlace("111122223333", "us-west-2");
    private static final RuleOptions OPTIONS = RuleOptions.of(Duration.ofMinutes(15));
    private static final String KEY = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private static final String PUBLIC = """
            {"Version": "2008-10-17", "Statement": [{"Sid": "new policy", "Effect": "Allow", "Principal": "*", "Action": [
            "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "ecr:BatchCheckLayerAvailability", "ecr:PutImage",
            "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:DescribeRepositories",
            "ecr:GetRepositoryPolicy", "ecr:ListImages", "ecr:DeleteRepository", "ecr:BatchDeleteImage",
            "ecr:SetRepositoryPolicy", "ecr:DeleteRepositoryPolicy"]}]}""";

    private static final String TWO_USERS = """
            {"Version": "2008-10-17", "Statement": [{"Sid": "AllowPushPull", "Effect": "Allow", "Principal": {"AWS": [
            "arn:aws:iam::123456789012:user/Bob", "arn:aws:iam::123456789012:user/Alice"]}, "Action": [
            "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "ecr:BatchCheckLayerAvailability", "ecr:PutImage",
            "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload"]}]}""";

    /** The examples in each language. */
    private enum Language {
        CLOUDFORMATION("seeds"),
        TERRAFORM("seeds-terraform");

        private final String folder;

        Language(String folder) {
            this.folder = folder;
        }

        private DeclarationReader reader() {
            return this == TERRAFORM ? new TerraformDeclarationReader(List.of()) : new CloudFormationReader(Map.of());
        }

        List<CheckedSubject> checked(DeploymentPlace place) {
            Path examples = Path.of("src/test/resources", folder);
            Declarations read = reader().read(SourceTree.under(List.of(examples)), place);
            assertThat(read.unreadable()).isEmpty();
            return new DeclarationCheck(OPTIONS, RegistryAnswers.NONE, Templates.NOW).check(read);
        }

        Verdict verdict(DeploymentPlace place, String example, String rule) {
            List<CheckedSubject> checked = checked(place);
            return Templates.verdict(
                    checked,
                    checked.stream()
                            .map(subject -> subject.declared().resource().address())
                            .filter(address -> example.equals(example(address)))
                            .findFirst()
                            .orElseThrow(),
                    rule);
        }

        /** An address without its type. */
        static String example(String address) {
            return address.substring(address.lastIndexOf('.') + 1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Encrypted, ecr-encryption-customer-managed-key, PASS",
        "Default, ecr-encryption-customer-managed-key, FAIL",
        "Aes, ecr-encryption-customer-managed-key, FAIL",
        "App, ecr-encryption-customer-managed-key, PASS",
        "ManagedByAws, ecr-encryption-customer-managed-key, FAIL",
        "EcrKey, ecr-encryption-key-rotates, PASS",
        "EcrKey, ecr-encryption-key-policy-scoped, PASS",
        "App, ecr-tag-immutable, PASS",
        "ManagedByAws, ecr-tag-immutable, FAIL",
        "Without, ecr-policy-present, FAIL",
        "Public, ecr-policy-present, PASS",
        "Public, ecr-policy-not-public, FAIL",
        "Scanned, ecr-scan-on-push, PASS",
        "Unscanned, ecr-scan-on-push, FAIL",
        "ScannedToo, ecr-scan-on-push, PASS",
        "NotDeclared, ecr-scan-on-push, FAIL",
    })
    void theVerdictIsThatOfTheSource(String example, String rule, String expected) {
        for (Language language : Language.values()) {
            assertThat(Templates.word(language.verdict(PLACE, example, rule)))
                    .as(language.name())
                    .isEqualTo(expected);
        }
        assertThat(Templates.word(Language.CLOUDFORMATION.verdict(DeploymentPlace.UNKNOWN, example, rule)))
                .as("where account and Region are not known")
                .isEqualTo(expected);
    }

    @Test
    void presenceOfAPolicyNeverImpliesSafety() {
        assertThat(Language.TERRAFORM.verdict(PLACE, "Public", "ecr-policy-not-public"))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class, fail -> assertThat(fail.severity()).isEqualTo(Severity.CRITICAL));
    }

    /** The repositories as AWS describes them after the deployment, written down by hand. */
    private static Map<String, State> states() {
        Map<String, State> states = new LinkedHashMap<>();
        states.put(
                "Encrypted",
                new State("bar").encrypted(KEY, "CUSTOMER").immutable().scanned());
        states.put("Default", new State("bar-default").immutable().scanned());
        states.put("Aes", new State("bar-aes").immutable().scanned());
        states.put("ManagedByAws", new State("my-managed-app").encrypted(KEY, "AWS"));
        states.put(
                "App",
                new State("my-app").encrypted(KEY, "CUSTOMER").immutable().scanned());
        states.put("Without", new State("bar-without"));
        states.put("Public", new State("bar-public").policy(PUBLIC));
        states.put("Scanned", new State("test-repository").scanned());
        states.put("Unscanned", new State("test-unscanned"));
        states.put("ScannedToo", new State("test-repository2").scanned());
        states.put("NotDeclared", new State("test-repository5").policy(TWO_USERS));
        return states;
    }

    @TestFactory
    Stream<DynamicTest> theRepositoryThatItCreatesHasTheSameVerdicts() {
        return Stream.of(Language.values()).flatMap(SeedExamplesTest::comparedWithTheState);
    }

    private static Stream<DynamicTest> comparedWithTheState(Language language) {
        List<CheckedSubject> checked = language.checked(PLACE).stream()
                .filter(subject -> !Language.example(
                                subject.declared().resource().address())
                        .equals("EcrKey"))
                .toList();
        Map<String, State> states = states();
        assertThat(checked)
                .extracting(subject ->
                        Language.example(subject.declared().resource().address()))
                .containsExactlyInAnyOrderElementsOf(states.keySet());
        return checked.stream().map(subject -> {
            String example = Language.example(subject.declared().resource().address());
            return DynamicTest.dynamicTest(language + " " + example, () -> {
                RepositorySnapshot deployed =
                        Optional.ofNullable(states.get(example)).orElseThrow().snapshot();
                assertThat(words(subject.verdicts()))
                        .isEqualTo(words(RuleCatalog.of(OPTIONS).evaluate(deployed)));
            });
        });
    }

    private static Map<String, String> words(Map<RuleMetadata, Verdict> verdicts) {
        Map<String, String> words = new LinkedHashMap<>();
        verdicts.forEach((rule, verdict) -> words.put(rule.id(), Verdicts.words(verdict)));
        return words;
    }

    /** A repository in the account and Region of the examples, with the defaults of ECR. */
    private record State(
            String name, Encryption encryption, Reading<RepositoryPolicy> policy, boolean scans, TagMutability tags) {

        State(String name) {
            this(
                    name,
                    new Encryption("AES256", Optional.empty(), new Reading.Absent<>()),
                    new Reading.Absent<>(),
                    false,
                    TagMutability.MUTABLE);
        }

        State encrypted(String key, String manager) {
            Encryption byKey = new Encryption(
                    "KMS", Optional.of(key), new Reading.Known<>(new KeySnapshot(key, manager, "Enabled")));
            return new State(name, byKey, policy, scans, tags);
        }

        State immutable() {
            return new State(name, encryption, policy, scans, TagMutability.IMMUTABLE);
        }

        State scanned() {
            return new State(name, encryption, policy, true, tags);
        }

        State policy(String text) {
            return new State(name, encryption, new Reading.Known<>(RepositoryPolicy.of(text)), scans, tags);
        }

        RepositorySnapshot snapshot() {
            return Snapshots.of(PLACE, name, encryption, policy, scans, tags);
        }
    }
}

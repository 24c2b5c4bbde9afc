package dev.ecrauditor.iac.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.iac.Templates;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.registry.RegistryAnswers;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclarationCheckTest {

    private static final String CMK = "ecr-encryption-customer-managed-key";
    private static final String FOREIGN = "ecr-policy-no-foreign-account";
    private static final String PUBLIC = "ecr-policy-not-public";
    private static final String SCAN = "ecr-scan-on-push";
    private static final String TAGS = "ecr-tag-immutable";

    @TempDir
    private Path directory;

    private Templates templates;

    @BeforeEach
    void begin() {
        templates = Templates.in(directory);
    }

    /** Checks a template with a repository of these properties and more resources. */
    private DeclarationCheckTest repository(String properties, String... resources) {
        templates.write(
                "template.yaml",
                "AWSTemplateFormatVersion: x\nParameters: {Missing: {Type: String}}\nResources:\n"
                        + "  Repo: {Type: 'AWS::ECR::Repository', Properties: {" + properties + "}}\n"
                        + String.join("", resources));
        return this;
    }

    private String verdict(String rule) {
        return Templates.word(templates.verdict("Repo", rule));
    }

    private String reason(String address, String rule) {
        return ((Verdict.Unknown) templates.verdict(address, rule)).sentence().replace(directory + "/", "");
    }

    private static String policy(String principal) {
        return "RepositoryPolicyText: {Statement: {Effect: Allow, Principal: {AWS: %s}, Action: 'ecr:BatchGetImage'}}"
                .formatted(principal);
    }

    @Test
    void whatIsNotDeclaredIsAsEcrCreatesIt() {
        repository("RepositoryName: app");
        assertThat(verdict(CMK)).isEqualTo("FAIL");
        assertThat(verdict(SCAN)).isEqualTo("FAIL");
        assertThat(verdict(TAGS)).isEqualTo("FAIL");
        assertThat(verdict("ecr-policy-present")).isEqualTo("FAIL");
        assertThat(verdict("ecr-lifecycle-policy-present")).isEqualTo("FAIL");
        assertThat(verdict(PUBLIC)).isEqualTo("N/A");
    }

    @Test
    void propertiesThatAreUnknownAsAWholeLeaveEveryVerdictUnknown() {
        templates.write(
                "a.yaml", "Resources:\n  Repo: {Type: 'AWS::ECR::Repository', Properties: !Transform {Name: X}}");
        assertThat(templates.check().get(0).verdicts().values()).allMatch(Verdict.Unknown.class::isInstance);
    }

    @Test
    void aSettingThatIsNotKnownIsUnknownWithItsPlace() {
        repository("ImageTagMutability: !Ref Missing, ImageScanningConfiguration: {ScanOnPush: !Ref Missing},"
                + " EncryptionConfiguration: {EncryptionType: !Ref Missing}");
        String reason = "the parameter Missing has no default; give --parameter Missing=VALUE (template.yaml:4)";
        assertThat(reason("Repo", TAGS)).isEqualTo(reason);
        assertThat(reason("Repo", SCAN)).isEqualTo(reason);
        assertThat(reason("Repo", CMK)).isEqualTo(reason);
    }

    @Test
    void aFlagThatIsNeitherTrueNorFalseIsUnknown() {
        repository("ImageScanningConfiguration: {ScanOnPush: perhaps}");
        assertThat(reason("Repo", SCAN)).isEqualTo("ScanOnPush is neither true nor false (template.yaml:4)");
    }

    @Test
    void theKeyOfAwsIsNoCustomerManagedKey() {
        for (String key : List.of(
                "",
                ", KmsKey: ''",
                ", KmsKey: alias/aws/ecr",
                ", KmsKey: 'arn:aws:kms:us-east-1:111122223333:alias/aws/ecr'")) {
            repository("EncryptionConfiguration: {EncryptionType: KMS" + key + "}");
            assertThat(verdict(CMK)).as(key).isEqualTo("FAIL");
        }
    }

    @Test
    void anotherKeyIsCustomerManaged() {
        for (String key : List.of(
                "alias/mine",
                "1234abcd-12ab-34cd-56ef-1234567890ab",
                "mrk-1234abcd12ab34cd56ef1234567890ab",
                "'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab'",
                "!GetAtt Key.Arn",
                "!Ref Key",
                "!Ref Alias",
                "alias/declared",
                "!GetAtt Replica.Arn")) {
            repository(
                    "EncryptionConfiguration: {EncryptionType: KMS_DSSE, KmsKey: " + key + "}",
                    "  Key: {Type: 'AWS::KMS::Key'}\n",
                    "  Replica: {Type: 'AWS::KMS::ReplicaKey'}\n",
                    "  Alias: {Type: 'AWS::KMS::Alias', Properties: {AliasName: alias/declared, TargetKeyId: !Ref Key}}\n");
            assertThat(verdict(CMK)).as(key).isEqualTo("PASS");
        }
    }

    @Test
    void aKeyThatIsNotKnownIsUnknown() {
        Map<String, String> reasons = Map.of(
                "!Ref Missing", "the parameter Missing has no default; give --parameter Missing=VALUE",
                "my-key", "the KMS key is neither an ARN nor an id nor an alias",
                "!GetAtt Bucket.Arn", "the key Bucket is not declared in the input",
                "!Ref Loop", "an alias refers to itself",
                "!Ref Empty", "the alias has no key");
        reasons.forEach((key, reason) -> {
            repository(
                    "EncryptionConfiguration: {EncryptionType: KMS, KmsKey: " + key + "}",
                    "  Bucket: {Type: 'AWS::S3::Bucket'}\n",
                    "  Empty: {Type: 'AWS::KMS::Alias', Properties: {AliasName: !Ref Missing}}\n",
                    "  Loop: {Type: 'AWS::KMS::Alias', Properties: {AliasName: alias/a, TargetKeyId: !Ref Loop}}\n");
            assertThat(reason("Repo", CMK)).as(key).startsWith(reason + " (template.yaml:");
        });
    }

    @Test
    void aDeclaredKeyIsEvaluatedOnce() {
        repository(
                "EncryptionConfiguration: {EncryptionType: KMS, KmsKey: !Ref Key}",
                "  Other: {Type: 'AWS::ECR::Repository', Properties: {EncryptionConfiguration: {EncryptionType: KMS, KmsKey: !GetAtt Key.Arn}}}\n",
                "  Unused: {Type: 'AWS::KMS::Key'}\n",
                "  Key: {Type: 'AWS::KMS::Key', Properties: {Enabled: false, EnableKeyRotation: 'false', KeyPolicy: {Statement: {Effect: Allow, Principal: '*', Action: 'kms:*', Resource: '*'}}}}\n");
        assertThat(templates.check())
                .extracting(subject -> subject.declared().resource().address())
                .containsExactly("Repo", "Other", "Key");
        assertThat(Templates.word(templates.verdict("Key", "ecr-encryption-key-rotates")))
                .isEqualTo("FAIL");
        assertThat(Templates.word(templates.verdict("Key", "ecr-encryption-key-policy-scoped")))
                .isEqualTo("FAIL");
        assertThat(templates.verdict("Key", "ecr-encryption-key-usable"))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class,
                        fail -> assertThat(fail.evidence().summary())
                                .isEqualTo("The key is disabled: images cannot be pulled or pushed in 2 repositories"
                                        + " (unnamed/other, unnamed/repo)."));
    }

    @Test
    void whatExistsOnlyAfterTheDeploymentDoesNotApply() {
        repository(
                "EncryptionConfiguration: {EncryptionType: KMS, KmsKey: !Ref Key}",
                "  Key: {Type: 'AWS::KMS::Key', Properties: {EnableKeyRotation: true}}\n");
        assertThat(templates.verdict("Key", "ecr-encryption-key-grants"))
                .isEqualTo(new Verdict.NotApplicable("ECR makes its grants on a key when the repository is created"));
        assertThat(templates.verdict("Key", "ecr-encryption-key-usable"))
                .isEqualTo(new Verdict.NotApplicable("a key has a state only after its creation"));
        assertThat(Templates.word(templates.verdict("Key", "ecr-encryption-key-policy-scoped")))
                .isEqualTo("PASS");
    }

    @Test
    void whatIsNotKnownOfAKeyIsUnknown() {
        repository(
                "EncryptionConfiguration: {EncryptionType: KMS, KmsKey: !Ref Key}",
                "  Key: {Type: 'AWS::KMS::Key', Properties: {Enabled: !Ref Missing, KeySpec: !Ref Missing, KeyPolicy: {Statement: [!Ref Missing]}}}\n");
        for (String rule : List.of("usable", "rotates", "policy-scoped")) {
            assertThat(reason("Key", "ecr-encryption-key-" + rule)).startsWith("the parameter Missing has no default");
        }
    }

    @Test
    void aNewKeyCannotBeComparedWithAllowedKeys() {
        RuleOptions allowing = new RuleOptions(
                Duration.ofMinutes(15),
                Templates.EVERY_RULE.trusted(),
                Set.of("arn:aws:kms:*:*:key/*"),
                Map.of(),
                Set.of(),
                Set.of());
        templates = templates.with(allowing);
        repository(
                "EncryptionConfiguration: {EncryptionType: KMS, KmsKey: !Ref Key}", "  Key: {Type: 'AWS::KMS::Key'}\n");
        assertThat(verdict(CMK)).isEqualTo("UNKNOWN");
        repository("EncryptionConfiguration: {EncryptionType: AES256}");
        assertThat(verdict(CMK)).isEqualTo("FAIL");
    }

    @Test
    void theOwnAccountAndItsRolesAreNotForeign() {
        repository(
                policy(
                        "[!Ref 'AWS::AccountId', !GetAtt Role.Arn, !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root']"),
                "  Role: {Type: 'AWS::IAM::Role'}\n");
        assertThat(verdict(FOREIGN)).isEqualTo("PASS");
        templates = templates.at(Templates.KNOWN);
        assertThat(verdict(FOREIGN)).isEqualTo("PASS");
    }

    @Test
    void aNamedAccountMayBeTheOwnOne() {
        repository(policy("'arn:aws:iam::444455556666:root'"));
        assertThat(reason("Repo", FOREIGN))
                .isEqualTo("it depends on the deployment: FAIL in any other account, PASS in account 444455556666;"
                        + " give --account, --region and --registry");
        templates = templates.at(Templates.KNOWN);
        assertThat(verdict(FOREIGN)).isEqualTo("FAIL");
        templates = templates.at(DeploymentPlace.of(java.util.Optional.of("444455556666"), java.util.Optional.empty()));
        assertThat(verdict(FOREIGN)).isEqualTo("PASS");
    }

    @Test
    void oneOfTwoNamedAccountsIsForeignWhereverItIsDeployed() {
        repository(policy("['arn:aws:iam::444455556666:root', '123456789012']"));
        assertThat(verdict(FOREIGN)).isEqualTo("FAIL");
    }

    @Test
    void aPolicyThatNamesTooManyAccountsIsUnknown() {
        StringBuilder accounts = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            accounts.append("'1234567890%02d',".formatted(i));
        }
        repository(policy("[" + accounts + "]"));
        assertThat(reason("Repo", FOREIGN))
                .isEqualTo("it names too many accounts and Regions to try each; give --account and --region");
        assertThat(verdict(TAGS)).isEqualTo("FAIL");
    }

    @Test
    void aPolicyWithAPartThatIsNotKnownIsUnknown() {
        repository(policy("!Ref Missing"));
        assertThat(reason("Repo", PUBLIC)).startsWith("the parameter Missing has no default");
        assertThat(verdict("ecr-policy-present")).isEqualTo("UNKNOWN");
    }

    @Test
    void aLabelThatIsNotKnownChangesNothing() {
        repository(
                "RepositoryPolicyText: {Id: !Ref Missing, Statement: [{Sid: !Ref Missing, Effect: Allow, Principal: '*', Action: 'ecr:*'}]}");
        assertThat(verdict(PUBLIC)).isEqualTo("FAIL");
    }

    @Test
    void aPolicyCanBeText() {
        repository(
                "RepositoryPolicyText: '{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"ecr:*\"}}'");
        assertThat(verdict(PUBLIC)).isEqualTo("FAIL");
        repository("RepositoryPolicyText: 'no policy'");
        assertThat(verdict("ecr-policy-readable")).isEqualTo("FAIL");
    }

    @Test
    void numbersAndTruthsOfAPolicyKeepTheirValues() {
        repository(
                "RepositoryPolicyText: {Version: 2012-10-17, Statement: [{Effect: Allow, Principal: '*', Action: 'ecr:*',"
                        + " Condition: {Bool: {'aws:SecureTransport': true}, StringEquals: {'aws:PrincipalAccount': 111122223333}}}]}");
        templates = templates.at(Templates.KNOWN);
        assertThat(verdict(PUBLIC)).isEqualTo("PASS");
        assertThat(verdict(FOREIGN)).isEqualTo("PASS");
    }

    @Test
    void aLifecyclePolicyIsSeen() {
        repository("LifecyclePolicy: {LifecyclePolicyText: '{}'}");
        assertThat(verdict("ecr-lifecycle-policy-present")).isEqualTo("PASS");
    }

    @Test
    void scanningRulesOfTheInputDecideByName() {
        String rules =
                "  Scanning: {Type: 'AWS::ECR::RegistryScanningConfiguration', Properties: {ScanType: ENHANCED, Rules:"
                        + " [{ScanFrequency: CONTINUOUS_SCAN, RepositoryFilters: [{Filter: prod, FilterType: WILDCARD}]}]}}\n";
        repository("RepositoryName: prod-app", rules);
        assertThat(verdict(SCAN)).isEqualTo("PASS");
        assertThat(Templates.word(templates.verdict("Scanning", "ecr-registry-scanning-on")))
                .isEqualTo("PASS");
        repository("RepositoryName: test-app, ImageScanningConfiguration: {ScanOnPush: true}", rules);
        assertThat(verdict(SCAN)).isEqualTo("FAIL");
        repository("RepositoryName: !Ref Missing", rules);
        assertThat(reason("Repo", SCAN))
                .startsWith(
                        "a scanning rule of the registry decides by name, and the name of the repository is not known");
        repository("RepositoryName: !Ref Missing", rules.replace("prod", "'*'"));
        assertThat(verdict(SCAN)).isEqualTo("PASS");
    }

    @Test
    void theGivenRegistryDecidesWhereTheInputDoesNot() {
        RegistryAnswers answers = RegistryAnswers.of("""
                {"scanningConfiguration": {"scanType": "BASIC", "rules": [{"scanFrequency": "SCAN_ON_PUSH",
                  "repositoryFilters": [{"filter": "app", "filterType": "WILDCARD"}]}]}}
                {"pullThroughCacheRules": [{"ecrRepositoryPrefix": "hub", "upstreamRegistryUrl": "public.ecr.aws"}]}""");
        repository("RepositoryName: hub/app");
        List<CheckedSubject> checked = templates.check(answers);
        assertThat(Templates.word(Templates.verdict(checked, "Repo", SCAN))).isEqualTo("PASS");
        assertThat(Templates.word(Templates.verdict(checked, "Repo", TAGS))).isEqualTo("N/A");
    }

    @Test
    void onlyWhatTheInputDeclaresOfARegistryIsEvaluated() {
        repository(
                "RepositoryName: app",
                "  Rep: {Type: 'AWS::ECR::ReplicationConfiguration', Properties: {ReplicationConfiguration: {Rules:"
                        + " [{Destinations: [{Region: eu-west-1, RegistryId: '444455556666'}]}]}}}\n");
        templates = templates.at(Templates.KNOWN);
        CheckedSubject registry = templates.check().get(1);
        assertThat(registry.verdicts().keySet())
                .extracting(rule -> rule.id())
                .containsExactly("ecr-replication-no-foreign-account");
        assertThat(registry.verdicts().values()).allMatch(Verdict.Fail.class::isInstance);
    }

    @Test
    void aFactOfARegistryThatIsDeclaredTwiceIsUnknown() {
        String policy = "  P%d: {Type: 'AWS::ECR::RegistryPolicy', Properties: {PolicyText: {}}}\n";
        repository("RepositoryName: app", policy.formatted(1), policy.formatted(2));
        assertThat(reason("P1", "ecr-registry-policy-not-public"))
                .isEqualTo("it is declared 2 times for one registry: template.yaml:5, template.yaml:6");
    }

    @Test
    void templatesAndCachesAreEvaluatedTogether() {
        String cache = "  Cache: {Type: 'AWS::ECR::PullThroughCacheRule', Properties: {EcrRepositoryPrefix: hub,"
                + " UpstreamRegistryUrl: 444455556666.dkr.ecr.us-east-1.amazonaws.com}}\n";
        String template = "  Template: {Type: 'AWS::ECR::RepositoryCreationTemplate', Properties: {Prefix: hub,"
                + " AppliedFor: [PULL_THROUGH_CACHE], EncryptionConfiguration: {EncryptionType: KMS, KmsKey: %s}}}\n";
        templates = templates.at(Templates.KNOWN);
        String rule = "ecr-creation-template-compliant";
        repository("RepositoryName: app", cache);
        assertThat(Templates.word(templates.verdict("Cache", rule))).isEqualTo("FAIL");
        assertThat(Templates.word(templates.verdict("Cache", "ecr-pull-through-cache-no-foreign-account")))
                .isEqualTo("FAIL");
        repository("RepositoryName: app", cache, template.formatted("alias/mine"));
        assertThat(Templates.word(templates.verdict("Template", rule))).isEqualTo("PASS");
        repository("RepositoryName: app", cache, template.formatted("alias/aws/ecr"));
        assertThat(Templates.word(templates.verdict("Template", rule))).isEqualTo("FAIL");
        repository("RepositoryName: app", cache, template.formatted("!Ref Missing"));
        assertThat(Templates.word(templates.verdict("Template", rule))).isEqualTo("UNKNOWN");
    }

    @Test
    void aRegistryPolicyIsEvaluatedInBothScopesWhereTheScopeIsNotKnown() {
        String policy = "  P: {Type: 'AWS::ECR::RegistryPolicy', Properties: {PolicyText: {Statement: [{Effect: Allow,"
                + " Principal: {AWS: '444455556666'}, Action: %s, Resource: '*'}]}}}\n";
        templates = templates.at(Templates.KNOWN);
        repository("RepositoryName: app", policy.formatted("'ecr:*'"));
        assertThat(Templates.word(templates.verdict("P", "ecr-registry-policy-no-foreign-account")))
                .isEqualTo("FAIL");
        assertThat(Templates.word(templates.verdict("P", "ecr-registry-policy-not-public")))
                .isEqualTo("PASS");
    }

    @Test
    void aDenyOfTheRegistryClosesNothingWhereItsScopeIsNotKnown() {
        String deny = "  P: {Type: 'AWS::ECR::RegistryPolicy', Properties: {PolicyText: {Statement: [{Effect: Deny,"
                + " Principal: '*', Action: 'ecr:*', Resource: '*'}]}}}\n";
        templates = templates.at(Templates.KNOWN);
        repository("RepositoryName: app, " + policy("'*'"), deny);
        assertThat(verdict(PUBLIC)).isEqualTo("FAIL");
        RegistryAnswers scope = RegistryAnswers.of("{\"name\": \"REGISTRY_POLICY_SCOPE\", \"value\": \"V2\"}");
        assertThat(Templates.word(Templates.verdict(templates.check(scope), "Repo", PUBLIC)))
                .isEqualTo("PASS");
        repository("RepositoryName: !Ref Missing, " + policy("'*'"), deny);
        assertThat(Templates.word(Templates.verdict(templates.check(scope), "Repo", PUBLIC)))
                .isEqualTo("FAIL");
    }

    @Test
    void signingIsUnknownUnlessSomethingDeclaresIt() {
        repository("RepositoryName: app");
        assertThat(verdict("ecr-signing-on")).isEqualTo("UNKNOWN");
        repository(
                "RepositoryName: app",
                "  S: {Type: 'AWS::ECR::SigningConfiguration', Properties: {Rules: [{SigningProfileArn: x}]}}\n");
        assertThat(verdict("ecr-signing-on")).isEqualTo("PASS");
        RegistryAnswers none = RegistryAnswers.of("{\"signingConfiguration\": {\"rules\": []}}");
        repository("RepositoryName: app");
        assertThat(Templates.word(Templates.verdict(templates.check(none), "Repo", "ecr-signing-on")))
                .isEqualTo("FAIL");
    }

    @Test
    void everyVerdictHasTheLineOfItsSetting() {
        templates.write("a.yaml", """
                Resources:
                  Repo:
                    Type: AWS::ECR::Repository
                    Properties:
                      ImageTagMutability: MUTABLE
                      ImageScanningConfiguration:
                        ScanOnPush: false
                """);
        CheckedSubject repository = templates.check().get(0);
        repository
                .verdicts()
                .keySet()
                .forEach(rule -> assertThat(
                                repository.declared().position(rule.setting()).line())
                        .as(rule.id())
                        .isEqualTo(
                                switch (rule.id()) {
                                    case TAGS -> 5;
                                    case SCAN -> 6;
                                    default -> 2;
                                }));
    }
}

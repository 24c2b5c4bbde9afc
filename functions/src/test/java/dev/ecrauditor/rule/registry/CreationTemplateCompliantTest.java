package dev.ecrauditor.rule.registry;

import static dev.ecrauditor.rule.RegistryBuilder.encrypted;
import static dev.ecrauditor.rule.RegistryBuilder.registry;
import static dev.ecrauditor.rule.RegistryBuilder.tagged;
import static dev.ecrauditor.rule.RegistryBuilder.template;
import static dev.ecrauditor.rule.RegistryBuilder.withPolicy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.registry.CreationTemplate;
import dev.ecrauditor.registry.PullThroughCacheRule;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.repository.ScopedRegistryPolicy;
import dev.ecrauditor.rule.RegistryBuilder;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.SnapshotBuilder;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreationTemplateCompliantTest {

    private static final String OPEN =
            "{'Statement': {'Sid': 'Everybody', 'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:PutImage'}}";
    private static final String TO_PARTNER =
            "{'Statement': {'Effect': 'Allow', 'Principal': {'AWS': '444455556666'}, 'Action': 'ecr:BatchGetImage'}}";
    private static final String INCOMING =
            "{'Statement': {'Effect': 'Allow', 'Principal': {'AWS': '444455556666'}, 'Action': ['ecr:ReplicateImage', 'ecr:CreateRepository'], 'Resource': 'arn:aws:ecr:us-east-1:111122223333:repository/*'}}";
    private static final String PUBLIC_UPSTREAM = "public.ecr.aws";

    @Test
    void aTemplateWithEverySettingRightPasses() {
        assertThat(evaluate(registry().templates(template("prod")))).isEqualTo(new Verdict.Pass());
    }

    @ParameterizedTest
    @ValueSource(strings = {"KMS", "KMS_DSSE"})
    void aKeyThatIsNamedPasses(String type) {
        assertThat(evaluate(registry()
                        .templates(encrypted(template("prod"), type, Optional.of(SnapshotBuilder.FOREIGN_KEY)))))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aPolicyForTheOwnAccountOrATrustedOnePasses() {
        assertThat(evaluate(registry()
                        .templates(withPolicy(template("prod"), TO_PARTNER.replace("444455556666", "111122223333")))))
                .isEqualTo(new Verdict.Pass());
        TrustedParties partner = new TrustedParties(Set.of("444455556666"), Set.of());
        assertThat(new CreationTemplateCompliant(partner)
                        .evaluate(registry()
                                .templates(withPolicy(template("prod"), TO_PARTNER))
                                .built()))
                .isEqualTo(new Verdict.Pass());
    }

    @ParameterizedTest
    @CsvSource({"IMMUTABLE_WITH_EXCLUSION, latest", "IMMUTABLE_WITH_EXCLUSION, v*", "MUTABLE_WITH_EXCLUSION, *"})
    void tagsOfWhichMostAreImmutablePass(String mutability, String filter) {
        assertThat(evaluate(registry().templates(tagged(template("prod"), mutability, filter))))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aTemplateWithAes256Fails() {
        Evidence evidence =
                failing(Severity.MEDIUM, registry().templates(encrypted(template("prod"), "AES256", Optional.empty())));
        assertThat(evidence.summary())
                .isEqualTo(
                        "The next repositories that ECR creates itself will have no customer managed key (template prod).");
        assertThat(evidence.facts()).containsEntry("template prod encryptionType", "AES256");
        assertThat(evidence.fix())
                .contains(
                        "aws ecr update-repository-creation-template --region us-east-1 --prefix prod --encryption-configuration encryptionType=KMS,kmsKey=KEY_ARN --custom-role-arn ROLE_ARN");
    }

    @ParameterizedTest
    @CsvSource({"KMS, ''", "KMS_DSSE, ''", "KMS, alias/aws/ecr", "KMS, arn:aws:kms:us-east-1:111122223333:alias/aws/ecr"
    })
    void theAwsManagedKeyFails(String type, String key) {
        Optional<String> named = Optional.of(key).filter(text -> !text.isEmpty());
        assertThat(failing(Severity.MEDIUM, registry().templates(encrypted(template("ROOT"), type, named)))
                        .facts())
                .containsEntry("template ROOT encryptionType", type + " with the AWS managed key of ECR");
    }

    @ParameterizedTest
    @CsvSource({"MUTABLE, ''", "MUTABLE_WITH_EXCLUSION, v*", "IMMUTABLE_WITH_EXCLUSION, **"})
    void mutableTagsFail(String mutability, String filter) {
        String[] filters = filter.isEmpty() ? new String[0] : new String[] {filter};
        Evidence evidence = failing(
                Severity.MEDIUM, registry().templates(tagged(template("prod", "CREATE_ON_PUSH"), mutability, filters)));
        assertThat(evidence.facts())
                .containsEntry("template prod imageTagMutability", (mutability + " " + filter).trim());
        assertThat(evidence.fix())
                .contains(
                        "aws ecr update-repository-creation-template --region us-east-1 --prefix prod --image-tag-mutability IMMUTABLE");
    }

    /** ECR itself moves the tags of a cache, as upstream moves them. */
    @Test
    void mutableTagsOfATemplateForCachesOnlyPass() {
        CreationTemplate caches = tagged(template("hub", "PULL_THROUGH_CACHE"), "MUTABLE");
        assertThat(evaluate(registry().cacheRule("hub", PUBLIC_UPSTREAM).templates(caches)))
                .isEqualTo(new Verdict.Pass());
    }

    @ParameterizedTest
    @ValueSource(strings = {OPEN, TO_PARTNER})
    void aPolicyThatGivesOthersAccessFailsWithHigh(String policy) {
        Evidence evidence =
                failing(Severity.HIGH, registry().templates(withPolicy(template("prod", "CREATE_ON_PUSH"), policy)));
        assertThat(evidence.summary()).contains("a repository policy that gives others access (template prod)");
        assertThat(evidence.facts().keySet()).anyMatch(fact -> fact.startsWith("creation template prod, statement 1"));
        assertThat(evidence.fix())
                .contains(
                        "aws ecr update-repository-creation-template --region us-east-1 --prefix prod --repository-policy file://policy.json");
    }

    @ParameterizedTest
    @CsvSource({"hub, HIGH", "hub/inner, HIGH", "ROOT, HIGH", "other, MEDIUM", "hu, MEDIUM"})
    void aTemplateForCachesThatNoCacheRuleUsesIsLessSevere(String prefix, Severity severity) {
        failing(
                severity,
                registry()
                        .cacheRule("hub", PUBLIC_UPSTREAM)
                        .templates(template("hub/"), withPolicy(template(prefix, "PULL_THROUGH_CACHE"), OPEN)));
    }

    @Test
    void cacheRulesThatMayNotBeReadCountAsInUse() {
        failing(
                Severity.HIGH,
                registry()
                        .cacheRules(
                                RegistryBuilder.<List<PullThroughCacheRule>>denied("ecr:DescribePullThroughCacheRules"))
                        .templates(withPolicy(template("hub", "PULL_THROUGH_CACHE"), OPEN)));
    }

    @Test
    void aCacheRuleWithoutTemplateFails() {
        Evidence evidence = failing(Severity.MEDIUM, registry().cacheRule("hub", PUBLIC_UPSTREAM));
        assertThat(evidence.summary())
                .isEqualTo(
                        "The next repositories that ECR creates itself will have AES256, mutable tags and no repository policy,"
                                + " as no template covers them (cache rule hub).");
        assertThat(evidence.fix())
                .contains(
                        "aws ecr create-repository-creation-template --region us-east-1 --prefix hub --applied-for PULL_THROUGH_CACHE --encryption-configuration encryptionType=KMS,kmsKey=KEY_ARN --custom-role-arn ROLE_ARN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hu", "hub/inner", "hubs"})
    void aTemplateForOtherNamesIsNoTemplateForTheCacheRule(String prefix) {
        assertThat(failing(
                                Severity.MEDIUM,
                                registry().cacheRule("hub", PUBLIC_UPSTREAM).templates(template(prefix)))
                        .facts())
                .containsOnlyKeys("cache rule hub creation template");
    }

    @Test
    void aTemplateForOtherPurposesIsNoTemplateForTheCacheRule() {
        failing(
                Severity.MEDIUM,
                registry().cacheRule("hub", PUBLIC_UPSTREAM).templates(template("ROOT", "REPLICATION")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hub", "hub/", "ROOT"})
    void aTemplateForTheNamesOfTheCacheRulePasses(String prefix) {
        assertThat(evaluate(registry().cacheRule("hub", PUBLIC_UPSTREAM).templates(template(prefix))))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void replicationFromOtherAccountsWithoutTemplateFails() {
        Evidence evidence = failing(Severity.MEDIUM, registry().policy("V2", INCOMING));
        assertThat(evidence.summary())
                .endsWith("as no template covers them (replication from other accounts to ROOT).");
        assertThat(evidence.fix())
                .contains(
                        "aws ecr create-repository-creation-template --region us-east-1 --prefix ROOT --applied-for REPLICATION --encryption-configuration encryptionType=KMS,kmsKey=KEY_ARN --custom-role-arn ROLE_ARN");
    }

    @Test
    void replicationNeedsATemplateOnlyWhereItMayCreateRepositories() {
        assertThat(evaluate(registry().policy("V2", INCOMING.replace(", 'ecr:CreateRepository'", ""))))
                .isInstanceOf(Verdict.NotApplicable.class);
        assertThat(evaluate(registry().policy("V2", INCOMING).templates(template("ROOT", "REPLICATION"))))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aRegistryPolicyThatMayNotBeReadIsUnknownWithoutATemplateForReplication() {
        ScopedRegistryPolicy denied = new ScopedRegistryPolicy(
                RegistryBuilder.<RegistryPolicy>denied("ecr:GetRegistryPolicy"), new Reading.Known<>("V2"));
        assertThat(evaluate(registry().policy(denied))).isInstanceOf(Verdict.Unknown.class);
        assertThat(evaluate(registry().policy(denied).templates(template("ROOT", "REPLICATION"))))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aRegistryPolicyThatCannotBeParsedIsUnknownWithoutATemplateForReplication() {
        assertThat(evaluate(registry().policy("V2", "{").templates(template("prod", "CREATE_ON_PUSH"))))
                .isEqualTo(new Verdict.Unknown(
                        "registry policy: the policy is not strict JSON: not valid JSON at line 1, column 2",
                        Optional.empty()));
        assertThat(evaluate(registry().policy("V2", "{").templates(template("ROOT", "REPLICATION"))))
                .isEqualTo(new Verdict.Pass());
    }

    /** Replication and creation are decided by the registry policy in both scopes. */
    @Test
    void aScopeThatIsNotKnownDecidesNothingAboutReplication() {
        String own = INCOMING.replace("444455556666", "111122223333");
        for (Reading<String> scope : List.<Reading<String>>of(
                new Reading.Absent<>(), new Reading.Known<>("V3"), RegistryBuilder.denied("ecr:GetAccountSetting"))) {
            ScopedRegistryPolicy policy =
                    new ScopedRegistryPolicy(new Reading.Known<>(RegistryPolicy.of(own.replace('\'', '"'))), scope);
            assertThat(evaluate(registry().policy(policy).templates(template("prod", "CREATE_ON_PUSH"))))
                    .isEqualTo(new Verdict.Pass());
        }
    }

    @Test
    void aDenyOfTheRegistryPolicyClosesWhatATemplateOpens() {
        String closed = "{'Statement': {'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*', 'Resource': '*'}}";
        RegistryBuilder open = registry().templates(withPolicy(template("prod", "CREATE_ON_PUSH"), OPEN));
        failing(Severity.HIGH, open);
        assertThat(evaluate(open.policy("V2", closed))).isEqualTo(new Verdict.Pass());
        failing(Severity.HIGH, open.policy("V1", closed));
    }

    @Test
    void everyFlawIsReportedWithTheWorstSeverity() {
        CreationTemplate worst = withPolicy(tagged(template("prod"), "MUTABLE"), OPEN);
        Evidence evidence = failing(
                Severity.HIGH,
                registry()
                        .cacheRule("hub", PUBLIC_UPSTREAM)
                        .templates(worst, encrypted(template("dev"), "AES256", Optional.empty())));
        assertThat(evidence.summary())
                .isEqualTo(
                        "The next repositories that ECR creates itself will have a repository policy that gives others access"
                                + " (template prod); no customer managed key (template dev); mutable tags (template prod); AES256,"
                                + " mutable tags and no repository policy, as no template covers them (cache rule hub).");
        assertThat(evidence.fix())
                .contains(
                        "aws ecr update-repository-creation-template --region us-east-1 --prefix prod --repository-policy file://policy.json --image-tag-mutability IMMUTABLE");
    }

    @Test
    void aPolicyThatCannotBeReadIsUnknownUnlessSomethingElseFails() {
        assertThat(evaluate(registry().templates(withPolicy(template("prod"), "{"))))
                .isEqualTo(new Verdict.Unknown(
                        "creation template prod: the policy is not strict JSON: not valid JSON at line 1, column 2",
                        Optional.empty()));
        failing(Severity.MEDIUM, registry().templates(withPolicy(tagged(template("prod"), "MUTABLE"), "{")));
    }

    @Test
    void valuesThatAreNotKnownAreUnknown() {
        assertThat(evaluate(registry().templates(encrypted(template("prod"), "QUANTUM", Optional.empty()))))
                .isInstanceOf(Verdict.Unknown.class);
        assertThat(evaluate(registry().templates(tagged(template("prod"), "SOMETIMES"))))
                .isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void templatesThatMayNotBeReadAreUnknown() {
        assertThat(evaluate(registry()
                        .templates(RegistryBuilder.<List<CreationTemplate>>denied(
                                "ecr:DescribeRepositoryCreationTemplates"))))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.denied().orElseThrow().action())
                                .isEqualTo("ecr:DescribeRepositoryCreationTemplates"));
    }

    @Test
    void cacheRulesThatMayNotBeReadAreUnknownEvenWithGoodTemplates() {
        assertThat(evaluate(registry()
                        .templates(template("prod"))
                        .cacheRules(RegistryBuilder.<List<PullThroughCacheRule>>denied(
                                "ecr:DescribePullThroughCacheRules"))))
                .isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void aRegistryWhereEcrCreatesNothingIsNotApplicable() {
        assertThat(evaluate(registry())).isInstanceOf(Verdict.NotApplicable.class);
        assertThat(evaluate(registry().templates(new Reading.Absent<>()).cacheRules(new Reading.Absent<>())))
                .isInstanceOf(Verdict.NotApplicable.class);
    }

    @Test
    void aTemplateForOtherPurposesIsNoTemplateForReplication() {
        failing(Severity.MEDIUM, registry().policy("V2", INCOMING).templates(template("ROOT", "CREATE_ON_PUSH")));
    }

    /** Only the registry policy lets other accounts replicate into the registry. */
    @Test
    void outgoingReplicationNeedsNoTemplate() {
        RegistryBuilder sending = registry()
                .replicating(RegistryBuilder.replication("444455556666", "eu-west-1"))
                .policy("V2", INCOMING.replace("'ecr:ReplicateImage', ", ""));
        assertThat(evaluate(sending)).isInstanceOf(Verdict.NotApplicable.class);
    }

    @Test
    void ofSeveralTemplatesOnlyTheOpenOneIsReportedForItsPolicy() {
        Evidence evidence = failing(
                Severity.HIGH,
                registry()
                        .templates(
                                withPolicy(template("dev"), TO_PARTNER.replace("444455556666", "111122223333")),
                                withPolicy(template("prod"), OPEN)));
        assertThat(evidence.summary())
                .isEqualTo("The next repositories that ECR creates itself will have a repository policy that gives"
                        + " others access (template prod).");
        assertThat(evidence.facts().keySet()).allMatch(fact -> fact.startsWith("creation template prod, "));
    }

    @Test
    void accessOfATrustedAccountIsNoFactOfAnOpenTemplate() {
        String both =
                "{'Statement': [{'Sid': 'Trusted', 'Effect': 'Allow', 'Principal': {'AWS': '444455556666'}, 'Action': 'ecr:BatchGetImage'},"
                        + " {'Sid': 'Partner', 'Effect': 'Allow', 'Principal': {'AWS': '123456789012'}, 'Action': 'ecr:BatchGetImage'}]}";
        TrustedParties trusted = new TrustedParties(Set.of("444455556666"), Set.of());
        Verdict verdict = new CreationTemplateCompliant(trusted)
                .evaluate(
                        registry().templates(withPolicy(template("prod"), both)).built());
        assertThat(((Verdict.Fail) verdict).evidence().facts().toString())
                .contains("123456789012")
                .doesNotContain("444455556666");
    }

    @ParameterizedTest
    @CsvSource({"3, template t3)", "5, template t3 and 2 more)"})
    void upToThreeTemplatesAreNamedInTheSummaryAndTheOthersCounted(int count, String words) {
        CreationTemplate[] templates = IntStream.rangeClosed(1, count)
                .mapToObj(number -> tagged(template("t" + number), "MUTABLE"))
                .toArray(CreationTemplate[]::new);
        Verdict verdict = evaluate(registry().templates(templates));
        assertThat(((Verdict.Fail) verdict).evidence().summary()).contains(words);
    }

    @Test
    void theFixSpeaksOfAPolicyOnlyWhereOneFails() {
        String write = "# Write into policy.json who may use the repositories.";
        assertThat(failing(Severity.HIGH, registry().templates(withPolicy(template("prod"), OPEN)))
                        .fix())
                .startsWith(write);
        assertThat(failing(Severity.MEDIUM, registry().cacheRule("hub", PUBLIC_UPSTREAM))
                        .fix())
                .doesNotContain(write);
    }

    private static Verdict evaluate(RegistryBuilder registry) {
        return new CreationTemplateCompliant(TrustedParties.NOBODY).evaluate(registry.built());
    }

    private static Evidence failing(Severity severity, RegistryBuilder registry) {
        Verdict.Fail fail = (Verdict.Fail) evaluate(registry);
        assertThat(fail.severity()).isEqualTo(severity);
        return fail.evidence();
    }
}

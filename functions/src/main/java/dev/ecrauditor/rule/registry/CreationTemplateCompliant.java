package dev.ecrauditor.rule.registry;

import dev.ecrauditor.exposure.RegistryExposure;
import dev.ecrauditor.exposure.path.Exposure;
import dev.ecrauditor.registry.CreationTemplate;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RegistryRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The repositories that ECR creates itself will be encrypted with a customer managed key, have immutable tags and give
 * nobody access who is not trusted. Tags of a cache have to move as upstream moves them.
 *
 * <p>Source: "Templates to control repositories created during a pull through cache, create on push, or replication
 * action", Amazon ECR User Guide.
 */
public final class CreationTemplateCompliant implements RegistryRule {

    private static final RuleMetadata METADATA = RuleMetadata.of("ecr-creation-template-compliant")
            .title("Repositories that ECR creates are compliant from the start")
            .problem("creates noncompliant repositories")
            .why(
                    "ECR itself creates repositories for pull through caches, replication and pushes; their encryption cannot be changed afterwards.")
            .fix(
                    "aws ecr describe-repository-creation-templates --region {region}",
                    "aws ecr update-repository-creation-template --region {region} --prefix PREFIX --encryption-configuration encryptionType=KMS,kmsKey=KEY_ARN --custom-role-arn ROLE_ARN --image-tag-mutability IMMUTABLE")
            .severity(Severity.MEDIUM)
            .setting(Setting.CREATION_TEMPLATES)
            .permissions(
                    "ecr:DescribeRepositoryCreationTemplates",
                    "ecr:DescribePullThroughCacheRules",
                    "ecr:GetRegistryPolicy",
                    "ecr:GetAccountSetting")
            .build();

    private final TrustedParties trusted;

    public CreationTemplateCompliant(TrustedParties trusted) {
        this.trusted = trusted;
    }

    @Override
    public RuleMetadata metadata() {
        return METADATA;
    }

    @Override
    public Verdict evaluate(RegistrySnapshot registry) {
        if (registry.access().templates() instanceof Reading.Unreadable<List<CreationTemplate>> unreadable) {
            return Verdict.Unknown.of(unreadable);
        }
        List<CreationTemplate> templates =
                registry.access().templates() instanceof Reading.Known<List<CreationTemplate>> known
                        ? known.value()
                        : List.of();
        Exposure exposure = RegistryExposure.of(registry, trusted);
        TemplateAccess access = new TemplateAccess(exposure);
        MissingTemplates missing = new MissingTemplates(registry, templates, exposure);
        List<TemplateFlaw> flaws = new ArrayList<>();
        List<String> unclear = new ArrayList<>(access.unclear());
        for (CreationTemplate template : templates) {
            TemplateReview review = new TemplateReview(template);
            access.of(template).ifPresent(flaws::add);
            flaws.addAll(review.flaws());
            review.unclear().forEach(clause -> unclear.add("template " + template.prefix() + " " + clause));
        }
        flaws.addAll(missing.flaws());
        if (!flaws.isEmpty()) {
            Severity worst = flaws.stream()
                    .map(TemplateFlaw::severity)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            return new Verdict.Fail(worst, new TemplateEvidence(registry, flaws).evidence());
        }
        if (!unclear.isEmpty()) {
            return new Verdict.Unknown(unclear.get(0), Optional.empty());
        }
        return missing.unknown().orElseGet(() -> withoutFlaw(templates));
    }

    private static Verdict withoutFlaw(List<CreationTemplate> templates) {
        return templates.isEmpty()
                ? new Verdict.NotApplicable("ECR creates no repositories in the registry itself")
                : new Verdict.Pass();
    }
}

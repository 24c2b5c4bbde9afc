package dev.ecrauditor.rule.image;

import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.Framework;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.CreationTemplateFix;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.rule.evidence.ScanningEvidence;
import dev.ecrauditor.rule.evidence.ScanningFix;
import java.util.Optional;

/**
 * Pushed images are effectively scanned: by the repository's own flag where the registry has no scanning rules, by
 * those rules where it has. There the flag is stale and never decides.
 *
 * <p>Source: "Scan images for software vulnerabilities in Amazon ECR", Amazon ECR User Guide;
 * BatchGetRepositoryScanningConfiguration, Amazon ECR API Reference.
 */
public final class ScanOnPush implements RepositoryRule {

    private static final RuleMetadata METADATA = RuleMetadata.of("ecr-scan-on-push")
            .title("Images are scanned when pushed")
            .problem("does not scan pushed images")
            .why("Without a scan, known vulnerabilities reach deployment unseen.")
            .fix(
                    "# Where the registry has no scanning rules:",
                    "aws ecr put-image-scanning-configuration --region {region} --repository-name {repository} --image-scanning-configuration scanOnPush=true",
                    "# Where it has, a rule must match, and the flag decides nothing:",
                    "aws ecr get-registry-scanning-configuration --region {region}")
            .severity(Severity.MEDIUM)
            .setting(Setting.SCANNING)
            .permissions(
                    "ecr:DescribeRepositories",
                    "ecr:GetRegistryScanningConfiguration",
                    "ecr:BatchGetRepositoryScanningConfiguration")
            .mapsTo(Framework.SECURITY_HUB, "ECR.1")
            .mapsTo(Framework.AWS_CONFIG, "ecr-private-image-scanning-enabled")
            .mapsTo(Framework.NIST, "RA-5")
            .mapsTo(Framework.PCI_DSS, "6.2.3", "6.2.4")
            .mapsTo(Framework.SEED, "3")
            .build();

    @Override
    public RuleMetadata metadata() {
        return METADATA;
    }

    @Override
    public Verdict evaluate(RepositorySnapshot repository) {
        if (repository.scanning() instanceof Reading.Known<EffectiveScanning> known) {
            EffectiveScanning scanning = known.value();
            return scanning.scanned()
                    ? new Verdict.Pass()
                    : new Verdict.Fail(METADATA.severity(), evidence(repository, scanning));
        }
        if (repository.scanning() instanceof Reading.Unreadable<EffectiveScanning> unreadable) {
            return Verdict.Unknown.of(unreadable);
        }
        return new Verdict.Unknown("ECR gave no answer about scanning", Optional.empty());
    }

    private static Evidence evidence(RepositorySnapshot repository, EffectiveScanning scanning) {
        Evidence evidence = ScanningEvidence.of(repository, scanning).fixedBy(ScanningFix.of(repository));
        return repository.origin() == Origin.ECR
                ? evidence.and(CreationTemplateFix.FACT, CreationTemplateFix.ECR)
                : evidence;
    }
}

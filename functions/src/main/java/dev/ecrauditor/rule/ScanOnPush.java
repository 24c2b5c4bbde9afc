package dev.ecrauditor.rule;

import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import java.util.List;
import java.util.Optional;

/**
 * Pushed images are effectively scanned: by the repository's own flag where the registry has no scanning rules, by those rules
 * where it has. The flag is stale there and never decides.
 *
 * <p>Source: "Scan images for software vulnerabilities in Amazon ECR", Amazon ECR User Guide; BatchGetRepositoryScanningConfiguration,
 * Amazon ECR API Reference.
 */
final class ScanOnPush implements AuditRule {

    private static final RuleCard CARD = new RuleCard(
            "ecr-scan-on-push",
            "Images are scanned when pushed",
            "does not scan pushed images",
            "Without a scan, known vulnerabilities reach deployment unseen.",
            List.of(
                    "aws ecr put-image-scanning-configuration --region {region} --repository-name {repository} --image-scanning-configuration scanOnPush=true",
                    "# Where the registry has scanning rules, a rule must match instead:",
                    "aws ecr get-registry-scanning-configuration --region {region}"),
            Severity.MEDIUM,
            Setting.SCANNING,
            List.of(
                    "ecr:DescribeRepositories",
                    "ecr:GetRegistryScanningConfiguration",
                    "ecr:BatchGetRepositoryScanningConfiguration"),
            List.of("Security Hub ECR.1"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public Verdict judge(RepositorySnapshot repository) {
        if (repository.scanning() instanceof Reading.Known<EffectiveScanning> known) {
            EffectiveScanning scanning = known.value();
            return scanning.scanned() ? new Verdict.Pass() : new Verdict.Fail(CARD.severity(), evidence(scanning));
        }
        if (repository.scanning() instanceof Reading.Unreadable<EffectiveScanning> unreadable) {
            return new Verdict.Unknown(unreadable.problem(), Optional.of(unreadable.permission()));
        }
        return new Verdict.Unknown("ECR gave no answer about scanning", Optional.empty());
    }

    private static Evidence evidence(EffectiveScanning scanning) {
        Evidence evidence = switch (scanning.decidedBy()) {
            case REPOSITORY_FLAG ->
                Evidence.of(
                                "Pushed images are not scanned: the repository's scanOnPush flag is off and no registry rule exists.")
                        .and("scanOnPush", "false");
            case REGISTRY_RULES ->
                Evidence.of("Pushed images are not scanned: no scanning rule of the registry covers this repository.");
        };
        return evidence.and("scanType", scanning.scanType()).and("scanFrequency", scanning.frequency());
    }
}

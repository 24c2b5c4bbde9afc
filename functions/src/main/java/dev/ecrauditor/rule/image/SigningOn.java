package dev.ecrauditor.rule.image;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.ScanningRule;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.repository.SigningRule;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A signing rule of the registry covers the repository, so that ECR signs every image that is pushed to it.
 *
 * <p>Source: "Managed signing", Amazon ECR User Guide; SigningRule, Amazon ECR API Reference.
 */
public final class SigningOn implements RepositoryRule {

    private static final RuleMetadata METADATA = RuleMetadata.of("ecr-signing-on")
            .title("Images are signed when pushed")
            .problem("does not sign pushed images")
            .why("Without a signature, a deployment cannot check who pushed the image that it runs.")
            .fix(
                    "# The call replaces every signing rule of the Region. Write them into a file:",
                    "aws ecr get-signing-configuration --region {region} --query signingConfiguration > signing.json",
                    "# In it let a rule cover {repository}, keep the others, then:",
                    "aws ecr put-signing-configuration --region {region} --signing-configuration file://signing.json")
            .severity(Severity.LOW)
            .setting(Setting.SIGNING)
            .permissions("ecr:DescribeRepositories", "ecr:GetSigningConfiguration")
            .offByDefault()
            .build();

    private static final List<String> FIRST_RULE = List.of(
            "# The registry has no signing configuration yet. This one signs the images of every repository:",
            "aws ecr put-signing-configuration --region {region} --signing-configuration '{\"rules\":[{\"signingProfileArn\":\"SIGNING_PROFILE_ARN\"}]}'");

    @Override
    public RuleMetadata metadata() {
        return METADATA;
    }

    @Override
    public Verdict evaluate(RepositorySnapshot repository) {
        Reading<List<SigningRule>> signing = repository.registry().signing();
        if (signing instanceof Reading.Unreadable<List<SigningRule>> unreadable) {
            return Verdict.Unknown.of(unreadable);
        }
        List<SigningRule> rules = signing instanceof Reading.Known<List<SigningRule>> known ? known.value() : List.of();
        if (rules.stream().anyMatch(rule -> rule.covers(repository.arn().name()))) {
            return new Verdict.Pass();
        }
        if (!rules.stream().allMatch(SigningRule::isUnderstood)) {
            return new Verdict.Unknown(
                    "ECR returned a signing rule with a filter that this version does not know", Optional.empty());
        }
        return new Verdict.Fail(METADATA.severity(), rules.isEmpty() ? withoutRules(repository) : withoutMatch(rules));
    }

    private static Evidence withoutRules(RepositorySnapshot repository) {
        return Evidence.of("Pushed images are not signed: the registry has no signing rule.")
                .and("signing rules", "none")
                .fixedBy(FIRST_RULE.stream()
                        .map(line -> line.replace("{region}", repository.arn().region()))
                        .toList());
    }

    private static Evidence withoutMatch(List<SigningRule> rules) {
        String filters = rules.stream()
                .flatMap(rule -> rule.filters().stream())
                .map(ScanningRule.Filter::value)
                .sorted()
                .collect(Collectors.joining(", "));
        return Evidence.of("Pushed images are not signed: no signing rule of the registry covers this repository.")
                .and("filters of the signing rules", filters);
    }
}

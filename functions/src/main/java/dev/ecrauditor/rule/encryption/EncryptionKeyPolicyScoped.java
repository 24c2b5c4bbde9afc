package dev.ecrauditor.rule.encryption;

import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.policy.action.ActionCatalogue;
import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.PolicyAnalysis;
import dev.ecrauditor.policy.document.ParsedPolicy;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import dev.ecrauditor.policy.document.UnreadablePolicy;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.Framework;
import dev.ecrauditor.rule.KeyRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.rule.evidence.GrantEvidence;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The key policy does not let every AWS account use the key directly. A wildcard principal needs a condition that names
 * accounts, such as {@code kms:CallerAccount}, or the service through which the key is used, {@code kms:ViaService}.
 * Accounts that the policy names are intended and no matter of this rule.
 *
 * <p>Source: "Key policies in AWS KMS" and "AWS KMS condition keys", AWS KMS Developer Guide.
 */
public final class EncryptionKeyPolicyScoped implements KeyRule {

    private static final RuleMetadata METADATA = RuleMetadata.of("ecr-encryption-key-policy-scoped")
            .title("Key policy lets no wildcard principal use the key")
            .problem("is public")
            .why(
                    "Any AWS account in the world can use the key: decrypt what it encrypts or, if the policy allows it, change and delete the key.")
            .fix(
                    "aws kms get-key-policy --region {region} --key-id {key} --policy-name default --query Policy --output text > policy.json",
                    "# In policy.json name the principals, or add a condition on kms:CallerAccount or kms:ViaService, then:",
                    "aws kms put-key-policy --region {region} --key-id {key} --policy-name default --policy file://policy.json")
            .severity(Severity.MEDIUM)
            .setting(Setting.KEY_POLICY)
            .permissions("ecr:DescribeRepositories", "kms:DescribeKey", "kms:GetKeyPolicy")
            .mapsTo(Framework.SECURITY_HUB, "KMS.5")
            .mapsTo(Framework.AWS_CONFIG, "kms-key-policy-no-public-access")
            .mapsTo(Framework.SEED, "1", "4")
            .build();

    @Override
    public RuleMetadata metadata() {
        return METADATA;
    }

    @Override
    public Verdict evaluate(EncryptionKey key) {
        return CustomerManagedKeyGate.verdictOfExisting(key).orElseGet(() -> evaluateReading(key));
    }

    private static Verdict evaluateReading(EncryptionKey key) {
        if (key.isForeign()) {
            return new Verdict.NotApplicable("account " + key.arn().account()
                    + " owns the key; KMS shows a key policy only to the account of the key");
        }
        if (key.policy() instanceof Reading.Unreadable<String> unreadable) {
            return Verdict.Unknown.of(unreadable);
        }
        if (!(key.policy() instanceof Reading.Known<String> text)) {
            return new Verdict.NotApplicable("the key has no key policy");
        }
        ParsedPolicy written = PolicyParser.parse(text.value());
        if (written instanceof Policy policy && DirectKeyAccess.of(text.value()) instanceof Policy direct) {
            return evaluatePolicy(key, policy, direct);
        }
        String reason = written instanceof UnreadablePolicy unreadable ? unreadable.reason() : "it is no policy";
        return new Verdict.Unknown("the key policy cannot be read: " + reason, Optional.empty());
    }

    private static Verdict evaluatePolicy(EncryptionKey key, Policy policy, Policy direct) {
        AccessFacts facts = PolicyAnalysis.of(direct, key.arn().account(), ActionCatalogue.KMS);
        List<Grant> open = facts.grants().stream()
                .filter(grant -> grant.isPublic() && grant.writes())
                .toList();
        if (open.isEmpty()) {
            return facts.unclear().isEmpty()
                    ? new Verdict.Pass()
                    : new Verdict.Unknown(facts.unclear().get(0), Optional.empty());
        }
        Evidence evidence = KeyEvidence.of(key, "The key policy lets any AWS account use the key.");
        for (Map.Entry<String, String> fact :
                GrantEvidence.of("", policy, open).facts().entrySet()) {
            evidence = evidence.and(fact.getKey(), fact.getValue());
        }
        return new Verdict.Fail(
                METADATA.severity(), KeyEvidence.withRepositories(key, evidence).fixedBy(METADATA.fixFor(key.arn())));
    }
}

package dev.ecrauditor.rule.registry;

import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.registry.ReplicationRule.Destination;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.GrantedAccess;
import dev.ecrauditor.rule.GrantedAction;
import dev.ecrauditor.rule.RegistryRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Images are replicated only to the own account and to trusted accounts. Replication needs no policy in the registry
 * that sends, and no policy there stops it, so that no rule about policies sees it.
 *
 * <p>Source: "Private image replication in Amazon ECR", Amazon ECR User Guide.
 */
public final class ReplicationNoForeignAccount implements RegistryRule {

    private static final RuleMetadata METADATA = RuleMetadata.of("ecr-replication-no-foreign-account")
            .title("Registry replicates images only to trusted accounts")
            .problem("replicates to untrusted accounts")
            .why(
                    "Every push is copied to an account that decides alone who can pull the copy; no policy of the registry stops it, and copies stay there.")
            .fix(
                    "aws ecr describe-registry --region {region} --query replicationConfiguration > replication.json",
                    "# In replication.json remove the destination, and a rule that has no other. The next call replaces every rule:",
                    "aws ecr put-replication-configuration --region {region} --replication-configuration file://replication.json")
            .severity(Severity.HIGH)
            .setting(Setting.REPLICATION)
            .permissions("ecr:DescribeRegistry", "ecr:DescribeRepositories")
            .build();

    private final TrustedParties trusted;

    public ReplicationNoForeignAccount(TrustedParties trusted) {
        this.trusted = trusted;
    }

    @Override
    public RuleMetadata metadata() {
        return METADATA;
    }

    @Override
    public boolean isAboutGrants() {
        return true;
    }

    @Override
    public Verdict evaluate(RegistrySnapshot registry) {
        if (registry.access().replication() instanceof Reading.Unreadable<List<ReplicationRule>> unreadable) {
            return Verdict.Unknown.of(unreadable);
        }
        return registry.access().replication() instanceof Reading.Known<List<ReplicationRule>> known
                ? evaluate(registry, known.value())
                : new Verdict.NotApplicable("ECR of this Region does not replicate images");
    }

    private Verdict evaluate(RegistrySnapshot registry, List<ReplicationRule> rules) {
        List<Destination> foreign = rules.stream()
                .flatMap(rule -> rule.destinations().stream())
                .filter(destination -> !destination.account().equals(registry.account())
                        && !trusted.accounts().contains(destination.account()))
                .distinct()
                .toList();
        return evaluate(registry, rules, foreign);
    }

    private static Verdict evaluate(RegistrySnapshot registry, List<ReplicationRule> rules, List<Destination> foreign) {
        if (foreign.isEmpty()) {
            return new Verdict.Pass();
        }
        List<Destination> accounts = foreign.stream()
                .filter(destination -> RepositoryArn.isAccountId(destination.account()))
                .toList();
        return accounts.isEmpty()
                ? new Verdict.Unknown(
                        "ECR returned a replication destination that this version does not understand",
                        Optional.empty())
                : new Verdict.Fail(
                        METADATA.severity(),
                        new ReplicationEvidence(registry, rules, accounts).evidence(),
                        new GrantedAccess(
                                accounts.stream()
                                        .map(ReplicationNoForeignAccount::copy)
                                        .toList(),
                                covered -> evaluate(registry, rules, without(covered, foreign))));
    }

    private static List<Destination> without(Predicate<GrantedAction> covered, List<Destination> foreign) {
        return foreign.stream()
                .filter(destination -> !covered.test(copy(destination)))
                .toList();
    }

    private static GrantedAction copy(Destination destination) {
        return new GrantedAction(
                List.of(Set.of(destination.account())),
                "account " + destination.account() + " in " + destination.region(),
                "ecr:ReplicateImage");
    }
}

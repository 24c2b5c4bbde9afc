package dev.ecrauditor.rule.registry;

import dev.ecrauditor.registry.PullThroughCacheRule;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.GrantedAccess;
import dev.ecrauditor.rule.GrantedAction;
import dev.ecrauditor.rule.RegistryRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Pull through cache rules fill repositories from no private ECR registry of an account that is not trusted. Public
 * registries pass: everybody knows that they are foreign.
 *
 * <p>Source: "Sync an upstream registry with an Amazon ECR private registry", Amazon ECR User Guide.
 */
public final class PullThroughCacheNoForeignAccount implements RegistryRule {

    private static final RuleMetadata METADATA = RuleMetadata.of("ecr-pull-through-cache-no-foreign-account")
            .title("Pull through cache uses only trusted ECR registries")
            .problem("caches images of untrusted accounts")
            .why(
                    "The owner of the upstream registry decides which images the tags of the cached repositories point to at the next pull.")
            .fix(
                    "aws ecr describe-pull-through-cache-rules --region {region}",
                    "aws ecr delete-pull-through-cache-rule --region {region} --ecr-repository-prefix PREFIX",
                    "# Cached images stay: review the tags of the repositories under the prefix.")
            .severity(Severity.MEDIUM)
            .setting(Setting.CACHE_RULES)
            .permissions("ecr:DescribePullThroughCacheRules", "ecr:DescribeRepositories")
            .build();

    private final TrustedParties trusted;

    public PullThroughCacheNoForeignAccount(TrustedParties trusted) {
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
        if (registry.access().cacheRules() instanceof Reading.Unreadable<List<PullThroughCacheRule>> unreadable) {
            return Verdict.Unknown.of(unreadable);
        }
        return registry.access().cacheRules() instanceof Reading.Known<List<PullThroughCacheRule>> known
                        && !known.value().isEmpty()
                ? evaluate(registry, known.value())
                : new Verdict.NotApplicable("the registry has no pull through cache rule");
    }

    private Verdict evaluate(RegistrySnapshot registry, List<PullThroughCacheRule> rules) {
        List<PullThroughCacheRule> foreign = rules.stream()
                .filter(rule -> rule.upstreamAccount()
                        .filter(account -> !account.equals(registry.account())
                                && !trusted.accounts().contains(account))
                        .isPresent())
                .toList();
        return verdict(registry, foreign);
    }

    private static Verdict verdict(RegistrySnapshot registry, List<PullThroughCacheRule> foreign) {
        return foreign.isEmpty()
                ? new Verdict.Pass()
                : new Verdict.Fail(METADATA.severity(), evidence(registry, foreign), access(registry, foreign));
    }

    private static GrantedAccess access(RegistrySnapshot registry, List<PullThroughCacheRule> foreign) {
        return new GrantedAccess(
                foreign.stream()
                        .map(PullThroughCacheNoForeignAccount::copy)
                        .distinct()
                        .toList(),
                covered -> verdict(
                        registry,
                        foreign.stream()
                                .filter(rule -> !covered.test(copy(rule)))
                                .toList()));
    }

    private static GrantedAction copy(PullThroughCacheRule rule) {
        String account = rule.upstreamAccount().orElseThrow();
        return new GrantedAction(
                List.of(Set.of(account)), "the registry of account " + account, "ecr:BatchImportUpstreamImage");
    }

    private static Evidence evidence(RegistrySnapshot registry, List<PullThroughCacheRule> foreign) {
        String repositories =
                NameSample.of(registry.repositories(), name -> foreign.stream().anyMatch(rule -> rule.covers(name)));
        Evidence evidence = Evidence.of("Images under "
                + foreign.stream().map(rule -> "`" + rule.prefix() + "`").collect(Collectors.joining(", ")) + " ("
                + repositories + ") come from private registries that are not trusted: account "
                + foreign.stream()
                        .flatMap(rule -> rule.upstreamAccount().stream())
                        .distinct()
                        .collect(Collectors.joining(", account "))
                + ".");
        List<String> fix = new ArrayList<>();
        for (PullThroughCacheRule rule : foreign) {
            evidence = evidence.and(
                    "rule " + rule.prefix(),
                    rule.upstreamUrl()
                            + rule.upstreamPrefix()
                                    .map(prefix -> ", upstream prefix " + prefix)
                                    .orElse(""));
            fix.add(RegistryCommand.aws(
                    registry,
                    "delete-pull-through-cache-rule",
                    "--ecr-repository-prefix " + RegistryCommand.prefix(rule.prefix())));
        }
        fix.add("# Cached images stay: review the tags of the repositories under the prefix.");
        fix.add(
                "# If the upstream registry is intended, add its account to the settings file of the auditor: trust.accounts.");
        return evidence.fixedBy(fix);
    }
}

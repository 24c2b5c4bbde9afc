package dev.ecrauditor.rule.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.RepositorySnapshot.RegistryContext;
import dev.ecrauditor.repository.ScopedRegistryPolicy;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.SnapshotBuilder;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A Deny of the registry policy closes what the repository policy opens, if it certainly applies. */
class RegistryPolicyDenialsTest {

    private static final List<RepositoryRule> RULES = List.of(
            new PolicyNotPublic(TrustedParties.NOBODY),
            new PolicyNoForeignAccount(TrustedParties.NOBODY),
            new PolicyServiceBounded(TrustedParties.NOBODY));

    private static final String OPEN = """
            {'Version': '2012-10-17', 'Statement': [
             {'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:BatchGetImage'},
             {'Effect': 'Allow', 'Principal': {'AWS': '444455556666'}, 'Action': 'ecr:PutImage'},
             {'Effect': 'Allow', 'Principal': {'Service': 'lambda.amazonaws.com'}, 'Action': 'ecr:BatchGetImage'}]}""";

    private static List<Boolean> fails(Reading<RegistryPolicy> policy, Reading<String> scope) {
        RepositorySnapshot open = SnapshotBuilder.repository().policy(OPEN).built();
        RegistryContext context = new RegistryContext(
                new ScopedRegistryPolicy(policy, scope),
                open.registry().signing(),
                open.registry().cachePrefixes());
        RepositorySnapshot repository = new RepositorySnapshot(
                open.arn(),
                open.creation(),
                open.readAt(),
                open.encryption(),
                open.policy(),
                open.scanSettings(),
                open.images(),
                context);
        return RULES.stream()
                .map(rule -> rule.evaluate(repository) instanceof Verdict.Fail)
                .toList();
    }

    private static Reading<RegistryPolicy> deny(String resource) {
        String text = """
                {'Version': '2012-10-17', 'Statement': [
                 {'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*', 'Resource': '%s'},
                 {'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:*', 'Resource': '*'}]}""".formatted(resource);
        return new Reading.Known<>(RegistryPolicy.of(text.replace('\'', '"')));
    }

    private static Reading<String> scope(String value) {
        return new Reading.Known<>(value);
    }

    @Test
    void underV2EveryRuleAboutAccessPasses() {
        assertThat(fails(deny("arn:aws:ecr:us-east-1:111122223333:repository/payments/*"), scope("V2")))
                .containsExactly(false, false, false);
    }

    @Test
    void aDenyAboutOtherRepositoriesClosesNothing() {
        assertThat(fails(deny("arn:aws:ecr:us-east-1:111122223333:repository/test/*"), scope("V2")))
                .containsExactly(true, true, true);
    }

    @Test
    void underV1PullsAndPushesStayOpen() {
        assertThat(fails(deny("*"), scope("V1"))).containsExactly(true, true, true);
    }

    @Test
    void whereTheScopeOrThePolicyIsNotKnownNothingIsClosed() {
        assertThat(fails(deny("*"), new Reading.Unreadable<>("ecr:GetAccountSetting", "denied")))
                .containsExactly(true, true, true);
        assertThat(fails(new Reading.Unreadable<>("ecr:GetRegistryPolicy", "denied"), scope("V2")))
                .containsExactly(true, true, true);
        assertThat(fails(new Reading.Known<>(RegistryPolicy.of("{")), scope("V2")))
                .containsExactly(true, true, true);
        assertThat(fails(new Reading.Absent<>(), scope("V2"))).containsExactly(true, true, true);
    }
}

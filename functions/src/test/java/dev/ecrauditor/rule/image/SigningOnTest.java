package dev.ecrauditor.rule.image;

import static dev.ecrauditor.rule.SnapshotBuilder.repository;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.ScanningRule;
import dev.ecrauditor.repository.SigningRule;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.SnapshotBuilder;
import dev.ecrauditor.rule.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningOnTest {

    private static final String PROFILE = "arn:aws:signer:us-east-1:111122223333:/signing-profiles/ecr";

    private final RepositoryRule rule = new SigningOn();

    private Verdict evaluate(SnapshotBuilder snapshot) {
        return rule.evaluate(snapshot.built());
    }

    private static SnapshotBuilder signedBy(SigningRule... rules) {
        return repository().signedBy(new Reading.Known<>(List.of(rules)));
    }

    private static SigningRule filtering(String type, String... values) {
        return new SigningRule(
                PROFILE,
                Stream.of(values)
                        .map(value -> new ScanningRule.Filter(value, type))
                        .toList());
    }

    @Test
    void aRuleWithoutFiltersCoversEveryRepository() {
        assertThat(evaluate(signedBy(filtering("WILDCARD_MATCH")))).isEqualTo(new Verdict.Pass());
    }

    @ParameterizedTest
    @ValueSource(strings = {"payments/*", "*/api", "*pay*", "payments/api", "*"})
    void aFilterThatMatchesTheWholeNameCovers(String filter) {
        assertThat(evaluate(signedBy(filtering("WILDCARD_MATCH", "search/*", filter))))
                .isEqualTo(new Verdict.Pass());
    }

    @ParameterizedTest
    @ValueSource(strings = {"payments", "pay*x", "api", "search/*", "payments/api/*"})
    void aFilterThatMatchesOnlyAPartFails(String filter) {
        assertThat(evaluate(signedBy(filtering("WILDCARD_MATCH", filter))))
                .isInstanceOfSatisfying(Verdict.Fail.class, fail -> {
                    assertThat(fail.severity()).isEqualTo(Severity.LOW);
                    assertThat(fail.evidence().facts()).containsExactly(entry("filters of the signing rules", filter));
                    assertThat(fail.evidence().fix()).isEmpty();
                });
    }

    @Test
    void aRegistryWithoutSigningConfigurationFails() {
        assertThat(evaluate(repository().signedBy(new Reading.Absent<>())))
                .isInstanceOfSatisfying(Verdict.Fail.class, fail -> {
                    assertThat(fail.evidence().facts()).containsExactly(entry("signing rules", "none"));
                    assertThat(fail.evidence().fix())
                            .last()
                            .asString()
                            .startsWith("aws ecr put-signing-configuration --region us-east-1 ");
                });
    }

    @Test
    void aSigningConfigurationWithoutRulesFails() {
        assertThat(evaluate(signedBy())).isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void aFilterOfAnUnknownTypeIsUnknownUnlessAnotherRuleCovers() {
        SigningRule odd = filtering("REGEX", ".*");
        assertThat(evaluate(signedBy(odd, filtering("WILDCARD_MATCH", "search/*"))))
                .isInstanceOf(Verdict.Unknown.class);
        assertThat(evaluate(signedBy(odd, filtering("WILDCARD_MATCH", "*")))).isEqualTo(new Verdict.Pass());
    }

    @Test
    void rulesThatMayNotBeReadAreUnknown() {
        assertThat(evaluate(repository()
                        .signedBy(new Reading.Unreadable<>("ecr:GetSigningConfiguration", "ECR denies it"))))
                .isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void rulesThatWereNotReadAreUnknown() {
        assertThat(evaluate(repository())).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void itIsNeverNotApplicableBecauseImagesCanBePushedToEveryRepository() {
        assertThat(evaluate(signedBy().cachePrefixes(new Reading.Known<>(List.of("payments")))))
                .isInstanceOf(Verdict.Fail.class);
    }
}

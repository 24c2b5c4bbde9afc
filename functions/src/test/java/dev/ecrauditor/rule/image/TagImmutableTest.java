package dev.ecrauditor.rule.image;

import static dev.ecrauditor.rule.SnapshotBuilder.repository;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.SnapshotBuilder;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagImmutableTest {

    private static final Reading<List<String>> CACHES_DOCKER_HUB = new Reading.Known<>(List.of("quay", "docker-hub"));

    private final RepositoryRule rule = new TagImmutable();

    private Verdict evaluate(SnapshotBuilder snapshot) {
        return rule.evaluate(snapshot.built());
    }

    private Evidence evidence(SnapshotBuilder snapshot) {
        return ((Verdict.Fail) evaluate(snapshot)).evidence();
    }

    @Test
    void immutableTagsPass() {
        assertThat(evaluate(repository().tags("IMMUTABLE"))).isEqualTo(new Verdict.Pass());
    }

    @Test
    void tagsExcludedByNamePass() {
        assertThat(evaluate(repository().tags("IMMUTABLE_WITH_EXCLUSION", "latest", "dev-*")))
                .isEqualTo(new Verdict.Pass());
        assertThat(evaluate(repository().tags("IMMUTABLE_WITH_EXCLUSION"))).isEqualTo(new Verdict.Pass());
    }

    @Test
    void mutableTagsPassWhereEveryTagIsExcluded() {
        assertThat(evaluate(repository().tags("MUTABLE_WITH_EXCLUSION", "*"))).isEqualTo(new Verdict.Pass());
    }

    @Test
    void mutableTagsFail() {
        assertThat(evaluate(repository().tags("MUTABLE"))).isInstanceOfSatisfying(Verdict.Fail.class, fail -> {
            assertThat(fail.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(fail.evidence().summary()).isEqualTo("A push can move every tag to another image.");
            assertThat(fail.evidence().facts()).containsExactly(entry("imageTagMutability", "MUTABLE"));
        });
    }

    @Test
    void mutableTagsFailEvenIfSomeAreExcluded() {
        assertThat(evidence(repository().tags("MUTABLE_WITH_EXCLUSION", "v*", "release-*"))
                        .facts())
                .containsExactly(
                        entry("imageTagMutability", "MUTABLE_WITH_EXCLUSION"),
                        entry("imageTagMutabilityExclusionFilters", "release-*, v*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "**"})
    void aFilterThatReopensEveryTagFails(String filter) {
        Evidence evidence = evidence(repository().tags("IMMUTABLE_WITH_EXCLUSION", "latest", filter));
        assertThat(evidence.summary()).contains("a filter excludes every tag");
        assertThat(evidence.facts()).containsEntry("imageTagMutabilityExclusionFilters", filter + ", latest");
    }

    @Test
    void aNewRepositoryFailsBecauseImagesCanBePushedFromTheFirstSecond() {
        assertThat(evaluate(repository().tags("MUTABLE").aged(Duration.ZERO))).isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void aRepositoryWhoseNameOnlyBeginsLikeACachePrefixFails() {
        assertThat(evaluate(repository()
                        .tags("MUTABLE")
                        .cachePrefixes(new Reading.Known<>(List.of("pay", "payments/api")))))
                .isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void cacheRulesThatCannotBeReadExcuseNothing() {
        assertThat(evaluate(repository()
                        .tags("MUTABLE")
                        .cachePrefixes(new Reading.Unreadable<>("ecr:DescribePullThroughCacheRules", "denied"))))
                .isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void aRepositoryThatAPullThroughCacheUpdatesIsNotApplicable() {
        assertThat(evaluate(repository().tags("MUTABLE").cachePrefixes(new Reading.Known<>(List.of("payments")))))
                .isEqualTo(new Verdict.NotApplicable(
                        "the pull through cache rule payments updates its tags from another registry"));
    }

    @Test
    void aCachedRepositoryWithImmutableTagsPasses() {
        assertThat(evaluate(repository().cachePrefixes(new Reading.Known<>(List.of("payments")))))
                .isEqualTo(new Verdict.Pass());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "IMMUTABLE_ON_SUNDAYS", "immutable"})
    void aValueThatNobodyKnowsIsUnknown(String value) {
        assertThat(evaluate(repository().tags(value)))
                .isEqualTo(new Verdict.Unknown(
                        "ECR returned a tag mutability that this version does not know", Optional.empty()));
    }

    @Test
    void theFixKeepsTheExclusionsThatNameTags() {
        assertThat(evidence(repository().origin(Origin.CALLER).tags("IMMUTABLE_WITH_EXCLUSION", "*", "latest", "dev-*"))
                        .fix())
                .containsExactly(
                        "aws ecr put-image-tag-mutability --region us-east-1 --repository-name payments/api --image-tag-mutability IMMUTABLE_WITH_EXCLUSION --image-tag-mutability-exclusion-filters 'filterType=WILDCARD,filter=latest' 'filterType=WILDCARD,filter=dev-*'");
    }

    @Test
    void theFixKeepsAFilterOfEveryCharacterThatEcrAllowsUpToItsLength() {
        String every = "azAZ09*._-" + "x".repeat(118);
        assertThat(evidence(repository()
                                .origin(Origin.CALLER)
                                .tags("IMMUTABLE_WITH_EXCLUSION", "*", every, every + "x"))
                        .fix())
                .containsExactly(
                        "aws ecr put-image-tag-mutability --region us-east-1 --repository-name payments/api --image-tag-mutability IMMUTABLE_WITH_EXCLUSION --image-tag-mutability-exclusion-filters 'filterType=WILDCARD,filter="
                                + every + "'");
    }

    @Test
    void theFixKeepsNoExclusionThatWouldMeanTheOpposite() {
        assertThat(evidence(repository().origin(Origin.CALLER).tags("MUTABLE_WITH_EXCLUSION", "release-*"))
                        .fix())
                .first()
                .isEqualTo(
                        "aws ecr put-image-tag-mutability --region us-east-1 --repository-name payments/api --image-tag-mutability IMMUTABLE");
    }

    @Test
    void theFixHoldsNoFilterThatCouldEndTheQuotesOfAShell() {
        assertThat(evidence(repository().tags("IMMUTABLE_WITH_EXCLUSION", "*", "x';reboot;'", "a,filter=*", "", "é"))
                        .fix())
                .noneMatch(line -> line.contains("reboot") || line.contains("é") || line.contains("a,filter=*"));
    }

    @Test
    void theFixWarnsAboutAPullThroughCacheUnlessItIsKnownThatThereIsNone() {
        assertThat(evidence(repository().tags("MUTABLE")).fix())
                .first()
                .asString()
                .contains("pull through cache");
        assertThat(evidence(repository().tags("MUTABLE").cachePrefixes(CACHES_DOCKER_HUB))
                        .fix())
                .noneMatch(line -> line.contains("pull through cache"));
        assertThat(evidence(repository().tags("MUTABLE").origin(Origin.CALLER)).fix())
                .noneMatch(line -> line.contains("pull through cache"));
    }

    @Test
    void aRepositoryThatEcrMadeIsFixedTogetherWithItsTemplate() {
        Evidence evidence = evidence(repository().tags("MUTABLE").origin(Origin.ECR));
        assertThat(evidence.facts()).containsKey("made by");
        assertThat(evidence.fix())
                .anyMatch(line -> line.startsWith("aws ecr put-image-tag-mutability "))
                .endsWith(
                        "aws ecr create-repository-creation-template --region us-east-1 --prefix payments --applied-for PULL_THROUGH_CACHE REPLICATION CREATE_ON_PUSH --image-tag-mutability IMMUTABLE",
                        "# Or update the one there is: aws ecr update-repository-creation-template --region us-east-1 --prefix payments --image-tag-mutability IMMUTABLE");
    }
}

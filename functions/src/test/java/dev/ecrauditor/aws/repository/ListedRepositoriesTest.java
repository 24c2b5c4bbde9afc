package dev.ecrauditor.aws.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.NameWindow;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.model.Repository;

/** What of a listing is kept, until when it may be used, and which repositories one call about scanning asks for. */
class ListedRepositoriesTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant CREATED = Instant.parse("2026-03-02T09:30:00Z");

    private final ListedRepositories listed = new ListedRepositories();

    @Test
    void aListingIsUsedForWhatWasEvaluatedBeforeIt() {
        remember(NOON, NameWindow.ALL, repositories(1));
        assertThat(listed.find(arn(0), NOON)).hasValueSatisfying(described -> {
            assertThat(described.asked()).isEqualTo(NOON);
            assertThat(described.description().createdAt()).isEqualTo(CREATED);
        });
        assertThat(listed.find(arn(0), NOON.plusMillis(1)))
                .as("evaluated since")
                .isEmpty();
        assertThat(listed.find(arn(1), NOON)).as("not listed").isEmpty();
    }

    @Test
    void aListingTakesThePlaceOfTheOneBefore() {
        remember(NOON, NameWindow.ALL, repositories(2));
        remember(NOON.plusSeconds(1), NameWindow.ALL, repositories(1));
        assertThat(listed.find(arn(0), NOON)).isPresent();
        assertThat(listed.find(arn(1), NOON)).isEmpty();
    }

    @Test
    void aListingThatHasNotEndedIsNotUsedAndNeitherIsTheOneBefore() {
        remember(NOON, NameWindow.ALL, repositories(1));
        ListedRepositories.Listing begun = listed.begin(NOON.plusSeconds(1), NameWindow.ALL);
        begun.add(arn(0), Repository.builder().createdAt(CREATED).build());
        assertThat(listed.find(arn(0), NOON)).isEmpty();
    }

    @Test
    void aRepositoryOfTheSameNameInAnotherAccountOrRegionIsAnotherOne() {
        remember(NOON, NameWindow.ALL, repositories(1));
        assertThat(listed.find(new RepositoryArn("aws", "us-east-1", "444455556666", name(0)), NOON))
                .isEmpty();
        assertThat(listed.find(new RepositoryArn("aws", "eu-west-1", "111122223333", name(0)), NOON))
                .isEmpty();
    }

    @Test
    void scanningIsAskedForTwentyFiveNeighboursByName() {
        remember(NOON, NameWindow.ALL, repositories(60));
        assertThat(group(0)).isEqualTo(repositories(60).subList(0, 25)).isEqualTo(group(24));
        assertThat(group(25)).isEqualTo(repositories(60).subList(25, 50)).isEqualTo(group(49));
        assertThat(group(59)).isEqualTo(repositories(60).subList(50, 60));
    }

    /** AWS documents no order of the pages. */
    @Test
    void ofAListingInAnyOrderTheFirstNamesOfTheWindowAreKept() {
        for (int seed = 0; seed < 20; seed++) {
            List<RepositoryArn> shuffled = new ArrayList<>(repositories(40));
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(remember(NOON, new NameWindow(name(9), 5), shuffled))
                    .as("seed %d", seed)
                    .isEqualTo(repositories(40).subList(10, 15));
            assertThat(listed.find(arn(9), NOON)).isEmpty();
            assertThat(listed.find(arn(10), NOON)).isPresent();
            assertThat(listed.find(arn(15), NOON)).isEmpty();
        }
    }

    private List<RepositoryArn> remember(Instant asked, NameWindow window, List<RepositoryArn> answered) {
        ListedRepositories.Listing listing = listed.begin(asked, window);
        answered.forEach(
                arn -> listing.add(arn, Repository.builder().createdAt(CREATED).build()));
        return listed.end(listing);
    }

    private List<RepositoryArn> group(int number) {
        return listed.find(arn(number), NOON).orElseThrow().group();
    }

    private static List<RepositoryArn> repositories(int count) {
        return IntStream.range(0, count).mapToObj(ListedRepositoriesTest::arn).toList();
    }

    private static RepositoryArn arn(int number) {
        return new RepositoryArn("aws", "us-east-1", "111122223333", name(number));
    }

    private static String name(int number) {
        return "team/app-%02d".formatted(number);
    }
}

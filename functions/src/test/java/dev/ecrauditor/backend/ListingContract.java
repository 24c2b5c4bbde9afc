package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.EcrRepositoryLister;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesResponse;
import software.amazon.awssdk.services.ecr.model.EcrException;

/** The repositories of an account as the lister sees them. */
interface ListingContract extends OnABackend {

    int MANY = 120;
    int A_PAGE = 50;

    @Test
    default void anAccountWithoutRepositoriesIsAnEmptyList() {
        scene().needsEcr();
        Owner hub = scene().hub();
        assertThat(scene().lister().list(hub.account(), Owner.REGION)).isEqualTo(new Reading.Known<>(List.of()));
    }

    @Test
    default void manyRepositoriesAreAllListedOnce() throws Throwable {
        scene().needsEcr();
        Owner hub = scene().hub();
        List<RepositoryArn> made = IntStream.range(0, MANY)
                .mapToObj(number -> hub.creates("team-" + number % 7 + "/service-" + number))
                .toList();
        assertThat(listed(scene().lister(), hub)).containsExactlyInAnyOrderElementsOf(made);

        List<Integer> pages = pageSizes(hub);
        Expectation.asOnAws(() -> assertThat(pages).containsExactly(A_PAGE, A_PAGE, MANY - 2 * A_PAGE))
                .unless(
                        Difference.ALL_REPOSITORIES_ON_ONE_PAGE,
                        () -> assertThat(pages).containsExactly(MANY))
                .holdsOn(scene().backend());
    }

    @Test
    default void onlyTheRegionAskedForIsListed() {
        scene().needsEcr();
        Owner hub = scene().hub();
        hub.creates("payments/api");
        assertThat(scene().lister().list(hub.account(), "eu-central-1")).isEqualTo(new Reading.Known<>(List.of()));
    }

    @Test
    default void moreThanAThousandOnAPageIsRefused() throws Throwable {
        scene().needsEcr();
        DescribeRepositoriesRequest tooMany =
                DescribeRepositoriesRequest.builder().maxResults(1_001).build();
        Expectation.asOnAws(() -> assertThatExceptionOfType(EcrException.class)
                        .isThrownBy(() -> scene().hub().ecr().describeRepositories(tooMany))
                        .satisfies(
                                refused -> assertThat(refused.awsErrorDetails().errorCode())
                                        .isEqualTo("InvalidParameterException")))
                .unless(
                        Difference.ANY_PAGE_SIZE_IS_TAKEN,
                        () -> assertThat(scene().hub()
                                        .ecr()
                                        .describeRepositories(tooMany)
                                        .repositories())
                                .isEmpty())
                .holdsOn(scene().backend());
    }

    /** The lister acts with the credentials of its clients; at a terminal these may be a role's. */
    @Test
    default void eachAccountListsItsOwnRepositories() {
        scene().needsEcr();
        RepositoryArn ours = scene().owner().creates("payments/api");
        RepositoryArn theirs = scene().neighbour().creates("payments/api");
        assertThat(ours.account()).isNotEqualTo(theirs.account());
        try (AwsClients first = scene().owner().clients();
                AwsClients second = scene().neighbour().clients()) {
            assertThat(listed(new EcrRepositoryLister(first), scene().owner())).containsExactly(ours);
            assertThat(listed(new EcrRepositoryLister(second), scene().neighbour()))
                    .containsExactly(theirs);
        }
    }

    private static List<Integer> pageSizes(Owner owner) {
        return owner
                .ecr()
                .describeRepositoriesPaginator(
                        DescribeRepositoriesRequest.builder().maxResults(A_PAGE).build())
                .stream()
                .map(DescribeRepositoriesResponse::repositories)
                .map(List::size)
                .toList();
    }

    private static List<RepositoryArn> listed(EcrRepositoryLister lister, Owner owner) {
        Reading<List<RepositoryArn>> reading = lister.list(owner.account(), Owner.REGION);
        if (reading instanceof Reading.Known<List<RepositoryArn>> known) {
            return known.value();
        }
        throw new AssertionError("listed as " + reading);
    }
}

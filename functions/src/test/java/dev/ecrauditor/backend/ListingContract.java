package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.repository.EcrRepositoryLister;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesResponse;
import software.amazon.awssdk.services.ecr.model.EcrException;

/** The repositories of an account as the lister sees them. */
interface ListingContract extends BackendContractPart {

    int MANY = 120;
    int A_PAGE = 50;

    @Test
    default void anAccountWithoutRepositoriesIsAnEmptyList() {
        fixture().requireEcr();
        AccountOwner hub = fixture().hub();
        assertThat(fixture().lister().list(hub.account(), AccountOwner.REGION))
                .isEqualTo(new Reading.Known<>(List.of()));
    }

    @Test
    default void manyRepositoriesAreAllListedOnce() throws Throwable {
        fixture().requireEcr();
        AccountOwner hub = fixture().hub();
        List<RepositoryArn> made = IntStream.range(0, MANY)
                .mapToObj(number -> hub.createRepository("team-" + number % 7 + "/service-" + number))
                .toList();
        assertThat(listed(fixture().lister(), hub)).containsExactlyInAnyOrderElementsOf(made);

        List<Integer> pages = pageSizes(hub);
        Expectation.asOnAws(() -> assertThat(pages).containsExactly(A_PAGE, A_PAGE, MANY - 2 * A_PAGE))
                .unless(
                        Difference.ALL_REPOSITORIES_ON_ONE_PAGE,
                        () -> assertThat(pages).containsExactly(MANY))
                .holdsOn(fixture().backend());
    }

    @Test
    default void onlyTheRegionAskedForIsListed() {
        fixture().requireEcr();
        AccountOwner hub = fixture().hub();
        hub.createRepository("payments/api");
        assertThat(fixture().lister().list(hub.account(), "eu-central-1")).isEqualTo(new Reading.Known<>(List.of()));
    }

    @Test
    default void moreThanAThousandOnAPageIsRefused() throws Throwable {
        fixture().requireEcr();
        DescribeRepositoriesRequest tooMany =
                DescribeRepositoriesRequest.builder().maxResults(1_001).build();
        Expectation.asOnAws(() -> assertThatExceptionOfType(EcrException.class)
                        .isThrownBy(() -> fixture().hub().ecr().describeRepositories(tooMany))
                        .satisfies(
                                refused -> assertThat(refused.awsErrorDetails().errorCode())
                                        .isEqualTo("InvalidParameterException")))
                .unless(
                        Difference.ANY_PAGE_SIZE_IS_TAKEN,
                        () -> assertThat(fixture()
                                        .hub()
                                        .ecr()
                                        .describeRepositories(tooMany)
                                        .repositories())
                                .isEmpty())
                .holdsOn(fixture().backend());
    }

    /** The lister acts with the credentials of its clients; at a terminal these may be a role's. */
    @Test
    default void eachAccountListsItsOwnRepositories() {
        fixture().requireEcr();
        RepositoryArn ours = fixture().owner().createRepository("payments/api");
        RepositoryArn theirs = fixture().otherOwner().createRepository("payments/api");
        assertThat(ours.account()).isNotEqualTo(theirs.account());
        try (AwsClients first = fixture().owner().clients();
                AwsClients second = fixture().otherOwner().clients()) {
            assertThat(listed(new EcrRepositoryLister(first), fixture().owner()))
                    .containsExactly(ours);
            assertThat(listed(new EcrRepositoryLister(second), fixture().otherOwner()))
                    .containsExactly(theirs);
        }
    }

    private static List<Integer> pageSizes(AccountOwner owner) {
        return owner
                .ecr()
                .describeRepositoriesPaginator(
                        DescribeRepositoriesRequest.builder().maxResults(A_PAGE).build())
                .stream()
                .map(DescribeRepositoriesResponse::repositories)
                .map(List::size)
                .toList();
    }

    private static List<RepositoryArn> listed(EcrRepositoryLister lister, AccountOwner owner) {
        Reading<List<RepositoryArn>> reading = lister.list(owner.account(), AccountOwner.REGION);
        if (reading instanceof Reading.Known<List<RepositoryArn>> known) {
            return known.value();
        }
        throw new AssertionError("listed as " + reading);
    }
}

package dev.ecrauditor.localaws.ecr.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.model.DescribeReplicationBackfillResultsResponse;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.LimitExceededException;
import software.amazon.awssdk.services.ecr.model.ReplicationBackfillInProgressException;
import software.amazon.awssdk.services.ecr.model.ReplicationBackfillInvalidStatusException;
import software.amazon.awssdk.services.ecr.model.ReplicationBackfillNotFoundException;
import software.amazon.awssdk.services.ecr.model.ReplicationBackfillStatus;
import software.amazon.awssdk.services.ecr.model.ReplicationBackfillSummary;
import software.amazon.awssdk.services.ecr.model.ReplicationDestination;
import software.amazon.awssdk.services.ecr.model.ReplicationRule;
import software.amazon.awssdk.services.ecr.model.ReplicationStatus;
import software.amazon.awssdk.services.ecr.model.RepositoryFilter;
import software.amazon.awssdk.services.ecr.model.StartReplicationBackfillResponse;

class ReplicationTest {

    private static final ReplicationDestination FOREIGN = destination("eu-west-1", "555566667777");

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void aNewRegistryReplicatesNothing() {
        assertThat(cloud.ecr.describeRegistry(b -> {}).registryId()).isEqualTo(TestCloud.HOME);
        assertThat(cloud.ecr
                        .describeRegistry(b -> {})
                        .replicationConfiguration()
                        .rules())
                .isEmpty();
    }

    @Test
    void tenRulesWithFiltersAreReturnedAsPut() {
        List<ReplicationRule> rules = IntStream.range(0, 10)
                .mapToObj(number -> rule(destination("eu-west-1", "5555666677%02d".formatted(number)), "prod" + number))
                .toList();
        put(rules);

        assertThat(cloud.ecr
                        .describeRegistry(b -> {})
                        .replicationConfiguration()
                        .rules())
                .isEqualTo(rules);
        put(List.of());
        assertThat(cloud.ecr
                        .describeRegistry(b -> {})
                        .replicationConfiguration()
                        .rules())
                .isEmpty();
    }

    @Test
    void moreThanTheQuotasIsRefused() {
        List<ReplicationDestination> many = IntStream.range(0, 26)
                .mapToObj(number -> destination("eu-west-1", "5555666677%02d".formatted(number)))
                .toList();
        List<RepositoryFilter> filters = Collections.nCopies(101, filter("prod"));

        refused(Collections.nCopies(11, rule(FOREIGN, "prod")));
        refused(List.of(ReplicationRule.builder().destinations(many).build()));
        refused(List.of(ReplicationRule.builder()
                .destinations(FOREIGN)
                .repositoryFilters(filters)
                .build()));
        put(List.of(ReplicationRule.builder().destinations(many.subList(0, 25)).build()));
    }

    @Test
    void aRuleThatNobodyCanFollowIsRefused() {
        refused(List.of(rule(destination(TestCloud.REGION, TestCloud.HOME), "prod")));
        refused(List.of(rule(destination("eu-west-1", "5555"), "prod")));
        refused(List.of(rule(destination("EU", "555566667777"), "prod")));
        refused(List.of(rule(FOREIGN, "prod*")));
        refused(List.of(ReplicationRule.builder()
                .destinations(FOREIGN)
                .repositoryFilters(RepositoryFilter.builder()
                        .filter("prod")
                        .filterType("WILDCARD")
                        .build())
                .build()));
    }

    @Test
    void aBackfillRunsUntilItIsStopped() {
        put(List.of(rule(FOREIGN, "prod")));

        StartReplicationBackfillResponse started = cloud.ecr.startReplicationBackfill(b -> b.destination(FOREIGN));
        String id = started.replicationBackfillId();
        assertThat(started.status()).isEqualTo(ReplicationBackfillStatus.PREPARING);
        assertThat(started.startedAt()).isEqualTo(TestCloud.START);
        assertThat(results(id).status()).isEqualTo(ReplicationBackfillStatus.IN_PROGRESS);

        assertThat(cloud.ecr
                        .stopReplicationBackfill(b -> b.replicationBackfillId(id))
                        .status())
                .isEqualTo(ReplicationBackfillStatus.STOPPING);
        assertThat(results(id).status()).isEqualTo(ReplicationBackfillStatus.STOPPED);
        assertThat(results(id).endedAt()).isEqualTo(TestCloud.START);
        assertThat(results(id).results()).isEmpty();
        assertThatThrownBy(() -> cloud.ecr.stopReplicationBackfill(b -> b.replicationBackfillId(id)))
                .isInstanceOf(ReplicationBackfillInvalidStatusException.class);
    }

    @Test
    void aBackfillNeedsARuleAndAFreeRegion() {
        assertThatThrownBy(() -> cloud.ecr.startReplicationBackfill(b -> b.destination(FOREIGN)))
                .isInstanceOf(InvalidParameterException.class);
        put(List.of(rule(FOREIGN, "prod"), rule(destination("eu-west-1", "666677778888"), "prod")));
        cloud.ecr.startReplicationBackfill(b -> b.destination(FOREIGN));
        assertThatThrownBy(() -> cloud.ecr.startReplicationBackfill(
                        b -> b.destination(destination("eu-west-1", "666677778888"))))
                .isInstanceOf(ReplicationBackfillInProgressException.class);
    }

    @Test
    void tenBackfillsRunAtOnceAndAreListedInPages() {
        List<ReplicationDestination> regions = IntStream.rangeClosed(1, 11)
                .mapToObj(number -> destination("eu-west-" + number, "555566667777"))
                .toList();
        put(List.of(ReplicationRule.builder().destinations(regions).build()));
        regions.subList(0, 10).forEach(region -> cloud.ecr.startReplicationBackfill(b -> b.destination(region)));

        assertThatThrownBy(() -> cloud.ecr.startReplicationBackfill(b -> b.destination(regions.get(10))))
                .isInstanceOf(LimitExceededException.class);
        assertThat(cloud.ecr.listReplicationBackfillsPaginator(b -> b.maxResults(3)).backfills().stream()
                        .map(ReplicationBackfillSummary::destination))
                .containsExactlyInAnyOrderElementsOf(regions.subList(0, 10));
    }

    @Test
    void aBackfillThatDoesNotExistIsNotFound() {
        assertThatThrownBy(() -> results("00000000-0000-4000-8000-000000000000"))
                .isInstanceOf(ReplicationBackfillNotFoundException.class);
    }

    @Test
    void aPushIntoAReplicatedRepositoryBeginsItsReplication() {
        put(List.of(rule(FOREIGN, "prod"), rule(destination("eu-west-2", "555566667777"), "test")));
        cloud.createRepository("production/api");
        String digest = cloud.ecr
                .putImage(b -> b.repositoryName("production/api")
                        .imageManifest("{\"schemaVersion\":2}")
                        .imageTag("1"))
                .image()
                .imageId()
                .imageDigest();

        assertThat(cloud.ecr
                        .describeImageReplicationStatus(
                                b -> b.repositoryName("production/api").imageId(i -> i.imageDigest(digest)))
                        .replicationStatuses())
                .singleElement()
                .satisfies(status -> {
                    assertThat(status.region()).isEqualTo("eu-west-1");
                    assertThat(status.registryId()).isEqualTo("555566667777");
                    assertThat(status.status()).isEqualTo(ReplicationStatus.IN_PROGRESS);
                });
    }

    private DescribeReplicationBackfillResultsResponse results(String id) {
        return cloud.ecr.describeReplicationBackfillResults(b -> b.replicationBackfillId(id));
    }

    private void put(List<ReplicationRule> rules) {
        cloud.ecr.putReplicationConfiguration(b -> b.replicationConfiguration(c -> c.rules(rules)));
    }

    private void refused(List<ReplicationRule> rules) {
        assertThatThrownBy(() -> put(rules)).isInstanceOf(InvalidParameterException.class);
    }

    private static ReplicationRule rule(ReplicationDestination destination, String prefix) {
        return ReplicationRule.builder()
                .destinations(destination)
                .repositoryFilters(filter(prefix))
                .build();
    }

    private static RepositoryFilter filter(String prefix) {
        return RepositoryFilter.builder()
                .filter(prefix)
                .filterType("PREFIX_MATCH")
                .build();
    }

    private static ReplicationDestination destination(String region, String account) {
        return ReplicationDestination.builder()
                .region(region)
                .registryId(account)
                .build();
    }
}

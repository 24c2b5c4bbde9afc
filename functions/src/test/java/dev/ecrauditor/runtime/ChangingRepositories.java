package dev.ecrauditor.runtime;

import dev.ecrauditor.aws.dynamodb.DynamoFindingStore;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FlapHistory;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.ImageScanningConfiguration;
import software.amazon.awssdk.services.ecr.model.PutImageScanningConfigurationRequest;

/** Repositories whose scanning is switched on and off, what the table says of them, and what it owes. */
final class ChangingRepositories {

    private static final int NUMBER = 4;
    private static final String SCANNING = "ecr-scan-on-push";

    /**
     * After so many rounds others change: a finding that changes more often within an hour is not published each time.
     */
    private static final int MOST_ROUNDS = FlapHistory.TOO_MANY - 2;

    private final EcrClient ecr;
    private final DynamoFindingStore store;
    private final Hub hub;
    private int rounds;
    private final List<RepositoryArn> changing = new ArrayList<>();
    private final Map<RepositoryArn, Boolean> scanned = new TreeMap<>(Comparator.comparing(RepositoryArn::name));

    ChangingRepositories(Hub hub) {
        this.hub = hub;
        ecr = EcrClient.builder()
                .endpointOverride(hub.aws().endpoint())
                .region(Region.of(hub.location.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(FunctionCredentials.ACCESS_KEY, "not-a-secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        store = new DynamoFindingStore(hub.dynamoDb().clients(), hub.table);
        createMore();
    }

    private void createMore() {
        changing.clear();
        for (int i = 1; i <= NUMBER; i++) {
            RepositoryArn arn = new RepositoryArn(
                    "aws", hub.location.region(), hub.location.account(), "team/service-" + (scanned.size() + 1));
            ecr.createRepository(
                    CreateRepositoryRequest.builder().repositoryName(arn.name()).build());
            scanned.put(arn, false);
            changing.add(arn);
        }
    }

    /** Switches some of the newest; returns the messages that have them evaluated. */
    List<String> changeSome(Random random) {
        if (++rounds > MOST_ROUNDS) {
            rounds = 1;
            createMore();
        }
        List<String> messages = new ArrayList<>();
        for (RepositoryArn arn : changing) {
            if (random.nextBoolean()) {
                boolean scan = !scanned.get(arn);
                ecr.putImageScanningConfiguration(PutImageScanningConfigurationRequest.builder()
                        .repositoryName(arn.name())
                        .imageScanningConfiguration(ImageScanningConfiguration.builder()
                                .scanOnPush(scan)
                                .build())
                        .build());
                scanned.put(arn, scan);
                messages.add(new Reevaluation(arn).toMessage());
            }
        }
        return messages.isEmpty() ? reevaluations(changing) : messages;
    }

    /** The messages that have all of them evaluated. */
    List<String> reevaluations() {
        return reevaluations(scanned.keySet());
    }

    private static List<String> reevaluations(Collection<RepositoryArn> repositories) {
        return repositories.stream()
                .map(arn -> new Reevaluation(arn).toMessage())
                .toList();
    }

    /** Every alert id that the stored findings have come through. */
    Set<String> expectedAlertIds() {
        Set<String> expected = new TreeSet<>();
        for (SubjectRecord record : records()) {
            record.findings().forEach((key, state) -> {
                String findingId = key.findingId(record, record.incarnation().orElseThrow());
                for (int number = 1; number <= state.number(); number++) {
                    expected.add(findingId + "#" + number);
                }
            });
        }
        return expected;
    }

    /** True while alerts are unpublished. */
    boolean hasUnpublishedAlerts() {
        return records().stream().anyMatch(record -> !record.outbox().isEmpty());
    }

    Set<String> missingAlertIds(List<String> published) {
        Set<String> lost = expectedAlertIds();
        published.forEach(lost::remove);
        return lost;
    }

    /** Of which repositories the table says that images are not scanned. */
    Set<String> storedAsOpen() {
        FindingKey scanning = new FindingKey(SCANNING, FindingKey.Kind.VIOLATION);
        Set<String> open = new TreeSet<>();
        records().stream()
                .filter(record -> record.isOpen(scanning))
                .forEach(record -> open.add(record.subject().name()));
        return open;
    }

    /** Of which repositories it is true. */
    Set<String> unscanned() {
        Set<String> wrong = new TreeSet<>();
        scanned.forEach((arn, scan) -> {
            if (!scan) {
                wrong.add(arn.name());
            }
        });
        return wrong;
    }

    private List<SubjectRecord> records() {
        return scanned.keySet().stream()
                .flatMap(arn -> store.load(Subject.of(arn)).stream())
                .toList();
    }
}

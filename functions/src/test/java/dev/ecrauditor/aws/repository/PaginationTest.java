package dev.ecrauditor.aws.repository;

import static dev.ecrauditor.testing.SampleRecords.NOON;
import static dev.ecrauditor.testing.SampleRecords.subject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.dynamodb.DynamoFindingStore;
import dev.ecrauditor.aws.dynamodb.DynamoSweepStore;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.testing.DynamoDbLocal;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.RewritingProxy;
import dev.ecrauditor.testing.SampleRecords;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * AWS decides how much one answer holds; every call that answers in pages is followed to its last page. Here an answer
 * holds two.
 *
 * <p>Source: Query, Amazon DynamoDB API Reference (LastEvaluatedKey); DescribeRepositories, Amazon ECR API Reference
 * (nextToken).
 */
class PaginationTest {

    private static final Subject.Coverage PLACE = new Subject.Coverage("111122223333", "us-east-1");
    private static final int MANY = 7;
    private static final int PAGES = 4;

    private final DynamoDbLocal dynamoDb = DynamoDbLocal.running();
    private final String table = dynamoDb.newTable();
    private final DynamoFindingStore store = new DynamoFindingStore(dynamoDb.clients(), table);

    @Test
    void everySubjectThatIsDueIsFoundOldestFirst() throws IOException {
        for (int i = 0; i < MANY; i++) {
            store.save(SampleRecords.withAlerts(subject("repository-" + i), NOON.plusSeconds(i), "a#1"));
        }
        try (RewritingProxy pages = twoItemsOnAPage();
                AwsClients clients = pages.clients("999988887777")) {
            DynamoFindingStore paged = new DynamoFindingStore(clients, table);
            assertThat(paged.due(100)).extracting(Subject::name).containsExactlyElementsOf(names());
            assertThat(pages.requests()).hasSize(PAGES);
            assertThat(paged.due(3)).extracting(Subject::name).containsExactlyElementsOf(names().subList(0, 3));
        }
    }

    @Test
    void everyKnownRepositoryIsFound() throws IOException {
        names().forEach(name -> store.save(SampleRecords.withEmptyOutbox(subject(name))));
        try (RewritingProxy pages = twoItemsOnAPage();
                AwsClients clients = pages.clients("999988887777")) {
            assertThat(new DynamoSweepStore(clients, table).known(PLACE))
                    .extracting(RepositoryArn::name)
                    .containsExactlyInAnyOrderElementsOf(names());
            assertThat(pages.requests()).hasSize(PAGES);
        }
    }

    /** A filter can leave nothing of a page although more pages follow. */
    @Test
    void aPageOfDeletedRepositoriesIsNotTakenForTheEnd() throws IOException {
        for (String name : names().subList(0, MANY - 1)) {
            store.save(SampleRecords.withEmptyOutbox(subject(name)));
            store.save(SampleRecords.deleted(store.load(subject(name)).orElseThrow(), NOON));
        }
        store.save(SampleRecords.withEmptyOutbox(subject("repository-9")));
        try (RewritingProxy pages = twoItemsOnAPage();
                AwsClients clients = pages.clients("999988887777")) {
            assertThat(new DynamoSweepStore(clients, table).known(PLACE))
                    .extracting(RepositoryArn::name)
                    .containsExactly("repository-9");
        }
    }

    @Test
    void everyRepositoryOfAnAccountIsListed() throws IOException {
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(new MutableClock(NOON)));
                RewritingProxy pages = new RewritingProxy(
                        aws.endpoint(),
                        body -> body.replace("\"maxResults\":1000", "\"maxResults\":2"),
                        UnaryOperator.identity());
                AwsClients clients = pages.clients("111122223333")) {
            LocalAccounts accounts = new LocalAccounts(aws);
            List<RepositoryArn> made = names().stream()
                    .map(name -> new RepositoryArn("aws", "us-east-1", "111122223333", name))
                    .toList();
            made.forEach(arn -> accounts.repository(arn, ""));
            AtomicInteger waited = new AtomicInteger();
            AccountCredentials paced = new AccountCredentials(
                    clients, Optional.empty(), new MutableClock(NOON), (account, region) -> waited.incrementAndGet());
            assertThat(new EcrRepositoryLister(clients, paced).list("111122223333", "us-east-1"))
                    .isInstanceOfSatisfying(
                            Reading.Known.class,
                            known -> assertThat((List<?>) known.value()).isEqualTo(made));
            assertThat(accounts.requests("DescribeRepositories")).hasSize(PAGES);
            assertThat(waited).as("each page at the rate of the account").hasValue(PAGES);
        }
    }

    private RewritingProxy twoItemsOnAPage() throws IOException {
        return new RewritingProxy(
                dynamoDb.endpoint(),
                body -> body.replaceAll("\"Limit\":\\d+,?", "").replaceFirst("\\{", "{\"Limit\":2,"),
                UnaryOperator.identity());
    }

    private static List<String> names() {
        return IntStream.range(0, MANY).mapToObj(i -> "repository-" + i).toList();
    }
}

package dev.ecrauditor.cli.exposure.usage;

import static dev.ecrauditor.cli.exposure.usage.TrailRecord.ARN;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.OPEN;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.OUTSIDER;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.OWNER;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.accountOnly;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.call;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.own;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.pull;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.resources;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.role;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.setPolicy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Five pulls by outsiders among 10,000 records in 200 files, with everything that is to be taken for none. */
class PlantedPullsTest {

    private static final int RECORDS = 10_000;
    private static final int IN_A_FILE = 50;
    private static final String TRUSTED = "222233334444";

    @TempDir
    private Path folder;

    private Random random = new Random(0);

    /** A time of day in some hours. */
    private String at(int firstHour, int hours) {
        return "%02d:%02d:%02d".formatted(firstHour + random.nextInt(hours), random.nextInt(60), random.nextInt(60));
    }

    private String whileOpen() {
        return "1%d:%02d:%02d".formatted(random.nextInt(2), random.nextInt(60), 1 + random.nextInt(59));
    }

    private TrailRecord distractor(int kind) {
        return switch (kind) {
            case 0 -> own("BatchGetImage", whileOpen());
            case 1 -> pull(whileOpen()).with("userIdentity", role(TRUSTED, "partner", "s"));
            case 2 -> other(ARN + "-canary", "prod/api-canary");
            case 3 -> other("arn:aws:ecr:us-east-1:111122223333:repository/prod/api/sub", "prod/api/sub");
            case 4 ->
                pull(whileOpen())
                        .with("awsRegion", "eu-west-1")
                        .with("resources", resources(ARN.replace("us-east-1", "eu-west-1")));
            case 5 -> pull(whileOpen()).denied();
            case 6 -> pull(at(0, 9));
            case 7 -> pull(at(13, 10));
            case 8 ->
                pull(whileOpen())
                        .with("resources", resources(ARN.replace(OWNER, OUTSIDER)))
                        .request("registryId", Json.of(OUTSIDER));
            case 9 -> call("GetObject", whileOpen()).with("eventSource", "s3.amazonaws.com");
            case 10 ->
                call("GetAuthorizationToken", whileOpen())
                        .without("resources")
                        .with("requestParameters", new Json.Null())
                        .with("recipientAccountId", OUTSIDER);
            case 11 -> own("GetDownloadUrlForLayer", whileOpen());
            default -> call("DescribeKey", whileOpen()).with("eventSource", "kms.amazonaws.com");
        };
    }

    private TrailRecord other(String arn, String name) {
        return pull(whileOpen()).with("resources", resources(arn)).request("repositoryName", Json.of(name));
    }

    /** Five events; of three the copy of the caller is there too, and one record is in two files. */
    private List<TrailRecord> planted() {
        List<TrailRecord> records = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            TrailRecord owners = pull(whileOpen())
                    .with("sharedEventID", "11111111-0000-4000-8000-00000000000" + i)
                    .with("userIdentity", accountOnly(OUTSIDER, "AROASCRAPER:run-1"));
            records.add(owners);
            records.add(owners.with("eventID", "22222222-0000-4000-8000-00000000000" + i)
                    .with("recipientAccountId", OUTSIDER)
                    .with("userIdentity", role(OUTSIDER, "scraper", "run-1")));
        }
        TrailRecord twice = pull(whileOpen()).with("userIdentity", role("777788889999", "ci", "b"));
        records.add(twice);
        records.add(twice);
        records.add(
                pull(whileOpen()).without("resources").with("userIdentity", accountOnly("777788889999", "AROACI:c")));
        return records;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 20_261_130})
    void areExactlyTheFive(long seed) throws IOException {
        random = new Random(seed);
        List<TrailRecord> records = new ArrayList<>(planted());
        records.add(setPolicy(OPEN, "10:00:00"));
        records.add(own("DeleteRepositoryPolicy", "12:00:00"));
        for (int i = 0; records.size() < RECORDS; i++) {
            records.add(distractor(i % 13));
        }
        Collections.shuffle(records, random);
        for (int i = 0; i < RECORDS / IN_A_FILE; i++) {
            List<TrailRecord> some = records.subList(i * IN_A_FILE, (i + 1) * IN_A_FILE);
            Path file = folder.resolve("AWSLogs/us-east-1/" + i % 7 + "/" + i + ".json");
            if (i % 3 == 0) {
                TrailRecord.write(file, TrailRecord.file(some));
            } else {
                TrailRecord.writeGzip(Path.of(file + ".gz"), TrailRecord.file(some));
            }
        }

        UsageRun run = UsageRun.json(folder, "--trusted-account", TRUSTED);

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.number("files")).isEqualTo(200);
        assertThat(run.number("records")).isEqualTo(RECORDS);
        assertThat(run.number("usedCalls")).isEqualTo(5);
        assertThat(run.ofType("used"))
                .extracting(line -> line.text("caller", "account").orElse("") + " "
                        + line.text("caller", "arn").orElse("") + " "
                        + line.whole("actions", "ecr:BatchGetImage").orElse(0L))
                .containsExactlyInAnyOrder(
                        "444455556666 arn:aws:sts::444455556666:assumed-role/scraper 3",
                        "777788889999 arn:aws:sts::777788889999:assumed-role/ci 2");
        long each = records.stream()
                .filter(record -> record.line().contains("AccessDenied"))
                .count();
        assertThat(run.number("triedCalls")).isEqualTo(each).isGreaterThan(700);
        assertThat(run.number("usedCallsOutside")).isGreaterThan(1_400);
    }
}

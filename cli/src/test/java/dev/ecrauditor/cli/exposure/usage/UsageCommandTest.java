package dev.ecrauditor.cli.exposure.usage;

import static dev.ecrauditor.cli.exposure.usage.TrailRecord.ARN;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.CLOSED;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.NAME;
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

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is outside, which calls count and what is printed. */
class UsageCommandTest {

    @TempDir
    private Path folder;

    private Path log(TrailRecord... records) throws IOException {
        return TrailRecord.write(folder.resolve("log.json"), TrailRecord.file(List.of(records)));
    }

    private static String who(Json line, String member) {
        return line.text("caller", member).orElse("");
    }

    @Test
    void theTableNamesWhoCalledWhatWhenFromWhereAndWhichImages() throws IOException {
        Json images = new Json.Arr(List.of(
                new JsonObject().put("imageTag", "v1.2").build(),
                new JsonObject().put("imageDigest", "sha256:98c8").build()));
        CommandRun run = UsageRun.text(log(
                setPolicy(OPEN, "10:00:00"),
                pull("10:30:00").request("imageIds", images),
                call("GetDownloadUrlForLayer", "10:30:05"),
                pull("10:40:00").with("userIdentity", role(OUTSIDER, "scraper", "run-2")),
                call("PutImage", "10:45:00").denied(),
                own("DeleteRepositoryPolicy", "12:00:00"),
                pull("12:30:00").denied()));

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("""
                Repository arn:aws:ecr:us-east-1:111122223333:repository/prod/api
                Open: from 2026-11-30T10:00:00Z (SetRepositoryPolicy by arn:aws:sts::111122223333:assumed-role/admin) to 2026-11-30T12:00:00Z (DeleteRepositoryPolicy by arn:aws:sts::111122223333:assumed-role/admin)
                Before the first change in the log, at 2026-11-30T10:00:00Z, it is not known whether the repository was open.
                Logs: 7 records in 1 file, of this account and Region from 2026-11-30T10:00:00Z to 2026-11-30T12:30:00Z

                Used by outsiders
                ACCOUNT       CALLS  FIRST                 LAST                  ACTIONS
                444455556666      3  2026-11-30T10:30:00Z  2026-11-30T10:40:00Z  BatchGetImage 2, GetDownloadUrlForLayer 1
                              by arn:aws:sts::444455556666:assumed-role/scraper (session run-1, run-2)
                              from 203.0.113.12
                              image sha256:98c8
                              image v1.2

                Tried by outsiders, failed
                ACCOUNT       CALLS  FIRST                 LAST                  ACTIONS
                444455556666      1  2026-11-30T10:45:00Z  2026-11-30T10:45:00Z  PutImage 1
                              by arn:aws:sts::444455556666:assumed-role/scraper (session run-1)
                              from 203.0.113.12
                              failed with AccessDenied 1

                At other times: 0 calls of outsiders that succeeded, 1 that failed; --from and --to choose another time.

                3 calls of 1 outsider succeeded while the repository was open. 1 call of outsiders failed.
                """);
        assertThat(run.status()).isZero();
    }

    @Test
    void everyLineOfJsonFollowsThePublishedSchema() throws IOException {
        UsageRun run = UsageRun.json(log(
                setPolicy(OPEN, "10:00:00"),
                pull("10:30:00"),
                call("PutImage", "10:45:00").denied(),
                pull("10:50:00").without("userIdentity"),
                own("DeleteRepositoryPolicy", "12:00:00"),
                pull("12:30:00")));

        assertThat(run.ofType("used")).hasSize(2).first().satisfies(line -> {
            assertThat(who(line, "kind")).isEqualTo("ACCOUNT");
            assertThat(who(line, "account")).isEqualTo(OUTSIDER);
            assertThat(who(line, "arn")).isEqualTo("arn:aws:sts::444455556666:assumed-role/scraper");
            assertThat(line.whole("actions", "ecr:BatchGetImage")).contains(1L);
            assertThat(line.items("effects")).containsExactly(Json.of("READ"));
        });
        assertThat(run.ofType("tried"))
                .singleElement()
                .satisfies(
                        line -> assertThat(line.whole("errors", "AccessDenied")).contains(1L));
        assertThat(run.number("usedCalls")).isEqualTo(2);
        assertThat(run.number("triedCalls")).isEqualTo(1);
        assertThat(run.number("usedCallsOutside")).isEqualTo(1);
        assertThat(run.summary().bool("complete")).contains(true);
    }

    @Test
    void aDeniedCallIsTriedAndNeverUsed() throws IOException {
        UsageRun run =
                UsageRun.json(log(setPolicy(OPEN, "10:00:00"), pull("10:30:00").denied()));
        assertThat(run.number("usedCalls")).isZero();
        assertThat(run.number("triedCalls")).isEqualTo(1);
        assertThat(UsageRun.text(folder).out()).contains("No call of an outsider succeeded", "AccessDenied 1");
    }

    @Test
    void theOwnerAndTrustedAccountsAreNotOutside() throws IOException {
        Path log = log(setPolicy(OPEN, "10:00:00"), own("BatchGetImage", "10:30:00"), pull("10:31:00"));
        assertThat(UsageRun.json(log).number("usedCalls")).isEqualTo(1);
        UsageRun trusted = UsageRun.json(log, "--trusted-account", OUTSIDER);
        assertThat(trusted.number("usedCalls") + trusted.number("usedCallsOutside"))
                .isZero();
    }

    @Test
    void anOrganizationIsNotRecordedSoThatItsAccountsStayOutside() throws IOException {
        Path log = log(setPolicy(OPEN, "10:00:00"), pull("10:31:00"));
        UsageRun run = UsageRun.json(log, "--trusted-organization", "o-a1b2c3d4e5");
        assertThat(run.number("usedCalls")).isEqualTo(1);
        assertThat(run.err()).contains("--trusted-organization has no effect");
    }

    @Test
    void bothCopiesOfACallCountOnceAndTheCallersCopyNamesThePrincipal() throws IOException {
        TrailRecord owners = pull("10:30:00")
                .with("sharedEventID", "shared-1")
                .with("userIdentity", accountOnly(OUTSIDER, "AROASCRAPER:run-1"));
        TrailRecord callers = pull("10:30:00").with("sharedEventID", "shared-1").with("recipientAccountId", OUTSIDER);
        for (List<TrailRecord> copies : List.of(List.of(owners, callers), List.of(callers, owners))) {
            UsageRun run = UsageRun.json(log(setPolicy(OPEN, "10:00:00"), copies.get(0), copies.get(1)));
            assertThat(run.number("usedCalls")).isEqualTo(1);
            assertThat(who(run.usedBy(), "arn")).isEqualTo("arn:aws:sts::444455556666:assumed-role/scraper");
        }
    }

    @Test
    void theSameRecordInTwoFilesCountsOnce() throws IOException {
        TrailRecord pull = pull("10:30:00");
        TrailRecord.write(folder.resolve("a/one.json"), TrailRecord.file(List.of(setPolicy(OPEN, "10:00:00"), pull)));
        TrailRecord.writeGzip(folder.resolve("b/two.json.gz"), TrailRecord.file(List.of(pull)));
        assertThat(UsageRun.json(folder).number("usedCalls")).isEqualTo(1);
    }

    @Test
    void theOwnersCopyAloneNamesAccountAndPrincipalId() throws IOException {
        Path log = log(
                setPolicy(OPEN, "10:00:00"),
                pull("10:30:00").with("userIdentity", accountOnly(OUTSIDER, "AIDAQRSTUVWXYZEXAMPLE")),
                pull("10:31:00")
                        .with(
                                "userIdentity",
                                new JsonObject()
                                        .put("type", "AWSAccount")
                                        .put("accountId", "777788889999")
                                        .build()));
        assertThat(UsageRun.json(log).ofType("used"))
                .extracting(line -> who(line, "account") + " " + who(line, "principalId"))
                .containsExactly("444455556666 AIDAQRSTUVWXYZEXAMPLE", "777788889999 ");
        assertThat(UsageRun.text(log).out())
                .contains("principal AIDAQRSTUVWXYZEXAMPLE", "a principal that the log does not name");
    }

    @Test
    void callersWithoutAnAccountAreOutside() throws IOException {
        Json service = new JsonObject()
                .put("type", "AWSService")
                .put("invokedBy", "lambda.amazonaws.com")
                .build();
        Json anonymous = new JsonObject()
                .put("type", "AWSAccount")
                .put("principalId", "")
                .put("accountId", "ANONYMOUS_PRINCIPAL")
                .build();
        Path log = log(
                setPolicy(OPEN, "10:00:00"),
                pull("10:30:00").with("userIdentity", service),
                pull("10:31:00").with("userIdentity", anonymous),
                pull("10:32:00").without("userIdentity"));
        assertThat(UsageRun.json(log).ofType("used"))
                .extracting(line -> who(line, "kind") + " " + who(line, "service"))
                .containsExactly("SERVICE lambda.amazonaws.com", "ANONYMOUS ", "UNKNOWN ");
    }

    @Test
    void aServiceInTheScopeOfAnOwnResourceIsNotOutside() throws IOException {
        Json service = new JsonObject()
                .put("type", "AWSService")
                .put("invokedBy", "lambda.amazonaws.com")
                .put("inScopeOf", new JsonObject().put("sourceAccount", OWNER).build())
                .build();
        Path log = log(setPolicy(OPEN, "10:00:00"), pull("10:30:00").with("userIdentity", service));
        assertThat(UsageRun.json(log).number("usedCalls")).isZero();
    }

    @Test
    void whatEcrDoesByItselfIsNoCall() throws IOException {
        Path log = log(
                setPolicy(OPEN, "10:00:00"),
                call("PolicyExecutionEvent", "10:30:00")
                        .with("eventType", "AwsServiceEvent")
                        .without("userIdentity"));
        assertThat(UsageRun.json(log).number("usedCalls")).isZero();
    }

    @Test
    void theRepositoryIsFoundByArnOrByNameRegistryAndRegion() throws IOException {
        TrailRecord bare = pull("10:30:00").without("resources");
        Json name = new JsonObject().put("repositoryName", NAME).build();
        Path log = log(
                setPolicy(OPEN, "10:00:00"),
                bare,
                pull("10:31:00").without("requestParameters"),
                pull("10:32:00").without("resources").with("requestParameters", name),
                call("DescribeRepositories", "10:33:00")
                        .without("resources")
                        .with(
                                "requestParameters",
                                new JsonObject()
                                        .put("repositoryNames", Json.of(List.of(NAME)))
                                        .build()),
                call("TagResource", "10:34:00")
                        .without("resources")
                        .with(
                                "requestParameters",
                                new JsonObject().put("resourceArn", ARN).build()));
        assertThat(UsageRun.json(log).number("usedCalls")).isEqualTo(5);
    }

    @Test
    void otherRepositoriesRegionsAndRegistriesAreNotThisOne() throws IOException {
        Json name = new JsonObject().put("repositoryName", NAME).build();
        Path log = log(
                setPolicy(OPEN, "10:00:00"),
                pull("10:30:00").with("resources", resources(ARN + "-canary")),
                pull("10:31:00").with("resources", resources(ARN.replace("us-east-1", "eu-west-1"))),
                pull("10:32:00").with("resources", resources(ARN.replace(OWNER, OUTSIDER))),
                pull("10:33:00").without("resources").with("awsRegion", "eu-west-1"),
                pull("10:34:00").without("resources").request("repositoryName", Json.of("prod/apis")),
                pull("10:35:00")
                        .without("resources")
                        .with("requestParameters", name)
                        .with("recipientAccountId", OUTSIDER),
                pull("10:36:00").with("eventSource", "ecr-public.amazonaws.com"),
                pull("10:37:00").with("eventSource", "s3.amazonaws.com"));
        UsageRun run = UsageRun.json(log);
        assertThat(run.number("usedCalls")).isZero();
        assertThat(run.status()).isZero();
    }

    @Test
    void logsOfAnotherAccountOrRegionAreNoAnswer() throws IOException {
        UsageRun run = UsageRun.json(log(own("BatchGetImage", "10:00:00").with("awsRegion", "eu-west-1")));
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.summary().bool("complete")).contains(false);
        assertThat(run.missing()).contains("no record of account 111122223333 in us-east-1");
    }

    @Test
    void aCallWhoseParametersCloudTrailLeftOutMakesTheAnswerIncomplete() throws IOException {
        TrailRecord omitted =
                call("PutImage", "10:30:00").without("resources").with("requestParameters", new Json.Null());
        UsageRun run = UsageRun.json(log(setPolicy(OPEN, "10:00:00"), omitted));
        assertThat(run.missing()).contains("without a repository");
        assertThat(run.status()).isEqualTo(3);
        UsageRun token = UsageRun.json(
                log(setPolicy(OPEN, "10:00:00"), omitted.with("eventName", "GetAuthorizationToken"), omitted.denied()));
        assertThat(token.status()).isZero();
    }

    @Test
    void aCallWithoutATimeMakesTheAnswerIncomplete() throws IOException {
        UsageRun run =
                UsageRun.json(log(setPolicy(OPEN, "10:00:00"), pull("10:30:00").with("eventTime", "noon")));
        assertThat(run.missing()).contains("the time of 1 call cannot be read");
        assertThat(run.status()).isEqualTo(3);
    }

    @Test
    void hostileTextOfARecordIsNeutralised() throws IOException {
        String escape = "\u001b[2J\u202e\r\n\u007f";
        Path log = log(
                setPolicy(OPEN, "10:00:00").with("userIdentity", role(OWNER, "admin" + escape, "mia")),
                pull("10:30:00")
                        .with("userIdentity", role(OUTSIDER, "r", escape + "x".repeat(5_000)))
                        .with("sourceIPAddress", "1.2.3.4" + escape)
                        .with("eventName", "BatchGetImage" + escape)
                        .request("imageTag", Json.of("v1" + escape)),
                pull("10:31:00").with("errorCode", "Denied" + escape));
        CommandRun run = UsageRun.text(log);
        assertThat(run.out()).contains("BatchGetImage?[2J").doesNotContain("\u001b", "\u202e", "\r", "\u007f");
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(300));
        assertThat(run.out().lines().filter(line -> line.contains("1.2.3.4")))
                .singleElement()
                .asString()
                .endsWith("from 1.2.3.4?[2J????");
        UsageRun json = UsageRun.json(log);
        assertThat(json.lines()).hasSize(3);
        assertThat(CommandRun.of("exposure", ARN, "--used", log.toString(), "--output", "json")
                        .out()
                        .chars())
                .allMatch(c -> c == '\n' || (c >= ' ' && c < 127));
    }

    @Test
    void aNameWithAccountAndRegionIsAsGoodAsAnArn() throws IOException {
        Path log = log(setPolicy(OPEN, "10:00:00"), pull("10:30:00"));
        CommandRun run =
                CommandRun.of("exposure", NAME, "--used", log.toString(), "--account", OWNER, "--region", "us-east-1");
        assertThat(run.out()).contains("Repository " + ARN, "1 call of 1 outsider succeeded");
        assertThat(run.status()).isZero();
    }

    @Test
    void manyValuesAreSummedUpInTheTableAndCompleteInJson() throws IOException {
        TrailRecord[] records = new TrailRecord[6];
        records[0] = setPolicy(OPEN, "10:00:00");
        for (int i = 1; i < records.length; i++) {
            records[i] = pull("10:0" + i + ":00").with("sourceIPAddress", "198.51.100." + i);
        }
        assertThat(UsageRun.text(log(records)).out()).contains("198.51.100.1, 198.51.100.2, 198.51.100.3 and 2 more");
        assertThat(UsageRun.json(folder).usedBy().items("sourceAddresses")).hasSize(5);
    }

    @Test
    void aClosedPolicyIsNoOpening() throws IOException {
        UsageRun run = UsageRun.json(log(setPolicy(CLOSED, "10:00:00"), pull("10:30:00")));
        assertThat(run.summary().text("windowSource")).contains("WHOLE_LOG");
        assertThat(run.number("usedCalls")).isEqualTo(1);
    }
}

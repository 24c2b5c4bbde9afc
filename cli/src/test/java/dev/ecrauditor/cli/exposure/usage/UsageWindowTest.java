package dev.ecrauditor.cli.exposure.usage;

import static dev.ecrauditor.cli.exposure.usage.TrailRecord.CLOSED;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.OPEN;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.OUTSIDER;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.call;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.own;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.pull;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.resources;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.setPolicy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the repository was open, by the changes in the log or by the options. */
class UsageWindowTest {

    private static final String REGISTRY_POLICY =
            OPEN.replace("\"Action\"", "\"Resource\": \"arn:aws:ecr:us-east-1:111122223333:repository/*\", \"Action\"");

    @TempDir
    private Path folder;

    private UsageRun answer(TrailRecord... records) throws IOException {
        return UsageRun.json(log(records));
    }

    private Path log(TrailRecord... records) throws IOException {
        return TrailRecord.write(folder.resolve("log.json"), TrailRecord.file(List.of(records)));
    }

    private static List<String> windows(UsageRun run) {
        return run.summary().items("windows").stream()
                .map(window -> time(window, "from") + "-" + time(window, "to"))
                .toList();
    }

    private static String time(Json window, String end) {
        return window.text(end).map(text -> text.substring(11, 19)).orElse("");
    }

    private static TrailRecord putRegistryPolicy(String time) {
        return own("PutRegistryPolicy", time)
                .without("resources")
                .with(
                        "requestParameters",
                        new JsonObject().put("policyText", REGISTRY_POLICY).build());
    }

    private static TrailRecord scope(String value, String time) {
        return own("PutAccountSetting", time)
                .without("resources")
                .with(
                        "requestParameters",
                        new JsonObject()
                                .put("name", "REGISTRY_POLICY_SCOPE")
                                .put("value", value)
                                .build());
    }

    @Test
    void theEndsOfTheWindowBelongToIt() throws IOException {
        UsageRun run = answer(
                own("DeleteRepositoryPolicy", "12:00:00"),
                setPolicy(OPEN, "10:00:00"),
                pull("09:59:59"),
                pull("10:00:00"),
                pull("12:00:00"),
                pull("12:00:01"));
        assertThat(windows(run)).containsExactly("10:00:00-12:00:00");
        assertThat(run.summary().text("windowSource")).contains("LOG");
        assertThat(run.number("usedCalls")).isEqualTo(2);
        assertThat(run.number("usedCallsOutside")).isEqualTo(2);
    }

    @Test
    void aRepositoryThatWasOpenTwiceHasTwoWindows() throws IOException {
        UsageRun run = answer(
                setPolicy(OPEN, "10:00:00"),
                setPolicy(CLOSED, "11:00:00"),
                pull("11:30:00"),
                setPolicy(OPEN, "12:00:00"),
                setPolicy(OPEN.replace("Pull", "Other"), "12:10:00"),
                own("DeleteRepository", "13:00:00"));
        assertThat(windows(run)).containsExactly("10:00:00-11:00:00", "12:00:00-13:00:00");
        assertThat(run.number("usedCalls")).isZero();
    }

    @Test
    void whatIsNeverClosedIsOpenToTheEndOfTheLog() throws IOException {
        UsageRun run = answer(setPolicy(OPEN, "10:00:00"), pull("23:00:00"));
        assertThat(windows(run)).containsExactly("10:00:00-");
        assertThat(run.number("usedCalls")).isEqualTo(1);
        assertThat(UsageRun.text(folder).out()).contains("to the end of the log");
    }

    @Test
    void withoutAnOpeningTheWholeLogCountsAndTheAnswerSaysSo() throws IOException {
        UsageRun run = answer(pull("01:00:00"), own("DeleteRepositoryPolicy", "12:00:00"), pull("23:00:00"));
        assertThat(run.summary().text("windowSource")).contains("WHOLE_LOG");
        assertThat(run.number("usedCalls")).isEqualTo(2);
        assertThat(UsageRun.text(folder).out())
                .contains(
                        "Open: not known. The log has no change that opens the repository",
                        "2 calls of 1 outsider succeeded in the log.");
    }

    @Test
    void theOptionsChooseTheWindow() throws IOException {
        Path log = log(setPolicy(OPEN, "10:00:00"), pull("08:00:00"), pull("10:30:00"), pull("14:00:00"));
        UsageRun both = UsageRun.json(log, "--from", "2026-11-30T07:00:00Z", "--to", "2026-11-30T10:00:00+01:00");
        assertThat(both.summary().text("windowSource")).contains("OPTIONS");
        assertThat(windows(both)).containsExactly("07:00:00-09:00:00");
        assertThat(both.number("usedCalls")).isEqualTo(1);
        assertThat(UsageRun.json(log, "--from", "2026-11-30T10:30:00Z").number("usedCalls"))
                .isEqualTo(2);
        assertThat(UsageRun.text(log, "--from", "2026-11-30T10:30:00Z").out())
                .contains(
                        "Open, as given: from 2026-11-30T10:30:00Z to the end of the log",
                        "2 calls of 1 outsider succeeded in the given time.");
        assertThat(UsageRun.json(log, "--to", "2026-11-30T10:30:00Z").number("usedCalls"))
                .isEqualTo(2);
    }

    @Test
    void aPolicyThatOpensToTrustedAccountsOnlyIsNoOpening() throws IOException {
        Path log = log(setPolicy(OPEN, "10:00:00"));
        assertThat(UsageRun.json(log, "--trusted-account", OUTSIDER).summary().text("windowSource"))
                .contains("WHOLE_LOG");
    }

    @Test
    void theRegistryPolicyOpensInScopeV2AndIsClosedByV1() throws IOException {
        UsageRun run = answer(
                scope("V2", "09:00:00"),
                putRegistryPolicy("10:00:00"),
                scope("V1", "11:00:00"),
                own("DeleteRegistryPolicy", "12:00:00").without("resources"));
        assertThat(windows(run)).containsExactly("10:00:00-11:00:00");
        assertThat(windows(answer(
                        putRegistryPolicy("10:00:00"),
                        own("DeleteRegistryPolicy", "12:00:00").without("resources"))))
                .containsExactly("10:00:00-12:00:00");
    }

    @Test
    void theRegistryPolicyOfAnotherRegionOpensNothing() throws IOException {
        UsageRun run =
                answer(putRegistryPolicy("10:00:00").with("awsRegion", "eu-west-1"), own("DescribeImages", "11:00:00"));
        assertThat(run.summary().text("windowSource")).contains("WHOLE_LOG");
    }

    @Test
    void thePolicyOfAnotherRepositoryOpensNothing() throws IOException {
        UsageRun run = answer(setPolicy(OPEN, "10:00:00")
                .with("resources", resources("arn:aws:ecr:us-east-1:111122223333:repository/prod/api-canary")));
        assertThat(run.summary().text("windowSource")).contains("WHOLE_LOG");
    }

    @Test
    void aChangeThatFailedChangesNothing() throws IOException {
        UsageRun run = answer(
                setPolicy(OPEN, "10:00:00"),
                own("DeleteRepositoryPolicy", "11:00:00").denied(),
                pull("11:30:00"));
        assertThat(windows(run)).containsExactly("10:00:00-");
        assertThat(run.number("usedCalls")).isEqualTo(1);
    }

    @Test
    void aPolicyThatCannotBeReadCountsAsOpen() throws IOException {
        assertThat(windows(answer(setPolicy("{no policy", "10:00:00"), pull("11:30:00"))))
                .containsExactly("10:00:00-");
        assertThat(windows(answer(setPolicy(OPEN, "10:00:00").with("requestParameters", new Json.Null()))))
                .containsExactly("10:00:00-");
    }

    @Test
    void ofChangesInOneSecondTheOpeningCountsAsTheLast() throws IOException {
        TrailRecord open = setPolicy(OPEN, "10:00:00");
        TrailRecord closed = setPolicy(CLOSED, "10:00:00");
        assertThat(windows(answer(open, closed))).containsExactly("10:00:00-");
        assertThat(windows(answer(closed, open))).containsExactly("10:00:00-");
    }

    @Test
    void theCallWithWhichAnOutsiderChangesThePolicyIsListedToo() throws IOException {
        UsageRun run = answer(
                setPolicy(OPEN.replace("ecr:BatchGetImage", "ecr:SetRepositoryPolicy"), "10:00:00"),
                call("SetRepositoryPolicy", "10:10:00").request("policyText", Json.of(CLOSED)));
        assertThat(windows(run)).containsExactly("10:00:00-10:10:00");
        assertThat(run.usedBy().items("effects")).containsExactly(Json.of("ESCALATE"));
    }
}

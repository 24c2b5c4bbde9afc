package dev.ecrauditor.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.ecrauditor.audit.export.FindingExport.Outcome;
import dev.ecrauditor.finding.record.CoveringWaiver;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("long")
class FindingExportTest {

    private static final List<Subject.Coverage> PLACES = List.of(
            new Subject.Coverage("444455556666", "us-east-1"),
            new Subject.Coverage("111122223333", "us-east-1"),
            new Subject.Coverage("111122223333", "eu-west-1"),
            Subject.Coverage.ofOrganization("999988887777"));

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-29T00:03:00Z"));
    private final ScriptedExport aws = new ScriptedExport();
    private final List<Json.Obj> log = new ArrayList<>();
    private List<Subject.Coverage> places = PLACES;

    @Test
    void theHubIsExportedWhetherItIsWatchedOrNot() {
        Subject.Coverage hub = new Subject.Coverage("999988887777", "us-east-1");
        Subject.Coverage organization = Subject.Coverage.ofOrganization("999988887777");
        Subject.Coverage other = new Subject.Coverage("111122223333", "us-east-1");
        List<String> regions = List.of("us-east-1");

        assertThat(FindingExport.places(List.of("111122223333"), regions, hub))
                .containsExactlyInAnyOrder(other, hub, organization);
        assertThat(FindingExport.places(List.of("111122223333", "999988887777"), regions, hub))
                .containsExactlyInAnyOrder(other, hub, organization);
    }

    @Test
    void eachFindingIsALineByTheSchema() throws Exception {
        fill(20);
        assertThat(run()).isEqualTo(Outcome.COMPLETE);

        assertThat(aws.objects.keySet())
                .containsExactly(
                        "findings/date=2026-11-29/111122223333-us-east-1-1.json",
                        "findings/date=2026-11-29/444455556666-us-east-1-1.json",
                        "findings/date=2026-11-29/_SUCCESS");
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("..", "docs", "findings.schema.json")));
        assertThat(lines())
                .hasSize(80)
                .allSatisfy(line -> assertThat(schema.validate(line, InputFormat.JSON))
                        .as(line)
                        .isEmpty());
        assertThat(lines()).allSatisfy(line -> assertThat(line).doesNotContain("\"owner\":\"payments\""));
        assertThat(aws.objects.get("findings/date=2026-11-29/_SUCCESS"))
                .isEqualTo("{\"objects\":2,\"findings\":80,\"recordsNotUnderstood\":0}\n");
    }

    @Test
    void aWaiverThatCoversTheFindingIsInTheLine() {
        fill(1);
        Subject.Repository waived = SampleRecords.subject("team/waived");
        SubjectRecord record = SampleRecords.full(waived);
        FindingKey key = new FindingKey("ecr-scan-on-push", FindingKey.Kind.VIOLATION);
        LocalDate until = LocalDate.parse("2027-01-01");
        aws.save(record.withFinding(
                key,
                record.findings()
                        .get(key)
                        .accepted(Optional.of(new FindingState.Acceptance(until, false)))
                        .coveredBy(Optional.of(new CoveringWaiver("alice", "accepted", until, false)))));
        run();

        assertThat(lines())
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "\"status\":\"WAIVED\"",
                                "\"waived\":{\"owner\":\"alice\"",
                                "\"rule\":\"ecr-scan-on-push\""));
        assertThat(lines()).anySatisfy(line -> assertThat(line).contains("\"status\":\"RESOLVED\""));
    }

    @Test
    void aSecondRunOfTheSameDayWritesNothingAndTheNextDayIsWrittenAgain() {
        fill(3);
        assertThat(run()).isEqualTo(Outcome.COMPLETE);
        aws.forgetPuts();
        assertThat(run()).isEqualTo(Outcome.NOT_DUE);
        clock.advance(Duration.ofHours(23));
        assertThat(run()).isEqualTo(Outcome.NOT_DUE);
        assertThat(aws.puts).isEmpty();

        clock.advance(Duration.ofHours(1));
        assertThat(run()).isEqualTo(Outcome.COMPLETE);
        assertThat(aws.puts).hasSize(3).allSatisfy(key -> assertThat(key).startsWith("findings/date=2026-11-30/"));
    }

    /** Whatever the last effect was, the objects are those of a run that was not killed. */
    @Test
    void killedAnywhereItWritesTheSameObjects() {
        fill(2_100);
        int calls = 0;
        run();
        Map<String, String> expected = Map.copyOf(aws.objects);
        assertThat(expected.size()).isGreaterThan(3);
        for (int kill = 1; ; kill = kill < 8 ? kill + 1 : kill + 9) {
            clock.advance(Duration.ofDays(1));
            aws.objects.clear();
            aws.killAt(kill);
            try {
                run();
                break; // it needs fewer calls
            } catch (ScriptedExport.Killed killed) {
                calls = kill;
            }
            aws.killAt(Integer.MAX_VALUE);
            assertThat(run()).isEqualTo(Outcome.COMPLETE);
            assertThat(dateless(aws.objects).equals(dateless(expected)))
                    .as("killed at " + kill)
                    .isTrue();
        }
        assertThat(calls).isGreaterThan(70);
    }

    @Test
    void anObjectIsNotMuchLargerThanItsLimit() {
        fill(2_000);
        run();

        assertThat(aws.objects.values())
                .allSatisfy(text -> assertThat(text.length()).isLessThan(FindingExport.OBJECT + 100_000));
        assertThat(lines()).hasSize(8_000).doesNotHaveDuplicates();
    }

    @Test
    void withoutTimeItContinuesInTheNextTick() {
        fill(2_500);
        List<Outcome> outcomes = new ArrayList<>();
        do {
            int[] permits = {2};
            outcomes.add(export().run(() -> permits[0]-- > 0, log::add));
        } while (outcomes.get(outcomes.size() - 1) == Outcome.CONTINUES);

        assertThat(outcomes).hasSizeGreaterThan(2).endsWith(Outcome.COMPLETE);
        assertThat(lines()).hasSize(10_000).doesNotHaveDuplicates();
    }

    @Test
    void itTakesAtMostFiveMinutesOfATick() {
        fill(2_000);
        Outcome first = export().run(
                        () -> {
                            clock.advance(Duration.ofMinutes(2));
                            return true;
                        },
                        log::add);

        assertThat(first).isEqualTo(Outcome.CONTINUES);
        assertThat(aws.puts).hasSize(1); // the first place has no records
    }

    @Test
    void aFaultIsLoggedForTheAlarmAndTheNextTickTriesAgain() {
        fill(2);
        aws.denyBucket(true);
        assertThat(run()).isEqualTo(Outcome.FAILED);
        assertThat(log).singleElement().satisfies(line -> {
            assertThat(line.whole("exportsFailed")).hasValue(1L);
            assertThat(line.text("fault").orElseThrow()).contains("AccessDenied");
        });
        aws.denyBucket(false);
        assertThat(run()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void anExportThatIsNotCompleteAtTheEndOfItsDayIsReported() {
        fill(2);
        assertThat(export().run(() -> false, log::add)).isEqualTo(Outcome.CONTINUES);
        clock.advance(Duration.ofDays(1));
        assertThat(run()).isEqualTo(Outcome.COMPLETE);

        assertThat(log.get(0).text("fault")).hasValue("date 2026-11-29");
        assertThat(log.get(0).whole("exportsFailed")).hasValue(1L);
        assertThat(aws.objects.keySet()).allSatisfy(key -> assertThat(key).contains("date=2026-11-30"));
    }

    @Test
    void aRecordOfANewerVersionIsCountedAndReportedAndTheOthersAreWritten() {
        fill(2);
        Subject newer = SampleRecords.subject("from/tomorrow");
        aws.put(
                newer,
                new JsonObject()
                        .put("schema", 2)
                        .put("subject", newer.toString())
                        .build());
        assertThat(run()).isEqualTo(Outcome.COMPLETE);

        assertThat(lines()).hasSize(8);
        assertThat(log.get(0).whole("recordsNotUnderstood")).hasValue(1L);
        assertThat(log.get(1).whole("exportsFailed")).hasValue(1L);
    }

    @Test
    void beforeTheFirstSweepIsCompleteNothingIsWritten() {
        fill(2);
        places = List.of();
        assertThat(run()).isEqualTo(Outcome.NOT_DUE);
        assertThat(aws.puts).isEmpty();
        places = PLACES;
        assertThat(run()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void anotherRunAtTheSameTimeFails() {
        fill(1);
        Outcome outcome = export().run(
                        () -> {
                            aws.save(aws.progress().begin(LocalDate.parse("2026-11-29")));
                            return true;
                        },
                        log::add);
        assertThat(outcome).isEqualTo(Outcome.FAILED);
        assertThat(log)
                .singleElement()
                .satisfies(line -> assertThat(line.text("fault").orElseThrow()).contains("another run"));
    }

    private Outcome run() {
        return export().run(() -> true, log::add);
    }

    private FindingExport export() {
        return new FindingExport(new FindingExport.Parts(aws, aws, aws, () -> places, clock));
    }

    /** So many repositories in each of two places, with two findings each. */
    private void fill(int repositories) {
        for (String account : List.of("111122223333", "444455556666")) {
            for (int i = 0; i < repositories; i++) {
                aws.save(SampleRecords.full(
                        Subject.of(new RepositoryArn("aws", "us-east-1", account, "team/service-" + i))));
            }
        }
    }

    private List<String> lines() {
        return aws.objects.entrySet().stream()
                .filter(object -> object.getKey().endsWith(".json"))
                .flatMap(object -> object.getValue().lines())
                .toList();
    }

    private static Map<String, String> dateless(Map<String, String> objects) {
        return objects.entrySet().stream()
                .collect(Collectors.toMap(
                        object -> object.getKey().replaceAll("date=[0-9-]+", "date"), Map.Entry::getValue));
    }
}

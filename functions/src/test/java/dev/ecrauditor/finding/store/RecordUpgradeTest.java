package dev.ecrauditor.finding.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.ecrauditor.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Upgrade and roll back: what earlier versions stored is read whole, and what this version stores is read by earlier
 * ones. Records and readers of earlier versions are kept beside this test.
 */
class RecordUpgradeTest {

    private static final String HELP = "The stored form has changed. If a member or constant was added, run"
            + " `mvn -q -pl functions -am test -Dtest=RecordUpgradeTest -DfailIfNoTests=false"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Decrauditor.writeRecords=true` and commit what it writes."
            + " A member that was removed, renamed or changed, and a constant that an earlier reader refuses, need a"
            + " higher StoredSchema.CURRENT: see records/README.md";

    /** Versions from before the rule that the version before reads what is written. */
    private static final Set<String> BEFORE_THE_RULE = Set.of("0.1.0", "2026-11-20", "2026-11-29");

    /** Members that were replaced; each is read into the one after it. */
    private static final Map<String, String> REPLACED = Map.of("outbox/*alert/actorIsCertain", "setBy");

    private static final Map<String, Json> WRITTEN = RecordSamples.written();

    @BeforeAll
    static void writeThemAnew() {
        if (Boolean.getBoolean("ecrauditor.writeRecords")) {
            KeptRecords.next().write(WRITTEN, ReaderNeeds.of(WRITTEN));
        }
    }

    @TestFactory
    Stream<DynamicTest> whatAnEarlierVersionStoredIsReadWhole() {
        return KeptRecords.all().stream()
                .flatMap(kept -> kept.samples().entrySet().stream()
                        .map(sample -> dynamicTest(
                                kept.version() + " " + sample.getKey(),
                                () -> assertThat(lost(sample.getKey(), sample.getValue()))
                                        .as(
                                                "members that are lost when %s of %s is read and written. %s",
                                                sample.getKey(), kept.version(), HELP)
                                        .isEmpty())));
    }

    /** Else a sample would say nothing of it. */
    @Test
    void everyMemberThatIsWrittenHasAValueInSomeSample() throws IOException {
        Set<String> members = WRITTEN.values().stream()
                .flatMap(sample -> JsonPlace.in(sample).stream())
                .flatMap(place -> place.name().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> written = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/dev/ecrauditor/finding/store"))) {
            for (Path source : sources.toList()) {
                Pattern.compile("\\.put\\(\\s*\"(\\w+)\"")
                        .matcher(Files.readString(source))
                        .results()
                        .forEach(put -> written.add(put.group(1)));
            }
        }
        assertThat(written).hasSizeGreaterThan(50);
        assertThat(members)
                .as("give it a value in SampleRecords.full or RecordSamples")
                .containsAll(written);
    }

    @Test
    void everyKindOfItemIsKeptOfTheVersionBefore() {
        assertThat(new KeptRecords(KeptRecords.next().directory().resolveSibling("2026-11-29"))
                        .samples()
                        .keySet())
                .extracting(RecordSamples::kind)
                .contains("record", "sweep", "round");
    }

    @TestFactory
    Stream<DynamicTest> whatIsWrittenNowIsReadByAnEarlierVersion() {
        return KeptRecords.all().stream()
                .filter(kept -> kept.reader().isPresent())
                .map(kept -> dynamicTest(kept.version(), () -> {
                    Map<String, Json> readable = readableBySchema(kept);
                    if (readable.isEmpty()) {
                        // A version of a lower schema refuses every item by name.
                        assertThat(schema(kept)).isLessThan(StoredSchema.CURRENT);
                        return;
                    }
                    assertThat(kept.reader().orElseThrow().refusals(readable))
                            .as("what the reader of %s refuses. %s", kept.version(), HELP)
                            .containsExactlyElementsOf(new TreeSet<>(kept.notReadable()));
                }));
    }

    @Test
    void onlyVersionsBeforeTheRuleMayRefuseSomethingOfTheirSchema() {
        assertThat(KeptRecords.all())
                .filteredOn(kept -> !BEFORE_THE_RULE.contains(kept.version()))
                .allSatisfy(kept -> {
                    assertThat(kept.notReadable()).as(kept.version()).isEmpty();
                    assertThat(kept.reader()).as(kept.version()).isPresent();
                });
    }

    @Test
    void whatIsKeptAsTheNextVersionIsWhatThisCodeWritesAndNeeds() {
        ReaderNeeds reader = ReaderNeeds.of(WRITTEN);
        assertThat(KeptRecords.next().samples().equals(WRITTEN)).as(HELP).isTrue();
        assertThat(KeptRecords.next().reader().orElseThrow().lines())
                .as(HELP)
                .containsExactlyElementsOf(reader.lines());
    }

    /** So that a later version can add members, and this one still reads what it wrote. */
    @TestFactory
    Stream<DynamicTest> membersOfALaterVersionAreIgnored() {
        return WRITTEN.entrySet().stream()
                .map(sample -> dynamicTest(sample.getKey(), () -> {
                    Json later = withMore(sample.getValue());
                    for (JsonPlace place : JsonPlace.in(sample.getValue())) {
                        if (place.value() instanceof Json.Obj
                                && !Set.of("findings", "outbox", "policy/seen", "policy/told")
                                        .contains(place.pattern())) {
                            later = place.replacedIn(later, withMore(at(later, place)));
                        }
                    }
                    assertThat(RecordSamples.rewritten(sample.getKey(), later)).isEqualTo(sample.getValue());
                }));
    }

    /** A record can do without these; other constants that are not known make it unreadable. */
    @ParameterizedTest
    @CsvSource({
        "origin, false",
        "findings/*/pending/*/setting, false",
        "outbox/*alert/event/tool, false",
        "findings/*/severity, true",
        "findings/*/resolvedBy, true",
        "outbox/*alert/status, true",
        "outbox/*alert/cause, true",
        "outbox/*alert/reason, true"
    })
    void aConstantOfALaterVersion(String pattern, boolean refused) {
        Json sample = WRITTEN.get("record-every-constant");
        JsonPlace place = JsonPlace.in(sample).stream()
                .filter(one -> one.pattern().equals(pattern))
                .findFirst()
                .orElseThrow();
        Json later = place.replacedIn(sample, Json.of("LATER"));
        if (refused) {
            assertThatThrownBy(() -> SubjectRecordJson.read(later)).hasMessageContaining("is damaged");
        } else {
            assertThat(SubjectRecordJson.read(later).findings())
                    .hasSameSizeAs(SubjectRecordJson.read(sample).findings());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"record-repository", "sweep-complete", "round"})
    void aNewerItemIsRefusedByNameWithTheWayOut(String sample) {
        Json newer = withSchema(WRITTEN.get(sample), StoredSchema.CURRENT + 1);
        String name = Map.of(
                        "record", "the stored record of arn:aws:ecr:us-east-1:111122223333:repository/payments/api",
                        "sweep", "the stored sweep of 111122223333#us-east-1#coverage",
                        "round", "the stored round of sweeps")
                .get(RecordSamples.kind(sample));
        assertThatThrownBy(() -> RecordSamples.rewritten(sample, newer))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        ("%s has schema %d, this version understands 1 to %d and does not change it; deploy the version"
                                        + " that wrote it, or a later one (docs/operations.md, Roll back)")
                                .formatted(name, StoredSchema.CURRENT + 1, StoredSchema.CURRENT));
    }

    @Test
    void theOperationsPageSaysWhichVersionsReadThisSchema() throws IOException {
        assertThat(Files.readAllLines(Path.of("..", "docs", "operations.md")))
                .as("the table of schemas in Roll back")
                .filteredOn(line -> line.matches("\\| " + StoredSchema.CURRENT + " \\| \\d+\\.\\d+\\.\\d+ \\|.*"))
                .hasSize(1);
    }

    /** What the checks above find, planted. */
    @ParameterizedTest
    @CsvSource({
        "record-repository, version, -, record version: is missing",
        "record-repository, incarnation, -, record incarnation: is no longer written",
        "record-repository, lastEvaluated, 5, 'record lastEvaluated: is number, not text'",
        "record-repository, lastEvaluated, yesterday, record lastEvaluated: yesterday is not time",
        "record-repository, findings/*/number, -, record findings/*/number: is missing",
        "record-repository, findings/*/severity, WORST, record findings/*/severity: WORST is not CRITICAL",
        "record-repository, outbox/*alert/status, MOVED, record outbox/*alert/status: MOVED is not ATTRIBUTED",
        "record-repository, outbox/*request/incarnation, -, record outbox/*request/incarnation: is missing",
        "record-key, subject, image#x, record subject: #x is not",
        "sweep-complete, completedAt, -, sweep completedAt: is no longer written",
        "round, unreadable, many, 'round unreadable: is text, not number'"
    })
    void aFormThatAnEarlierReaderCannotReadIsFound(String sample, String pattern, String value, String expected) {
        Map<String, Json> changed = new TreeMap<>(WRITTEN);
        changed.replaceAll((name, form) -> RecordSamples.kind(name).equals(RecordSamples.kind(sample))
                        && (name.equals(sample) || value.equals("-"))
                ? changed(form, pattern, value)
                : form);
        assertThat(KeptRecords.next().reader().orElseThrow().refusals(changed))
                .anySatisfy(refusal -> assertThat(refusal).startsWith(expected));
    }

    @Test
    void aMemberThatThisCodeDoesNotReadBackIsFound() {
        Json older = withMore(WRITTEN.get("round"));
        assertThat(lost("round", older)).containsExactly("later");
    }

    @Test
    void anUnchangedFormIsReadByEveryReaderOfItsOwnVersion() {
        assertThat(ReaderNeeds.parse(ReaderNeeds.of(WRITTEN).lines()).refusals(WRITTEN))
                .isEmpty();
    }

    private static Json changed(Json form, String pattern, String value) {
        List<JsonPlace> places = JsonPlace.in(form).stream()
                .filter(place -> place.pattern().equals(pattern))
                .toList();
        Json result = form;
        for (JsonPlace place : places) {
            Json other = value.matches("\\d+") ? Json.of(Long.parseLong(value)) : Json.of(value);
            result = value.equals("-") ? place.removedFrom(result) : place.replacedIn(result, other);
        }
        return result;
    }

    /** A reader refuses items of a newer schema by name; it need not read the rest of them. */
    private static Map<String, Json> readableBySchema(KeptRecords kept) {
        Map<String, Json> samples = new TreeMap<>(WRITTEN);
        samples.values().removeIf(sample -> sample.whole("schema").orElse(1L) > schema(kept));
        return samples;
    }

    private static long schema(KeptRecords kept) {
        return kept.samples().values().stream()
                .mapToLong(sample -> sample.whole("schema").orElse(1L))
                .max()
                .orElseThrow();
    }

    private static Set<String> lost(String name, Json stored) {
        List<JsonPlace> now = JsonPlace.in(RecordSamples.rewritten(name, stored));
        Set<String> lost = new TreeSet<>();
        for (JsonPlace place : JsonPlace.in(stored)) {
            boolean isKept = (place.value() instanceof Json.Obj || place.value() instanceof Json.Arr)
                    ? now.stream().anyMatch(other -> other.path().equals(place.path()))
                    : now.stream()
                            .anyMatch(other -> other.path().equals(place.path())
                                    && (other.value().equals(place.value())
                                            || place.pattern().equals("schema")));
            if (!isKept && !REPLACED.containsKey(place.pattern())) {
                lost.add(place.pattern());
            }
        }
        return lost;
    }

    private static Json at(Json form, JsonPlace place) {
        return JsonPlace.in(form).stream()
                .filter(other -> other.path().equals(place.path()))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static Json withMore(Json object) {
        Map<String, Json> members = new TreeMap<>(object.members());
        members.put("later", Json.of("of a later version"));
        return new Json.Obj(members);
    }

    private static Json withSchema(Json object, long schema) {
        Map<String, Json> members = new TreeMap<>(object.members());
        members.put("schema", Json.of(schema));
        return new Json.Obj(members);
    }
}

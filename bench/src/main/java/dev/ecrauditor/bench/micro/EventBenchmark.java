package dev.ecrauditor.bench.micro;

import dev.ecrauditor.bench.figure.EventTemplate;
import dev.ecrauditor.event.EventReader;
import dev.ecrauditor.event.MalformedEvent;
import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.organization.WatchedAccounts;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The time to read an event of SetRepositoryPolicy with a policy of 10 KB, compared with only parsing its JSON. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 5, time = 4)
public class EventBenchmark {

    private static final int EVENTS = 200;

    private final EventReader reader = new EventReader(WatchedAccounts.of(Set.of(LargePolicies.OWNER)));
    private List<String> texts = List.of();
    private int next;

    @Setup
    public void events() throws IOException {
        EventTemplate template = EventTemplate.read();
        texts = LargePolicies.of(LargePolicies.Kind.MIXED, EVENTS).stream()
                .map(policy -> template.event("team/service", policy, Instant.EPOCH))
                .toList();
    }

    @Benchmark
    public Trigger read() throws MalformedEvent, MalformedJson {
        return reader.read(JsonReader.read(text()));
    }

    @Benchmark
    public Json parseJsonOnly() throws MalformedJson {
        return JsonReader.read(text());
    }

    private String text() {
        next = (next + 1) % texts.size();
        return texts.get(next);
    }
}

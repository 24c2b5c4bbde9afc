package dev.ecrauditor.audit.export;

import dev.ecrauditor.finding.export.ExportBucket;
import dev.ecrauditor.finding.export.ExportProgress;
import dev.ecrauditor.finding.export.ExportStore;
import dev.ecrauditor.finding.export.RecordPages;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.SubjectRecordJson;
import dev.ecrauditor.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A table and a bucket in memory. The process can be killed at any call, before or after its effect. */
final class ScriptedExport implements RecordPages, ExportStore, ExportBucket {

    private static final int PAGE = 51;

    final NavigableMap<String, String> objects = new TreeMap<>();
    final List<String> puts = new ArrayList<>();
    private final NavigableMap<String, NavigableMap<String, Json>> places = new TreeMap<>();
    private ExportProgress stored = ExportProgress.NONE;
    private int calls;
    private int killedAt = Integer.MAX_VALUE;
    private boolean bucketIsDenied;

    /** Not caught by the code under test, as nothing catches the end of a process. */
    static final class Killed extends Error {}

    void save(SubjectRecord record) {
        put(record.subject(), SubjectRecordJson.write(record));
    }

    void put(Subject subject, Json record) {
        places.computeIfAbsent(subject.partitionKey(), absent -> new TreeMap<>())
                .put(subject.sortKey(), record);
    }

    /** Kills at the call of this number from now on; even numbers after its effect. */
    void killAt(int call) {
        calls = 0;
        killedAt = call;
    }

    void denyBucket(boolean denied) {
        bucketIsDenied = denied;
    }

    void forgetPuts() {
        puts.clear();
    }

    @Override
    public Page read(Subject.Coverage place, String after) {
        before();
        NavigableMap<String, Json> all = places.getOrDefault(place.partitionKey(), new TreeMap<>());
        List<String> keys =
                all.tailMap(after, false).keySet().stream().limit(PAGE).toList();
        boolean more = !keys.isEmpty() && all.higherKey(keys.get(keys.size() - 1)) != null;
        after();
        return new Page(keys.stream().map(all::get).toList(), keys.isEmpty() ? after : keys.get(keys.size() - 1), more);
    }

    @Override
    public ExportProgress progress() {
        return ExportProgress.read(stored.json());
    }

    @Override
    public boolean save(ExportProgress next) {
        before();
        if (next.version() != stored.version() + 1) {
            return false;
        }
        stored = next;
        after();
        return true;
    }

    @Override
    public void put(String key, String text) {
        before();
        if (bucketIsDenied) {
            throw new IllegalStateException("S3 answers AccessDenied (status 403)");
        }
        objects.put(key, text);
        puts.add(key);
        after();
    }

    private void before() {
        if (++calls == killedAt && calls % 2 == 1) {
            throw new Killed();
        }
    }

    private void after() {
        if (calls == killedAt) {
            throw new Killed();
        }
    }
}

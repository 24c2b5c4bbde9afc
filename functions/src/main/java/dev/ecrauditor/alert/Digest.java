package dev.ecrauditor.alert;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.rule.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Many alerts in one message: an overview for people, and for machines every alert by its id, in as many parts as
 * needed. Only the first part goes to people.
 *
 * @param id identifies exactly these alerts
 * @param reason why they are published together
 * @param part which part this is
 * @param total how many alerts all parts have
 * @param items the alerts of this part, the worst subject first
 * @param publishedAt when it is published
 */
public record Digest(
        String id, Reason reason, PartNumber part, DigestTotal total, List<Item> items, Instant publishedAt) {

    /** An invocation has time to remove so many alerts. */
    static final int MOST_IN_A_PART = 250;

    /** Why alerts are published together. */
    public enum Reason {
        MANY_AT_ONCE,
        FIRST_SWEEP,
        NEW_RULES,
        CHANGED_SETTINGS,
        REGISTRY_CHANGED,
        ACCOUNT_LEFT,
        WAIVER_ENDS,
        QUIET_ACTOR,
        STILL_OPEN,
        /** An alert could not be rendered; its ids are published all the same. */
        RENDERING_FAILED
    }

    /**
     * The place of one message among those of a digest.
     *
     * @param number from 1
     * @param of how many parts there are
     */
    public record PartNumber(int number, int of) {}

    /** One alert and what it is about. */
    public record Item(Subject subject, AlertFacts facts) {}

    public Digest {
        items = List.copyOf(items);
    }

    /** All parts of the digest of these alerts, each of which fits one message; a subject's alerts keep their order. */
    public static List<Digest> parts(List<Item> all, Instant publishedAt) {
        return parts(all, publishedAt, AlertRenderer.MAX_BYTES);
    }

    static List<Digest> parts(List<Item> all, Instant publishedAt, int maxBytes) {
        int most = MOST_IN_A_PART;
        List<Digest> parts = partsOf(most, all, publishedAt);
        while (most > 1 && parts.stream().anyMatch(part -> DigestRenderer.leastBytes(part) > maxBytes)) {
            most /= 2;
            parts = partsOf(most, all, publishedAt);
        }
        return parts;
    }

    private static List<Digest> partsOf(int most, List<Item> all, Instant publishedAt) {
        Map<Subject, List<Item>> bySubject =
                all.stream().collect(Collectors.groupingBy(Item::subject, LinkedHashMap::new, Collectors.toList()));
        List<List<Item>> worstFirst = bySubject.values().stream()
                .sorted(Comparator.comparing((List<Item> items) -> worst(items)).reversed())
                .toList();
        List<List<Item>> parts = new ArrayList<>();
        for (List<Item> subject : worstFirst) {
            for (int from = 0; from < subject.size(); from += most) {
                add(parts, subject.subList(from, Math.min(subject.size(), from + most)), most);
            }
        }
        String id = id(all);
        DigestTotal total = DigestTotal.of(all);
        List<Digest> digests = new ArrayList<>();
        for (List<Item> some : parts) {
            PartNumber part = new PartNumber(digests.size() + 1, parts.size());
            digests.add(new Digest(id, reason(all), part, total, some, publishedAt));
        }
        return digests;
    }

    /** The same part without what is about some subjects. */
    public Digest without(Set<Subject> subjects) {
        List<Item> others = items.stream()
                .filter(item -> !subjects.contains(item.subject()))
                .toList();
        return new Digest(id, reason, part, total, others, publishedAt);
    }

    /** The same part with only ids and fixed words. */
    public Digest idsOnly() {
        return new Digest(id, Reason.RENDERING_FAILED, part, total, items, publishedAt);
    }

    /** The digest of alerts that cannot be rendered. */
    public static Digest idsOnly(Subject subject, List<AlertFacts> facts, Instant publishedAt) {
        List<Item> items = facts.stream().map(fact -> new Item(subject, fact)).toList();
        return new Digest(
                id(items), Reason.RENDERING_FAILED, new PartNumber(1, 1), DigestTotal.of(items), items, publishedAt);
    }

    /** The message in every format of the topic. */
    public AlertMessage rendered() {
        return DigestRenderer.render(this);
    }

    Severity severity() {
        return worst(items);
    }

    List<String> alertIds() {
        return items.stream().flatMap(item -> item.facts().entryIds().stream()).toList();
    }

    /** The accounts of the alerts of this part. */
    List<String> accountIds() {
        return items.stream().map(item -> item.subject().account()).distinct().toList();
    }

    /** How many alerts all parts have. */
    long count() {
        return total.count();
    }

    /** The account and Region everything is in; empty when there are several. */
    Optional<Subject> onlyPlace() {
        Set<String> places =
                items.stream().map(item -> item.subject().partitionKey()).collect(Collectors.toSet());
        return places.size() == 1 ? Optional.of(items.get(0).subject()) : Optional.empty();
    }

    private static void add(List<List<Item>> parts, List<Item> more, int most) {
        List<Item> last = parts.isEmpty() ? List.of() : parts.get(parts.size() - 1);
        if (last.isEmpty() || last.size() + more.size() > most) {
            parts.add(new ArrayList<>(more));
        } else {
            last.addAll(more);
        }
    }

    private static Severity worst(Collection<Item> items) {
        return items.stream()
                .map(item -> item.facts().severity())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Reason reason(List<Item> items) {
        Set<Optional<EvaluationReason>> reasons =
                items.stream().map(item -> item.facts().reason()).collect(Collectors.toSet());
        return reasons.size() == 1
                ? reasons.iterator()
                        .next()
                        .map(one -> Reason.valueOf(one.name()))
                        .orElse(Reason.MANY_AT_ONCE)
                : Reason.MANY_AT_ONCE;
    }

    private static String id(List<Item> items) {
        return FindingKey.sha256(
                        items.stream().map(item -> item.facts().id()).sorted().collect(Collectors.joining("|")))
                .substring(0, 32);
    }
}

package dev.ecrauditor.finding.store;

import dev.ecrauditor.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the reader of one version of the auditor needs of a stored form: which members, of which type, with which
 * constants. It is found by trying the reader on its own samples with one place changed, and kept as text, so that later
 * versions are checked against readers that are no longer in the source.
 */
final class ReaderNeeds {

    private static final String NONSENSE = "nonsense";
    private static final String NAME = "name of ";
    private static final String ANY = "any";
    private static final String TIME = "time";
    private static final String DATE = "date";

    /**
     * The need at one place.
     *
     * @param required whether its parent is refused without it
     * @param type the JSON type
     * @param values {@code any}, {@code time}, {@code date}, or the only texts that are accepted
     */
    private record Need(boolean required, String type, String values) {

        private String line(String place) {
            return place + " " + (required ? "required " : "optional ") + type + " " + values;
        }

        private Optional<String> refusal(Json value) {
            if (!JsonPlace.typeOf(value).equals(type)) {
                return Optional.of("is " + JsonPlace.typeOf(value) + ", not " + type);
            }
            String text = value.text().orElse("");
            if (values.equals(ANY) || (values.equals(TIME) && isTime(text)) || (values.equals(DATE) && isDate(text))) {
                return Optional.empty();
            }
            return List.of(values.split(",", -1)).contains(constant(text))
                    ? Optional.empty()
                    : Optional.of(constant(text) + " is not " + values);
        }
    }

    private final Map<String, Need> needs;

    private ReaderNeeds(Map<String, Need> needs) {
        this.needs = needs;
    }

    /** Reads a kept text. */
    static ReaderNeeds parse(Collection<String> lines) {
        Map<String, Need> needs = new TreeMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            int type = words.length - 2;
            String place = String.join(" ", List.of(words).subList(0, type - 1));
            needs.put(place, new Need(words[type - 1].equals("required"), words[type], words[type + 1]));
        }
        return new ReaderNeeds(needs);
    }

    /** Tries the reader of this code. */
    static ReaderNeeds of(Map<String, Json> samples) {
        Map<String, Need> needs = new TreeMap<>();
        Set<String> texts = samples.values().stream()
                .flatMap(sample -> JsonPlace.in(sample).stream())
                .flatMap(place -> Stream.concat(place.value().text().stream(), place.name().stream()))
                .filter(text -> !isTime(text) && !isDate(text))
                .collect(Collectors.toCollection(TreeSet::new));
        samples.forEach((name, sample) -> JsonPlace.in(sample).forEach(place -> {
            String where = RecordSamples.kind(name) + " " + place.pattern();
            needs.merge(where, need(name, sample, place, texts, needs.containsKey(where)), ReaderNeeds::both);
            String nameOf = NAME + where;
            if (place.isNamedByData() && !needs.containsKey(nameOf)) {
                needs.put(
                        nameOf,
                        new Need(true, "text", values(texts, text -> isRefused(name, place.renamedIn(sample, text)))));
            }
        }));
        return new ReaderNeeds(needs);
    }

    private static Need need(String name, Json sample, JsonPlace place, Set<String> texts, boolean known) {
        boolean required = place.name().isPresent() && isRefused(name, place.removedFrom(sample));
        if (known || !place.type().equals("text")) {
            return new Need(required, place.type(), ANY);
        }
        String value = place.value().text().orElseThrow();
        if (isTime(value) || isDate(value)) {
            return new Need(required, place.type(), isTime(value) ? TIME : DATE);
        }
        return new Need(
                required,
                place.type(),
                values(texts, text -> isRefused(name, place.replacedIn(sample, Json.of(text)))));
    }

    private static Need both(Need first, Need other) {
        return new Need(first.required() || other.required(), first.type(), first.values());
    }

    private static String values(Set<String> texts, java.util.function.Predicate<String> refused) {
        return refused.test(NONSENSE)
                ? texts.stream()
                        .filter(text -> !refused.test(text))
                        .map(ReaderNeeds::constant)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(","))
                : ANY;
    }

    private static boolean isRefused(String sample, Json stored) {
        try {
            RecordSamples.rewritten(sample, stored);
            return false;
        } catch (IllegalStateException refused) {
            return true;
        }
    }

    /** Of a finding's key or a subject only the kind: what follows the first {@code #}. */
    private static String constant(String text) {
        return text.indexOf('#') < 0 ? text : text.substring(text.indexOf('#'));
    }

    private static boolean isTime(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeException other) {
            return false;
        }
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException other) {
            return false;
        }
    }

    List<String> lines() {
        return needs.entrySet().stream()
                .map(entry -> entry.getValue().line(entry.getKey()))
                .toList();
    }

    /** What this reader refuses or misses in what another version writes; empty when it reads all of it. */
    Set<String> refusals(Map<String, Json> samples) {
        Set<String> refusals = new TreeSet<>();
        Set<String> found = new TreeSet<>();
        samples.forEach((name, sample) -> {
            String kind = RecordSamples.kind(name) + " ";
            List<JsonPlace> places = new ArrayList<>(JsonPlace.in(sample));
            for (JsonPlace place : places) {
                found.add(kind + place.pattern());
                check(kind + place.pattern(), place.value()).ifPresent(refusals::add);
                if (place.isNamedByData()) {
                    check(NAME + kind + place.pattern(), Json.of(place.name().orElseThrow()))
                            .ifPresent(refusals::add);
                }
                refusals.addAll(missing(kind, place.pattern(), place.value()));
            }
            refusals.addAll(missing(kind, "", sample));
        });
        needs.keySet().stream()
                .filter(place -> !place.startsWith(NAME) && !found.contains(place))
                .forEach(place -> refusals.add(place + ": is no longer written"));
        return refusals;
    }

    private Optional<String> check(String place, Json value) {
        return Optional.ofNullable(needs.get(place))
                .flatMap(need -> need.refusal(value))
                .map(refusal -> place + ": " + refusal);
    }

    private Set<String> missing(String kind, String parent, Json object) {
        Set<String> missing = new TreeSet<>();
        if (!(object instanceof Json.Obj)) {
            return missing;
        }
        String before = parent.isEmpty() ? kind : kind + parent + "/";
        needs.forEach((place, need) -> {
            String name = place.startsWith(before) ? place.substring(before.length()) : "";
            if (need.required()
                    && !name.isEmpty()
                    && name.indexOf('/') < 0
                    && name.charAt(0) != '*'
                    && object.at(name).isAbsent()) {
                missing.add(place + ": is missing, and required");
            }
        });
        return missing;
    }
}

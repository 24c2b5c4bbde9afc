package dev.ecrauditor.cli.check;

import dev.ecrauditor.cli.check.CheckEvaluation.SubjectRows;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.iac.declaration.DeclaredResource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A subject as it was declared and as it is declared now.
 *
 * @param before empty where it was not declared
 * @param now empty where it is not declared
 */
record SubjectPair(Optional<SubjectRows> before, Optional<SubjectRows> now) {

    /** What says that two declarations are about the same: first the address in its file, then either, then the name. */
    private static final List<Function<SubjectRows, List<String>>> KEYS =
            List.of(SubjectPair::addressInFile, SubjectPair::address, SubjectPair::name);

    /** The one that is declared now, else the one that was. */
    SubjectRows either() {
        return now.or(() -> before).orElseThrow();
    }

    static List<SubjectPair> of(List<SubjectRows> before, List<SubjectRows> now) {
        IdentityHashMap<SubjectRows, SubjectRows> earlier = new IdentityHashMap<>();
        Set<SubjectRows> paired = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Function<SubjectRows, List<String>> key : KEYS) {
            Map<List<String>, List<SubjectRows>> left = byKey(before, key, paired);
            byKey(now, key, earlier.keySet()).forEach((value, subjects) -> {
                List<SubjectRows> same = left.getOrDefault(value, List.of());
                if (same.size() == subjects.size()) {
                    for (int i = 0; i < same.size(); i++) {
                        earlier.put(subjects.get(i), same.get(i));
                        paired.add(same.get(i));
                    }
                }
            });
        }
        List<SubjectPair> pairs = new ArrayList<>();
        now.forEach(
                subject -> pairs.add(new SubjectPair(Optional.ofNullable(earlier.get(subject)), Optional.of(subject))));
        before.stream()
                .filter(subject -> !paired.contains(subject))
                .forEach(subject -> pairs.add(new SubjectPair(Optional.of(subject), Optional.empty())));
        return pairs;
    }

    private static Map<List<String>, List<SubjectRows>> byKey(
            List<SubjectRows> subjects, Function<SubjectRows, List<String>> key, Set<SubjectRows> without) {
        Map<List<String>, List<SubjectRows>> byKey = new LinkedHashMap<>();
        subjects.stream()
                .filter(subject -> !without.contains(subject))
                .forEach(subject -> byKey.computeIfAbsent(key.apply(subject), first -> new ArrayList<>())
                        .add(subject));
        return byKey;
    }

    /** A registry has no address: there is one in an account and Region. */
    private static List<String> addressInFile(SubjectRows subject) {
        return subject.subject().subject() instanceof Subject.Registry
                ? name(subject)
                : List.of(resource(subject).position().file(), resource(subject).type(), localAddress(subject));
    }

    private static List<String> address(SubjectRows subject) {
        return List.of(resource(subject).type(), localAddress(subject));
    }

    /** Without the file, which templates name where they share a logical id. */
    private static String localAddress(SubjectRows subject) {
        String address = resource(subject).address();
        String file = resource(subject).position().file() + "#";
        return address.startsWith(file) ? address.substring(file.length()) : address;
    }

    private static List<String> name(SubjectRows subject) {
        Subject declared = subject.subject().subject();
        return List.of(declared.kind().name(), declared.toString());
    }

    private static DeclaredResource resource(SubjectRows subject) {
        return subject.subject().declared().resource();
    }
}

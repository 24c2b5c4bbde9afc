package dev.ecrauditor.rule.registry;

import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.Effect;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What outsiders can do, as in "pull images and change images". */
final class EffectWords {

    private EffectWords() {}

    static String of(List<AccessPath> paths) {
        Set<Effect> effects = new TreeSet<>();
        paths.forEach(path -> effects.addAll(path.effects()));
        List<String> words = effects.stream().map(EffectWords::of).toList();
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    private static String of(Effect effect) {
        return switch (effect) {
            case ESCALATE -> "change repository policies";
            case ALTER -> "change images";
            case DESTROY -> "delete images";
            case READ -> "pull images";
            case CREATE -> "create repositories";
            case INSPECT -> "see names and settings";
        };
    }
}

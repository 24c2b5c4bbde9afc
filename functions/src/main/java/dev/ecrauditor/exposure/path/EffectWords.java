package dev.ecrauditor.exposure.path;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What outsiders can do, as in "pull images and change images". */
public final class EffectWords {

    private EffectWords() {}

    /**
     * The effects in words, the worst first.
     *
     * @param effects at least one
     */
    public static String of(Collection<Effect> effects) {
        Set<Effect> worstFirst = new TreeSet<>(effects);
        List<String> words = worstFirst.stream().map(EffectWords::of).toList();
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

package dev.ecrauditor.iac;

import dev.ecrauditor.iac.declaration.SourcePosition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was read.
 *
 * @param units what is deployed together
 * @param recognized the names of the files that a reader took for its own, also of those that it could not read
 * @param unreadable the files that could not be read
 * @param notes what was not seen or not evaluated, for people
 */
public record Declarations(
        List<DeclaredUnit> units, Set<String> recognized, List<UnreadableFile> unreadable, List<Note> notes) {

    /** Nothing. */
    public static final Declarations NONE = new Declarations(List.of(), Set.of(), List.of(), List.of());

    public Declarations {
        units = List.copyOf(units);
        recognized = Set.copyOf(recognized);
        unreadable = List.copyOf(unreadable);
        notes = List.copyOf(notes);
    }

    /**
     * A file that could not be read.
     *
     * @param position the file, and the line of the problem, 1 where it is not known
     * @param problem as a clause: "is not YAML: ..."
     */
    public record UnreadableFile(SourcePosition position, String problem) {}

    /**
     * Something that people should know.
     *
     * @param text one sentence
     */
    public record Note(SourcePosition position, String text) {}

    /** These and others. */
    public Declarations and(Declarations other) {
        Set<String> names = new HashSet<>(recognized);
        names.addAll(other.recognized);
        return new Declarations(
                joined(units, other.units), names, joined(unreadable, other.unreadable), joined(notes, other.notes));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}

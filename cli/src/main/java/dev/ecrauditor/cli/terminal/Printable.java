package dev.ecrauditor.cli.terminal;

import java.util.stream.Collectors;

/** Makes untrusted text safe for a terminal: control characters and invisible characters become question marks. */
public final class Printable {

    private Printable() {}

    public static String of(String text) {
        return text.codePoints()
                .map(character -> isShown(character) ? character : '?')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static boolean isShown(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

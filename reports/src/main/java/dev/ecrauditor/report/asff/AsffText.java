package dev.ecrauditor.report.asff;

import dev.ecrauditor.text.HostileText;

/** Texts within the limits of ASFF; what is cut leaves a visible mark. */
final class AsffText {

    private static final String CUT = " [cut]";

    private AsffText() {}

    static String of(String text, int maxCharacters) {
        return text.length() <= maxCharacters ? text : HostileText.cut(text, maxCharacters - CUT.length()) + CUT;
    }
}

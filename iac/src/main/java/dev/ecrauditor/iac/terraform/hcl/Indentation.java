package dev.ecrauditor.iac.terraform.hcl;

import java.util.ArrayList;
import java.util.List;

/** Removes from every line of a text the spaces that its least indented line begins with. */
final class Indentation {

    private Indentation() {}

    static List<TemplateToken> removed(List<TemplateToken> tokens) {
        int least = Integer.MAX_VALUE;
        boolean[] indented = new boolean[tokens.size()];
        boolean newLine = true;
        for (int i = 0; i < tokens.size(); i++) {
            if (newLine && isBlank(tokens.get(i))) {
                continue;
            }
            if (newLine) {
                indented[i] = true;
                least = Math.min(least, spaces(tokens.get(i)));
            }
            newLine = endsLine(tokens.get(i));
        }
        List<TemplateToken> result = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            result.add(indented[i] ? without(least, tokens.get(i)) : tokens.get(i));
        }
        return result;
    }

    /** A line of spaces alone does not count. */
    private static boolean isBlank(TemplateToken token) {
        return endsLine(token)
                && token instanceof TemplateToken.Characters characters
                && characters.text().isBlank();
    }

    private static boolean endsLine(TemplateToken token) {
        return token instanceof TemplateToken.Characters characters
                && characters.text().endsWith("\n");
    }

    private static int spaces(TemplateToken token) {
        if (token instanceof TemplateToken.Characters characters) {
            return characters.text().length() - characters.text().stripLeading().length();
        }
        return 0;
    }

    private static TemplateToken without(int spaces, TemplateToken token) {
        if (token instanceof TemplateToken.Characters characters) {
            return new TemplateToken.Characters(characters.text().substring(spaces));
        }
        return token;
    }
}

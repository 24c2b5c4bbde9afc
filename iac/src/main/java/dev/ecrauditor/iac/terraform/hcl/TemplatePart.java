package dev.ecrauditor.iac.terraform.hcl;

import java.util.List;

/** A part of a template. */
public sealed interface TemplatePart {

    /** Characters as they are. */
    record Characters(String text) implements TemplatePart {}

    /** {@code ${expression}}. */
    record Interpolation(Expression expression) implements TemplatePart {}

    /** {@code %{if condition}then%{else}otherwise%{endif}}. */
    record Branch(Expression condition, List<TemplatePart> then, List<TemplatePart> otherwise) implements TemplatePart {

        public Branch {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }
    }

    /** {@code %{for intro}body%{endfor}}. */
    record Loop(Expression.ForIntro intro, List<TemplatePart> body) implements TemplatePart {

        public Loop {
            body = List.copyOf(body);
        }
    }
}

package dev.ecrauditor.iac.terraform.hcl;

import java.util.Optional;

/** What a template is made of, before directives are matched with their ends. */
sealed interface TemplateToken {

    /** Characters of one line. */
    record Characters(String text) implements TemplateToken {}

    /** {@code ${expression}}. */
    record Interpolation(Expression expression) implements TemplateToken {}

    /** The beginning of a directive with what belongs to it, or its end. */
    record Directive(String keyword, Optional<Expression> condition, Optional<Expression.ForIntro> intro, int line)
            implements TemplateToken {}
}

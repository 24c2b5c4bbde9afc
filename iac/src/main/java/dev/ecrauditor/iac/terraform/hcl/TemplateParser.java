package dev.ecrauditor.iac.terraform.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Matches the directives of a template with their ends. */
final class TemplateParser {

    private static final int MOST_LEVELS = 50;

    private final List<TemplateToken> tokens;
    private int at;

    TemplateParser(List<TemplateToken> tokens) {
        this.tokens = tokens;
    }

    /** A text if nothing is to be evaluated; the value itself of a template that is one interpolation. */
    Expression expression() throws HclSyntaxException {
        if (tokens.size() == 1 && tokens.get(0) instanceof TemplateToken.Interpolation interpolation) {
            return interpolation.expression();
        }
        List<TemplatePart> parts = parts(Set.of(), 0);
        if (parts.stream().allMatch(TemplatePart.Characters.class::isInstance)) {
            StringBuilder text = new StringBuilder();
            parts.forEach(part -> text.append(((TemplatePart.Characters) part).text()));
            return Expression.text(text.toString());
        }
        return new Expression.Template(parts);
    }

    private List<TemplatePart> parts(Set<String> ends, int level) throws HclSyntaxException {
        List<TemplatePart> parts = new ArrayList<>();
        while (at < tokens.size()) {
            TemplateToken token = tokens.get(at);
            if (token instanceof TemplateToken.Directive directive && ends.contains(directive.keyword())) {
                return parts;
            }
            at++;
            if (token instanceof TemplateToken.Characters characters) {
                parts.add(new TemplatePart.Characters(characters.text()));
            } else if (token instanceof TemplateToken.Interpolation interpolation) {
                parts.add(new TemplatePart.Interpolation(interpolation.expression()));
            } else if (token instanceof TemplateToken.Directive directive) {
                parts.add(directive(directive, level + 1));
            }
        }
        return parts;
    }

    private TemplatePart directive(TemplateToken.Directive directive, int level) throws HclSyntaxException {
        if (level > MOST_LEVELS) {
            throw new HclSyntaxException(
                    "more than " + MOST_LEVELS + " directives are inside each other", directive.line());
        }
        if (directive.intro().isPresent()) {
            List<TemplatePart> body = parts(Set.of("endfor"), level);
            end(directive);
            return new TemplatePart.Loop(directive.intro().get(), body);
        }
        if (directive.condition().isEmpty()) {
            throw new HclSyntaxException("%{" + directive.keyword() + "} has no beginning", directive.line());
        }
        List<TemplatePart> then = parts(Set.of("else", "endif"), level);
        List<TemplatePart> otherwise = List.of();
        if (end(directive).equals("else")) {
            otherwise = parts(Set.of("endif"), level);
            end(directive);
        }
        return new TemplatePart.Branch(directive.condition().get(), then, otherwise);
    }

    private String end(TemplateToken.Directive directive) throws HclSyntaxException {
        if (at < tokens.size() && tokens.get(at++) instanceof TemplateToken.Directive end) {
            return end.keyword();
        }
        throw new HclSyntaxException("%{" + directive.keyword() + "} has no end", directive.line());
    }
}

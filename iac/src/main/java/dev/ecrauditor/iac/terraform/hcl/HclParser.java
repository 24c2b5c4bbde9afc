package dev.ecrauditor.iac.terraform.hcl;

/** Parses files in the native syntax, and templates in texts of other files. */
public final class HclParser {

    private HclParser() {}

    /** A file as {@code main.tf} or {@code terraform.tfvars}. */
    public static Body file(String text, String file) throws HclSyntaxException {
        return new BodyParser(new Source(normalized(text), 1), file).file();
    }

    /** A text with interpolations, for example a file for {@code templatefile}. */
    public static Expression template(String text, int firstLine) throws HclSyntaxException {
        Source source = new Source(normalized(text), firstLine);
        return new TemplateParser(TemplateLexer.whole(source).tokens()).expression();
    }

    /** An expression alone, for example a type in a text. */
    public static Expression expression(String text, int firstLine) throws HclSyntaxException {
        Source source = new Source(normalized(text), firstLine);
        Expression expression = new ExpressionParser(source).expression();
        source.skipSpace(Source.Newlines.IGNORED);
        if (!source.isAtEnd()) {
            throw source.unexpected("the end");
        }
        return expression;
    }

    /** Line ends of Windows would be part of every text over several lines. */
    private static String normalized(String text) {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return content.indexOf('\r') < 0 ? content : content.replace("\r\n", "\n");
    }
}

package dev.ecrauditor.iac.terraform.hcl;

/** Reads a text between two lines with the same word. */
final class HeredocParser {

    private final Source source;

    HeredocParser(Source source) {
        this.source = source;
    }

    Expression heredoc() throws HclSyntaxException {
        int begin = source.line();
        source.skip(2);
        boolean indented = source.accept("-");
        String delimiter = source.takeWhile(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
        if (delimiter.isEmpty() || !source.restOfLine().isBlank()) {
            throw new HclSyntaxException("expected a word and the end of the line behind \"<<\"", begin);
        }
        int firstLine = source.line();
        StringBuilder content = new StringBuilder();
        while (true) {
            if (source.isAtEnd()) {
                throw new HclSyntaxException("the text that begins with <<" + delimiter + " does not end", begin);
            }
            Source.Mark lineStart = source.mark();
            String line = source.restOfLine();
            if (line.strip().equals(delimiter)) {
                source.reset(lineStart);
                source.skip(line.stripTrailing().length());
                break;
            }
            content.append(line).append('\n');
        }
        TemplateLexer lexer = TemplateLexer.whole(source.inner(content.toString(), firstLine));
        return new TemplateParser(indented ? Indentation.removed(lexer.tokens()) : lexer.tokens()).expression();
    }
}

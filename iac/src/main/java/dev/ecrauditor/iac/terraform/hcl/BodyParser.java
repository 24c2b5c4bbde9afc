package dev.ecrauditor.iac.terraform.hcl;

import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.iac.terraform.hcl.Source.Newlines;
import dev.ecrauditor.iac.terraform.value.Conversion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the attributes and blocks of a file.
 *
 * @see <a href="https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md">HCL Native Syntax Specification</a>
 */
final class BodyParser {

    private static final int MOST_LEVELS = 50;

    private final Source source;
    private final String file;
    private final ExpressionParser expressions;

    BodyParser(Source source, String file) {
        this.source = source;
        this.file = file;
        this.expressions = new ExpressionParser(source);
    }

    Body file() throws HclSyntaxException {
        Body body = body(0);
        if (!source.isAtEnd()) {
            throw source.unexpected("an argument or block");
        }
        return body;
    }

    private Body body(int level) throws HclSyntaxException {
        if (level > MOST_LEVELS) {
            throw new HclSyntaxException("more than " + MOST_LEVELS + " blocks are inside each other", source.line());
        }
        List<Body.Attribute> attributes = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        while (true) {
            source.skipSpace(Newlines.IGNORED);
            if (source.isAtEnd() || source.peek() == '}') {
                return new Body(attributes, blocks);
            }
            int line = source.line();
            String name = expressions.identifier("an argument or block");
            source.skipSpace(Newlines.SIGNIFICANT);
            if (source.peek() == '=' && source.peek(1) != '=') {
                source.next();
                attributes.add(new Body.Attribute(name, expressions.expression(), position(line)));
                if (!names.add(name)) {
                    throw new HclSyntaxException("the argument " + name + " is set twice", line);
                }
            } else {
                blocks.add(block(name, line, level));
            }
            endOfLine();
        }
    }

    private Block block(String type, int line, int level) throws HclSyntaxException {
        List<String> labels = new ArrayList<>();
        while (source.peek() != '{') {
            labels.add(source.peek() == '"' ? label() : expressions.identifier("\"=\" or \"{\""));
            source.skipSpace(Newlines.SIGNIFICANT);
        }
        source.next();
        Body body = body(level + 1);
        if (source.peek() != '}') {
            throw source.unexpected("the end of the block " + type + " that begins in line " + line);
        }
        source.next();
        return new Block(type, labels, body, position(line));
    }

    private String label() throws HclSyntaxException {
        int line = source.line();
        source.next();
        if (expressions.quoted() instanceof Expression.Literal literal) {
            return Conversion.text(literal.value());
        }
        throw new HclSyntaxException("a label of a block has an interpolation", line);
    }

    private SourcePosition position(int line) {
        return new SourcePosition(file, line);
    }

    private void endOfLine() throws HclSyntaxException {
        source.skipSpace(Newlines.SIGNIFICANT);
        if (!source.isAtEnd() && source.peek() != '\n' && source.peek() != '}') {
            throw source.unexpected("the end of the line");
        }
    }
}

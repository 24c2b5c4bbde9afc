package dev.ecrauditor.iac.cloudformation.tree;

/** How large a template may be. CloudFormation accepts 1 MB; a hostile one must not exhaust memory or stack. */
public final class TemplateLimits {

    /** Source: "AWS CloudFormation quotas", template body size in an Amazon S3 object, with room for comments. */
    public static final int MOST_BYTES = 4 * 1024 * 1024;

    static final int DEEPEST = 64;

    /** Values, each counted as often as an alias repeats it. */
    static final long MOST_VALUES = 500_000;

    private TemplateLimits() {}

    static void requireDepth(int depth, int line) {
        if (depth > DEEPEST) {
            throw new TemplateException(line, "is nested more than " + DEEPEST + " deep");
        }
    }

    /** The same value, if it is not too large. */
    static TemplateNode requireWeight(TemplateNode node) {
        if (node.weight() > MOST_VALUES) {
            throw new TemplateException(node.line(), "has more than " + MOST_VALUES + " values, counting aliases");
        }
        return node;
    }
}

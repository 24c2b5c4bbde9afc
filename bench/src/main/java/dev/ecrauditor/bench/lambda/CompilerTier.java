package dev.ecrauditor.bench.lambda;

/** How far the JVM compiles. */
public enum CompilerTier {
    /** As the stack deploys: the variable JAVA_TOOL_OPTIONS stops at the first tier. */
    ONE("1"),
    /** Without that variable: both compilers, which is what the managed runtime of Java 25 does with SnapStart. */
    DEFAULT("default");

    private final String label;

    CompilerTier(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}

package dev.ecrauditor.iac.declaration;

/**
 * A place in a file that was read.
 *
 * @param file the path as the user named it, or below the directory that the user named
 * @param line from 1
 */
public record SourcePosition(String file, int line) {

    public SourcePosition {
        if (line < 1) {
            throw new IllegalArgumentException("not a line: " + line);
        }
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}

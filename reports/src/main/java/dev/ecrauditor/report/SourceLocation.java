package dev.ecrauditor.report;

/**
 * The place in a file that declares what a result is about.
 *
 * @param file the path as the user named it, or below the directory that the user named
 * @param line from 1
 * @param address the resource within the file, as a logical id or an address of Terraform
 */
public record SourceLocation(String file, int line, String address) {

    public SourceLocation {
        if (line < 1) {
            throw new IllegalArgumentException("not a line: " + line);
        }
    }
}

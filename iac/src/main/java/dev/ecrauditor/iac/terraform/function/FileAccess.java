package dev.ecrauditor.iac.terraform.function;

import java.util.List;

/** The files that functions may read: those in the directory that the user named, and no others. */
public interface FileAccess {

    /**
     * The text of a file.
     *
     * @param path absolute, or from the directory of the root module
     * @throws dev.ecrauditor.iac.terraform.value.UnevaluatedException if the file must not or cannot be read
     */
    String read(String path);

    boolean exists(String path);

    /** The paths of files below a directory that match a pattern, in order. */
    List<String> matching(String directory, String pattern);
}

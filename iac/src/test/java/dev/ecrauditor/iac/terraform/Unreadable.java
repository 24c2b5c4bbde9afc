package dev.ecrauditor.iac.terraform;

import dev.ecrauditor.iac.terraform.function.FileAccess;
import dev.ecrauditor.iac.terraform.value.UnevaluatedException;
import java.util.List;

/** No files. */
public enum Unreadable implements FileAccess {
    FILES;

    @Override
    public String read(String path) {
        throw new UnevaluatedException("no files");
    }

    @Override
    public boolean exists(String path) {
        throw new UnevaluatedException("no files");
    }

    @Override
    public List<String> matching(String directory, String pattern) {
        throw new UnevaluatedException("no files");
    }
}

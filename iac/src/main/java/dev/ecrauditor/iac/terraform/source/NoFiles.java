package dev.ecrauditor.iac.terraform.source;

import dev.ecrauditor.iac.terraform.function.FileAccess;
import dev.ecrauditor.iac.terraform.value.UnevaluatedException;
import java.util.List;

/** For expressions that may only be constants. */
public final class NoFiles implements FileAccess {

    @Override
    public String read(String path) {
        throw new UnevaluatedException("a constant reads no file");
    }

    @Override
    public boolean exists(String path) {
        throw new UnevaluatedException("a constant reads no file");
    }

    @Override
    public List<String> matching(String directory, String pattern) {
        throw new UnevaluatedException("a constant reads no file");
    }
}

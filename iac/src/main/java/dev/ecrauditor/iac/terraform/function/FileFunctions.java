package dev.ecrauditor.iac.terraform.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.Base64;
import java.util.Map;

/** Functions that read files in the directory that the user named. */
final class FileFunctions {

    static final Map<String, TerraformFunction> ALL = Map.of(
            "basename", a -> Value.of(a.text(0).substring(a.text(0).lastIndexOf('/') + 1)),
            "dirname", a -> Value.of(directory(a.text(0))),
            "file", a -> Value.of(a.files().read(a.text(0))),
            "filebase64",
                    a -> Value.of(Base64.getEncoder()
                            .encodeToString(a.files().read(a.text(0)).getBytes(UTF_8))),
            "fileexists", a -> Value.of(a.files().exists(a.text(0))),
            "fileset",
                    a -> Sequence.set(a.files().matching(a.text(0), a.text(1)).stream()
                            .map(Value::of)
                            .toList()));

    private FileFunctions() {}

    private static String directory(String path) {
        int end = path.lastIndexOf('/');
        return end < 0 ? "." : end == 0 ? "/" : path.substring(0, end);
    }
}

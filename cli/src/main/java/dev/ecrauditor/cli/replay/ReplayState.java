package dev.ecrauditor.cli.replay;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The location of the state of replay: one file per endpoint and topic, in the user's state directory (XDG). */
final class ReplayState {

    private ReplayState() {}

    static Path file(Optional<URI> endpoint, String topicArn) {
        Path home = Optional.ofNullable(System.getenv("XDG_STATE_HOME"))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"));
        String key = endpoint.map(URI::toString).orElse("aws") + "|" + topicArn;
        return home.resolve("ecr-auditor").resolve("replay-" + hash(key) + ".json");
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}

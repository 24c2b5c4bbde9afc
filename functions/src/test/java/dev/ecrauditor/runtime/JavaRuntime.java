package dev.ecrauditor.runtime;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Java that functions can run on.
 *
 * @param home where it is installed; empty when it is not
 */
record JavaRuntime(Optional<Path> home) {

    /** The version that the stack deploys. */
    private static final int DEPLOYED = 25;

    private static final int NATIVE_ACCESS_IS_RESTRICTED = 24;

    /** The Java that runs the build. */
    static JavaRuntime running() {
        return new JavaRuntime(Optional.of(Path.of(System.getProperty("java.home"))));
    }

    /** The Java that is deployed. */
    static JavaRuntime deployed() throws IOException {
        return new JavaRuntime(findDeployed(Path.of(System.getProperty("java.home"))));
    }

    String command() {
        return home.orElseThrow().resolve("bin/java").toString();
    }

    /** What the managed runtime allows its own native code, and where it has the hooks around a snapshot. */
    List<String> flags() throws IOException {
        String hooks = "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac";
        return feature(home.orElseThrow()) >= NATIVE_ACCESS_IS_RESTRICTED
                ? List.of(hooks, "--enable-native-access=ALL-UNNAMED")
                : List.of(hooks);
    }

    private static Optional<Path> findDeployed(Path running) throws IOException {
        List<Path> candidates = new ArrayList<>();
        Optional.ofNullable(System.getenv("JAVA25_HOME")).map(Path::of).ifPresent(candidates::add);
        for (String pattern : List.of("temurin-25*", "java-25*", "*25*")) {
            try (DirectoryStream<Path> siblings = Files.newDirectoryStream(running.getParent(), pattern)) {
                siblings.forEach(candidates::add);
            }
        }
        for (Path candidate : candidates) {
            if (Files.isExecutable(candidate.resolve("bin/java")) && feature(candidate) == DEPLOYED) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** The feature version that the installation says of itself; 0 when it says none. */
    private static int feature(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.exists(release)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(release)) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.substring(line.indexOf('"') + 1).split("[.\"-]", 2)[0])
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        }
    }
}

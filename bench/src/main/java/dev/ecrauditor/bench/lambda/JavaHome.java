package dev.ecrauditor.bench.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Java that functions are measured on.
 *
 * @param directory where it is installed
 * @param version as its file {@code release} names it
 */
public record JavaHome(Path directory, String version) {

    private static final int OLDEST = 17;
    private static final int NATIVE_ACCESS_IS_RESTRICTED = 24;

    /**
     * Reads the version of an installed Java.
     *
     * @throws BenchException in one line when it cannot be used
     */
    public static JavaHome of(Path directory) throws BenchException {
        Path release = directory.resolve("release");
        if (!Files.isExecutable(directory.resolve("bin/java")) || !Files.isReadable(release)) {
            throw new BenchException("--java " + directory + ": no Java is installed there; name its home directory");
        }
        try (Stream<String> lines = Files.lines(release)) {
            String version = lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
                    .findFirst()
                    .orElse("0");
            JavaHome home = new JavaHome(directory.toRealPath(), version);
            if (home.feature() < OLDEST) {
                throw new BenchException("--java " + directory + ": Java " + version + " is too old; use 17 or later");
            }
            return home;
        } catch (IOException | NumberFormatException unreadable) {
            throw new BenchException("--java " + directory + ": unreadable: " + unreadable.getMessage(), unreadable);
        }
    }

    public int feature() {
        return Integer.parseInt(version.split("[.\\-+]", 2)[0]);
    }

    String command() {
        return directory.resolve("bin/java").toString();
    }

    /**
     * The flags of the managed runtime for a memory size. The heap is 85 % of it, and compilation stops at the first
     * tier unless the function says otherwise (see {@link CompilerTier}).
     */
    List<String> flags(int memoryMegabytes) {
        List<String> flags = List.of(
                "-XX:+UseSerialGC",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                "-Xshare:auto",
                "-XX:MaxHeapSize=" + memoryMegabytes * 1024L * 85 / 100 + "k",
                "-Djava.net.preferIPv4Stack=true");
        return feature() < NATIVE_ACCESS_IS_RESTRICTED
                ? flags
                : Stream.concat(flags.stream(), Stream.of("--enable-native-access=ALL-UNNAMED"))
                        .toList();
    }
}

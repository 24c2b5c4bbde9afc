package dev.ecrauditor.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** The code that Lambda's managed Java runtime runs functions with. */
final class RuntimeClient {

    static final String MAIN_CLASS = AWSLambda.class.getName();

    private static final class Native {
        static final Path LIBRARY = unpack();
    }

    private RuntimeClient() {}

    /** The client and its dependencies; the jar of the functions brings the rest itself. */
    static String classPath() {
        return Stream.of(AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class)
                .map(RuntimeClient::jarOf)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Gives the client its native library. By itself it unpacks it to one fixed file in {@code /tmp}, where a second
     * function that starts would overwrite what the first one runs.
     */
    static String nativeLibraryFlag() {
        return "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=" + Native.LIBRARY;
    }

    private static Path unpack() {
        String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        boolean musl = Files.exists(Path.of("/etc/alpine-release"));
        String name = "libaws-lambda-jni.linux" + (musl ? "_musl-" : "-") + processor + ".so";
        try (InputStream library = AWSLambda.class.getResourceAsStream("/jni/" + name)) {
            Path file = Files.createDirectories(DeployedJar.WORKPLACE)
                    .toAbsolutePath()
                    .resolve(name);
            Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException fault) {
            throw new UncheckedIOException("could not unpack " + name, fault);
        }
    }

    private static String jarOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

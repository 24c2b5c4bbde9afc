package dev.ecrauditor.bench.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** The code with which Lambda's managed Java runtime runs functions. */
final class RuntimeClient {

    static final String MAIN_CLASS = AWSLambda.class.getName();

    private RuntimeClient() {}

    /** The client and its dependencies; the jar of a function brings the rest itself. */
    static String classPath() throws IOException {
        List<String> jars = new ArrayList<>();
        for (Class<?> type :
                List.of(AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class)) {
            try {
                jars.add(Path.of(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString());
            } catch (URISyntaxException fault) {
                throw new IOException("where is " + type + "?", fault);
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    /** Gives the client its native library, which it would otherwise unpack to a fixed file in {@code /tmp}. */
    static String nativeLibraryFlag(Path directory) throws IOException {
        String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        boolean musl = Files.exists(Path.of("/etc/alpine-release"));
        String name = "libaws-lambda-jni.linux" + (musl ? "_musl-" : "-") + processor + ".so";
        Path file = directory.toAbsolutePath().resolve(name);
        if (!Files.exists(file)) {
            try (InputStream library = AWSLambda.class.getResourceAsStream("/jni/" + name)) {
                if (library == null) {
                    throw new IOException("the runtime client has no library for this machine: " + name);
                }
                Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=" + file;
    }
}

package dev.ecrauditor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The deployed jar leaves out what nothing in it can reach; a new version of a library may change that. */
class MinimizedJarIT {

    private static final long GOAL = 13_000_000;
    private static final String SDK = "software/amazon/awssdk/";
    private static final String SERVICES = "META-INF/services/";

    /**
     * Classes of native libraries that are not included. What refers to them reports which library to add, and no
     * function uses it: signing for several Regions, checksums of objects in S3.
     */
    private static final Map<String, Set<String>> NOT_INCLUDED = Map.of(
            SDK + "http/auth/aws/internal/signer/util/OptionalDependencyLoaderUtil",
                    Set.of(SDK + "http/auth/aws/crt/internal/signer/DefaultAwsCrtV4aHttpSigner"),
            SDK + "http/auth/aws/signer/AwsV4aHttpSigner",
                    Set.of(SDK + "http/auth/aws/crt/internal/signer/DefaultAwsCrtV4aHttpSigner"),
            SDK + "checksums/internal/ChecksumProvider",
                    Set.of(SDK + "crt/checksums/CRC32C", SDK + "crt/checksums/CRC64NVME"),
            SDK + "checksums/internal/XxHashChecksum", Set.of(SDK + "crt/checksums/XXHash"));

    /** Classes that the SDK looks up by name, and does without if they are absent. */
    private static final Map<String, Set<String>> LOOKED_UP = Map.of(
            // Credentials from a profile file. A function has no such file.
            SDK + "auth/credentials/internal/ProfileCredentialsUtils",
                    Set.of(
                            SDK + "services/sts/internal/StsProfileCredentialsProviderFactory",
                            SDK + "services/sso/auth/SsoProfileCredentialsProviderFactory",
                            SDK + "services/signin/auth/LoginProfileCredentialsProviderFactory"),
            // Credentials for AWS_WEB_IDENTITY_TOKEN_FILE. Lambda sets no such variable.
            SDK + "auth/credentials/internal/WebIdentityCredentialsUtils",
                    Set.of(SDK + "services/sts/internal/StsWebIdentityCredentialsProviderFactory"),
            // HTTP clients in the order of preference. The jar has the client of the JDK.
            SDK + "core/internal/http/loader/ClasspathSdkHttpServiceProvider",
                    Set.of(
                            SDK + "http/apache/ApacheSdkHttpService",
                            SDK + "http/apache5/Apache5SdkHttpService",
                            SDK + "http/crt/AwsCrtSdkHttpService",
                            SDK + "http/nio/netty/NettySdkAsyncHttpService"),
            // The native libraries of NOT_INCLUDED.
            SDK + "auth/signer/internal/util/SignerMethodResolver",
                    Set.of(SDK + "authcrt/signer/internal/DefaultAwsCrtS3V4aSigner"),
            SDK + "checksums/internal/ChecksumProvider",
                    Set.of(SDK + "crt/checksums/CRC32C", SDK + "crt/checksums/CRC64NVME", SDK + "crt/checksums/XXHash"),
            SDK + "core/internal/util/HttpChecksumUtils",
                    Set.of(SDK + "crt/checksums/CRC64NVME", SDK + "crt/checksums/XXHash"),
            SDK + "http/auth/aws/internal/signer/util/OptionalDependencyLoaderUtil",
                    Set.of(SDK + "http/auth/aws/crt/HttpAuthAwsCrt"));

    /**
     * A client has methods that create waiters and paginators. No function calls those that are left out: a class of
     * this project that called one would refer to its result too. See ADR 0060.
     */
    private static final Pattern CLIENT = Pattern.compile(SDK + "services/\\w+/(Default)?\\w+Client");

    private static final Pattern WAITER_OR_PAGINATOR =
            Pattern.compile(SDK + "services/\\w+/(waiters|paginators)/[\\w$]+");

    private static final Set<String> PRESENT = new HashSet<>();
    private static final Map<String, ClassReferences> CLASSES = new TreeMap<>();
    private static final Set<String> PROVIDERS = new TreeSet<>();

    @BeforeAll
    static void readTheJar() throws IOException {
        try (ZipFile jar = new ZipFile(DeployedJar.file().toFile())) {
            List<? extends ZipEntry> entries =
                    jar.stream().filter(entry -> !entry.isDirectory()).toList();
            for (ZipEntry entry : entries) {
                String name = entry.getName();
                PRESENT.add(name);
                try (InputStream content = jar.getInputStream(entry)) {
                    if (name.endsWith(".class")) {
                        CLASSES.put(name.replace(".class", ""), ClassReferences.of(content));
                    } else if (name.startsWith(SERVICES)) {
                        new String(content.readAllBytes(), StandardCharsets.UTF_8)
                                .lines()
                                .map(line -> line.replaceFirst("#.*", "").strip())
                                .filter(line -> !line.isEmpty())
                                .forEach(PROVIDERS::add);
                    }
                }
            }
        }
    }

    @Test
    void noPackagedClassRefersToARemovedClass() {
        Map<String, Set<String>> missing = missing(ClassReferences::linked);
        missing.forEach((name, absent) -> {
            if (CLIENT.matcher(name).matches()) {
                absent.removeIf(WAITER_OR_PAGINATOR.asMatchPredicate());
            }
        });
        missing.values().removeIf(Set::isEmpty);
        assertThat(missing).isEqualTo(NOT_INCLUDED);
    }

    @Test
    void noPackagedClassLooksUpARemovedClassByNameThatAFunctionUses() {
        assertThat(missing(ClassReferences::named)).isEqualTo(LOOKED_UP);
    }

    @Test
    void everyProviderOfAServiceIsPackaged() {
        assertThat(PROVIDERS)
                .contains("software.amazon.awssdk.http.urlconnection.UrlConnectionSdkHttpService")
                .allSatisfy(provider ->
                        assertThat(isPresent(provider.replace('.', '/'))).isTrue());
    }

    @Test
    void theJarIsWithinItsSizeLimit() throws IOException {
        assertThat(Files.size(DeployedJar.file())).isLessThanOrEqualTo(GOAL);
    }

    /** Of each class the references to classes that neither the jar nor Java has. */
    private static Map<String, Set<String>> missing(Function<ClassReferences, Set<String>> kind) {
        Map<String, Set<String>> missing = new TreeMap<>();
        CLASSES.forEach((name, references) -> {
            Set<String> absent = kind.apply(references).stream()
                    .filter(reference -> !isPresent(reference))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!absent.isEmpty()) {
                missing.put(name, absent);
            }
        });
        return missing;
    }

    private static boolean isPresent(String name) {
        return PRESENT.contains(name + ".class")
                || ClassLoader.getPlatformClassLoader().getResource(name + ".class") != null;
    }
}

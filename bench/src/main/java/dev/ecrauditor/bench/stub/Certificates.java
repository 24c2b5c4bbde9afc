package dev.ecrauditor.bench.stub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A chain of three RSA certificates as AWS's endpoints have, and the trust store of the measured Java with its root
 * added. So a handshake verifies two signatures, and the first one loads every root that Java trusts.
 */
final class Certificates {

    private static final String PASSWORD = "not-a-secret";
    private static final String CACERTS_PASSWORD = "changeit";

    private final Path directory;
    private final Path keys;

    Certificates(Path directory, Set<String> hosts) throws IOException, InterruptedException {
        this.directory = Files.createDirectories(directory);
        this.keys = directory.resolve("keys.p12");
        Files.deleteIfExists(keys);
        keytool("root", "-ext", "bc:c");
        keytool("intermediate", "-ext", "bc:c", "-signer", "root");
        String names = hosts.stream().map(host -> "dns:" + host).collect(Collectors.joining(","));
        keytool("aws", "-ext", "san=" + names, "-signer", "intermediate");
    }

    SSLContext serverContext() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        KeyStore served = KeyStore.getInstance("PKCS12");
        served.load(null, null);
        served.setKeyEntry(
                "aws",
                store.getKey("aws", PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                Arrays.copyOf(store.getCertificateChain("aws"), 2));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(served, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /**
     * The trust store of a Java with the root added, in the same form: of Java 18 and later it is not encrypted.
     *
     * @param home of the measured Java
     * @return the flags that make that Java use it
     */
    List<String> trustFlags(Path home) throws IOException, GeneralSecurityException {
        Path original = home.resolve("lib/security/cacerts");
        KeyStore trusted = KeyStore.getInstance(original.toFile(), CACERTS_PASSWORD.toCharArray());
        trusted.setCertificateEntry(
                "bench",
                KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray()).getCertificate("root"));
        Path file = directory.resolve("cacerts-" + Integer.toHexString(home.hashCode()));
        boolean plain = isPlain(original);
        if (plain) {
            System.setProperty("keystore.pkcs12.certProtectionAlgorithm", "NONE");
            System.setProperty("keystore.pkcs12.macAlgorithm", "NONE");
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, CACERTS_PASSWORD.toCharArray());
        }
        return List.of("-Djavax.net.ssl.trustStore=" + file.toAbsolutePath());
    }

    private static boolean isPlain(Path keystore) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            store.load(in, null);
            return store.size() > 0;
        } catch (IOException otherFormat) {
            return false;
        }
    }

    private void keytool(String alias, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "3",
                "-dname",
                "CN=" + alias + " of a benchmark",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + output);
        }
    }
}

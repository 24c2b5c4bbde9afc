package dev.ecrauditor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The deployed jar leaves out what nothing in it can reach; a new version of a library may change that. */
class MinimizedJarIT {

    private static final long GOAL = 13_000_000;

    /**
     * Say themselves what to add when a caller asks for what is not here: signing for several Regions, checksums of a
     * native library.
     */
    private static final Set<String> OPTIONAL = Set.of(
            "software/amazon/awssdk/http/auth/aws/internal/signer/util/OptionalDependencyLoaderUtil",
            "software/amazon/awssdk/checksums/internal/ChecksumProvider",
            "software/amazon/awssdk/checksums/internal/XxHashChecksum");

    @Test
    void noPackagedClassRefersToARemovedClass() throws IOException {
        Set<String> broken = new TreeSet<>();
        try (ZipFile jar = new ZipFile(DeployedJar.file().toFile())) {
            Set<String> present = jar.stream().map(ZipEntry::getName).collect(Collectors.toCollection(HashSet::new));
            List<? extends ZipEntry> classes = jar.stream()
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .toList();
            for (ZipEntry entry : classes) {
                try (InputStream content = jar.getInputStream(entry)) {
                    for (String name : ClassReferences.of(content)) {
                        if (!present.contains(name + ".class") && !isOfJava(name)) {
                            broken.add(entry.getName().replace(".class", ""));
                        }
                    }
                }
            }
        }
        assertThat(broken).isEqualTo(OPTIONAL);
    }

    @Test
    void theJarIsWithinItsSizeLimit() throws IOException {
        assertThat(Files.size(DeployedJar.file())).isLessThanOrEqualTo(GOAL);
    }

    private static boolean isOfJava(String name) {
        return ClassLoader.getPlatformClassLoader().getResource(name + ".class") != null;
    }
}

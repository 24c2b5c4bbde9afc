package dev.ecrauditor.bench.figure;

import dev.ecrauditor.bench.report.Goal;
import dev.ecrauditor.bench.report.Metric;
import dev.ecrauditor.bench.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The size of the deployed jar. */
public final class JarSize implements Figure {

    private final Path jar;

    public JarSize(Path jar) {
        this.jar = jar;
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.of("jar.bytes", "deployed jar", "bytes", Goal.atMost(13_000_000)));
    }

    @Override
    public void measure(Results results) throws IOException {
        results.add("jar.bytes", (double) Files.size(jar));
    }
}

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

    private static final double BYTES_PER_MEGABYTE = 1e6;

    private final Path jar;

    public JarSize(Path jar) {
        this.jar = jar;
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.of("jar.size", "deployed jar", "MB", Goal.atMost(13)));
    }

    @Override
    public void measure(Results results) throws IOException {
        results.add("jar.size", Files.size(jar) / BYTES_PER_MEGABYTE);
    }
}

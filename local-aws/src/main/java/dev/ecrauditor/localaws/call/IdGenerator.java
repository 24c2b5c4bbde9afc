package dev.ecrauditor.localaws.call;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Generates ids that are unique within one simulation and, for one thread, the same in every run. */
public final class IdGenerator {

    private final AtomicLong last = new AtomicLong();

    public String next(String kind) {
        return named(kind + ":" + last.incrementAndGet());
    }

    /** The next id in the letters and digits that access keys and role ids are made of. */
    public String nextToken(String prefix, int length) {
        String letters = next("token").replace("-", "").toUpperCase(Locale.ROOT);
        return prefix + letters.substring(0, length - prefix.length());
    }

    public static String named(String name) {
        return UUID.nameUUIDFromBytes(("local-aws:" + name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}

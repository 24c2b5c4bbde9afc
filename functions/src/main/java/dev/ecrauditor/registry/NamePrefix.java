package dev.ecrauditor.registry;

/**
 * The prefix of a creation template or of a pull through cache rule, which covers the names below it: a slash is assumed
 * behind it unless it ends with one.
 *
 * <p>Source: "Templates to control repositories created during a pull through cache, create on push, or replication
 * action", Amazon ECR User Guide.
 */
public final class NamePrefix {

    /** Stands for every name that no other prefix covers. */
    public static final String ROOT = "ROOT";

    private NamePrefix() {}

    /** True if the prefix covers the name: {@code prod} covers {@code prod/x}, neither {@code prod} nor {@code production}. */
    public static boolean covers(String prefix, String repositoryName) {
        return prefix.equals(ROOT) || repositoryName.startsWith(withSlash(prefix));
    }

    /** True if the prefix covers every name that another prefix covers. */
    public static boolean coversAll(String prefix, String other) {
        return prefix.equals(ROOT) || (!other.equals(ROOT) && withSlash(other).startsWith(withSlash(prefix)));
    }

    private static String withSlash(String prefix) {
        return prefix.endsWith("/") ? prefix : prefix + "/";
    }
}

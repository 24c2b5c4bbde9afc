package dev.ecrauditor.testing;

import dev.ecrauditor.settings.Scope;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.WaivedAccess;
import dev.ecrauditor.settings.Waiver;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** Waivers for every repository of every account, and settings that hold them. */
public final class SampleWaivers {

    public static final String OWNER = "payments@example.org";
    public static final WaivedAccess PULL_OF_A =
            access("444455556666", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");

    private static final Scope EVERYWHERE = new Scope(List.of("*"), List.of("*"));

    private SampleWaivers() {}

    public static Waiver waiver(String rule, LocalDate expires, WaivedAccess... grants) {
        return new Waiver(List.of(rule), EVERYWHERE, List.of(grants), OWNER, "known partner", expires);
    }

    public static WaivedAccess access(String principal, String... actions) {
        return new WaivedAccess(Set.of(principal), List.of(actions));
    }

    public static Settings settings(Waiver... waivers) {
        return new Settings(List.of(), List.of(), List.of(waivers));
    }
}

package dev.ecrauditor.exposure.path;

import dev.ecrauditor.policy.action.AccessLevel;
import dev.ecrauditor.policy.action.ActionCatalogue;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What an outsider can do by an access path, from the worst. */
public enum Effect {
    /** Grant themselves anything else. */
    ESCALATE,
    /** Change what an image name leads to. */
    ALTER,
    /** Delete or archive images. */
    DESTROY,
    /** Obtain images. */
    READ,
    /** Create empty repositories. */
    CREATE,
    /** See names, settings and findings, or start scans. */
    INSPECT;

    private static final Map<String, Effect> BY_ACTION = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static {
        put(ESCALATE, "SetRepositoryPolicy", "DeleteRepositoryPolicy");
        put(
                DESTROY,
                "BatchDeleteImage",
                "DeleteRepository",
                "PutLifecyclePolicy",
                "DeleteLifecyclePolicy",
                "UpdateImageStorageClass");
        put(READ, "BatchGetImage", "GetDownloadUrlForLayer");
        put(CREATE, "CreateRepository");
        put(INSPECT, "StartImageScan", "StartLifecyclePolicyPreview", "StopReplicationBackfill");
    }

    private static void put(Effect effect, String... actions) {
        for (String action : actions) {
            BY_ACTION.put("ecr:" + action, effect);
        }
    }

    /** The effect of an action; one that is not known changes images unless its name begins like that of a reading one. */
    public static Effect of(String action) {
        Effect known = BY_ACTION.get(action);
        if (known != null) {
            return known;
        }
        AccessLevel level = ActionCatalogue.ECR_REGISTRY.levelOf(action);
        return level.changesSomething() ? ALTER : INSPECT;
    }

    /** The effects of actions, from the worst. */
    public static Set<Effect> of(Collection<String> actions) {
        Set<Effect> effects = EnumSet.noneOf(Effect.class);
        actions.forEach(action -> effects.add(of(action)));
        return Collections.unmodifiableSet(effects);
    }

    /** True for an effect on the images themselves or on who decides about them. */
    public boolean changesImages() {
        return this == ESCALATE || this == ALTER || this == DESTROY;
    }
}

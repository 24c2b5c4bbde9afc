package dev.ecrauditor.localaws.sqs;

import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.Call;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The attributes a queue was created with; absent ones have AWS's defaults. */
public record QueueSettings(Map<String, String> attributes) {

    static final String FIFO_QUEUE = "FifoQueue";
    static final String REDRIVE_POLICY = "RedrivePolicy";

    private static final String DEDUPLICATION = "ContentBasedDeduplication";
    private static final String VISIBILITY = "VisibilityTimeout";
    private static final String DELAY = "DelaySeconds";
    private static final Set<String> KNOWN = Set.of(FIFO_QUEUE, DEDUPLICATION, VISIBILITY, DELAY, REDRIVE_POLICY);

    /** Only in a loaded state, because nothing here evaluates a policy or encrypts. */
    static final Set<String> ONLY_LOADED = Set.of("Policy", "KmsMasterKeyId", "SqsManagedSseEnabled");

    private static final int LONGEST_VISIBILITY = 43_200;
    private static final int LONGEST_DELAY = 900;

    public QueueSettings {
        Map<String, String> all = new TreeMap<>(Map.of(VISIBILITY, "30", DELAY, "0"));
        all.putAll(attributes);
        if (all.getOrDefault(FIFO_QUEUE, "").equals("true")) {
            all.putIfAbsent(DEDUPLICATION, "false");
        }
        attributes = Map.copyOf(all);
    }

    static QueueSettings read(Call call) {
        Map<String, String> attributes = call.parameters().textMap("Attributes");
        for (String name : attributes.keySet()) {
            if (!KNOWN.contains(name)) {
                throw AwsError.notImplemented("the queue attribute " + name);
            }
        }
        QueueSettings settings = new QueueSettings(attributes);
        settings.check(VISIBILITY, LONGEST_VISIBILITY);
        settings.check(DELAY, LONGEST_DELAY);
        settings.checkWord(FIFO_QUEUE, Set.of("true"));
        settings.checkWord(DEDUPLICATION, settings.fifo() ? Set.of("true", "false") : Set.of());
        if (attributes.containsKey(REDRIVE_POLICY) && settings.redrivePolicy().isEmpty()) {
            throw invalid(REDRIVE_POLICY);
        }
        return settings;
    }

    boolean fifo() {
        return text(FIFO_QUEUE).equals("true");
    }

    boolean contentBasedDeduplication() {
        return text(DEDUPLICATION).equals("true");
    }

    int visibilitySeconds() {
        return Integer.parseInt(text(VISIBILITY));
    }

    public Duration delay() {
        return Duration.ofSeconds(Integer.parseInt(text(DELAY)));
    }

    Optional<RedrivePolicy> redrivePolicy() {
        return RedrivePolicy.parse(text(REDRIVE_POLICY));
    }

    private String text(String name) {
        return attributes.getOrDefault(name, "");
    }

    private void check(String name, int most) {
        try {
            int value = Integer.parseInt(text(name));
            if (value >= 0 && value <= most) {
                return;
            }
        } catch (NumberFormatException e) {
            throw invalid(name);
        }
        throw invalid(name);
    }

    private void checkWord(String name, Set<String> allowed) {
        if (attributes.containsKey(name) && !allowed.contains(text(name))) {
            throw invalid(name);
        }
    }

    private static AwsError invalid(String name) {
        return AwsError.badRequest("InvalidAttributeValue", "Invalid value for the parameter " + name + ".");
    }
}

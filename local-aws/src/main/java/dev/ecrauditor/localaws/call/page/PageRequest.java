package dev.ecrauditor.localaws.call.page;

import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * The page that a caller asks for. It starts after the last key of the page before, so that items created or deleted
 * in between do not affect the paging.
 */
public record PageRequest(String after, int size) {

    private static final int LARGEST = 1_000;

    /** Reads {@code nextToken} and {@code maxResults}, of which ECR takes at most 1,000 by default. */
    public static PageRequest ofEcr(Call call, int defaultSize) {
        return ofEcr(call, defaultSize, LARGEST);
    }

    public static PageRequest ofEcr(Call call, int defaultSize, int largest) {
        int size = call.parameters().number("maxResults", defaultSize, 1, largest);
        String token = call.parameters().text("nextToken", "");
        return new PageRequest(
                decoded(token).orElseThrow(() -> call.invalid("nextToken", "must be a token of an earlier page")),
                size);
    }

    /** Reads {@code Marker} and {@code Limit}. */
    public static PageRequest ofKms(Call call, int defaultSize) {
        int size = call.parameters().number("Limit", defaultSize, 1, LARGEST);
        String marker = call.parameters().text("Marker", "");
        return new PageRequest(
                decoded(marker)
                        .orElseThrow(() -> AwsError.badRequest("InvalidMarkerException", "Invalid marker " + marker)),
                size);
    }

    /** The page; it takes as long as its size and the logarithm of the whole. */
    public <T> Page<T> of(NavigableMap<String, T> all) {
        List<T> items = new ArrayList<>();
        String last = "";
        for (var entry : all.tailMap(after, false).entrySet()) {
            if (items.size() == size) {
                byte[] key = last.getBytes(StandardCharsets.UTF_8);
                return new Page<>(items, Optional.of(Base64.getEncoder().encodeToString(key)));
            }
            items.add(entry.getValue());
            last = entry.getKey();
        }
        return new Page<>(items, Optional.empty());
    }

    private static Optional<String> decoded(String token) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

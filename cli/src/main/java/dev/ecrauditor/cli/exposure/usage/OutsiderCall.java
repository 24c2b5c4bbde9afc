package dev.ecrauditor.cli.exposure.usage;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.text.HostileText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A call of an outsider on the repository.
 *
 * @param action such as {@code ecr:BatchGetImage}
 * @param error the error code of a call that failed
 * @param address where it came from: an IP address, or the name of a service
 * @param images the tags and digests that it names
 */
record OutsiderCall(
        Caller caller,
        Instant time,
        String action,
        Optional<String> error,
        Optional<String> address,
        List<String> images) {

    /** Tags have 128 characters at most, digests 71, and a request names 100 images at most. */
    private static final int MAX_CHARACTERS = 256;

    private static final int MAX_IMAGES = 100;

    OutsiderCall {
        images = List.copyOf(images);
    }

    /**
     * Reads a call.
     *
     * @param shared returns one object for equal texts, as many calls have the same
     */
    static OutsiderCall of(LogRecord record, Caller caller, Instant time, UnaryOperator<String> shared) {
        UnaryOperator<String> kept = text -> shared.apply(HostileText.cut(text, MAX_CHARACTERS));
        return new OutsiderCall(
                caller,
                time,
                kept.apply("ecr:" + record.text("eventName").orElse("?")),
                record.text("errorCode").map(kept),
                record.text("sourceIPAddress").map(kept),
                images(record).stream().distinct().limit(MAX_IMAGES).map(kept).toList());
    }

    private static List<String> images(LogRecord record) {
        LogRecord request = record.part("requestParameters");
        List<String> images = new ArrayList<>();
        add(images, request);
        add(images, request.part("imageId"));
        for (Json id : request.items("imageIds")) {
            add(images, new LogRecord(id));
        }
        add(images, record.part("responseElements", "image", "imageId"));
        return images;
    }

    private static void add(List<String> images, LogRecord id) {
        id.text("imageTag").ifPresent(images::add);
        id.text("imageDigest").ifPresent(images::add);
    }

    boolean isFailed() {
        return error.isPresent();
    }

    /** Of two copies of one record, what both say. */
    OutsiderCall with(OutsiderCall copy) {
        return new OutsiderCall(
                copy.caller.saysMoreThan(caller) ? copy.caller : caller,
                time,
                action,
                copy.isFailed() ? error : Optional.empty(),
                address.or(copy::address),
                images.size() >= copy.images.size() ? images : copy.images);
    }
}

package dev.ecrauditor.bench.stub;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Amazon SQS: accepts messages and drops them. The SDK checks the digest of each. */
final class Sqs implements Service {

    private final AtomicLong sent = new AtomicLong();

    @Override
    public Optional<Answer> answer(String operation, String body) {
        if (!operation.equals("SendMessage")) {
            return Optional.empty();
        }
        Json request = Ecr.read(body);
        return Optional.of(Answer.json(new JsonObject()
                .put("MessageId", "message-" + sent.incrementAndGet())
                .put("MD5OfMessageBody", digest(request.text("MessageBody").orElse("")))
                .build()));
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

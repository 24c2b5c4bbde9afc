package dev.ecrauditor.finding.record;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.NoSuchElementException;

/**
 * The decision to switch scanning on; only the transition makes it.
 *
 * @param id the finding's id, {@code @}, the attempt
 * @param position its place in the outbox
 * @param subject the repository
 * @param finding the open finding that it is to correct
 * @param incarnation the repository's createdAt; a repository created anew is excluded
 * @param attempt its number, from 1; each is tried at most once
 */
public record RemediationRequest(
        String id,
        OutboxPosition position,
        Subject.Repository subject,
        FindingKey finding,
        Instant incarnation,
        int attempt)
        implements OutboxEntry {

    /** The message that carries it to the remediation function; {@link #fromMessage} reads it back. */
    public Json.Obj toMessage() {
        return new JsonObject()
                .put("id", id)
                .put("repositoryArn", subject.toString())
                .put("finding", finding.toString())
                .put("incarnation", incarnation.toString())
                .put("attempt", attempt)
                .build();
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException when it is not a request
     */
    public static RemediationRequest fromMessage(Json message) {
        try {
            return new RemediationRequest(
                    message.text("id").orElseThrow(),
                    new OutboxPosition(0, 0),
                    message.text("repositoryArn")
                            .flatMap(RepositoryArn::parse)
                            .map(Subject::of)
                            .orElseThrow(),
                    message.text("finding").map(FindingKey::parse).orElseThrow(),
                    message.text("incarnation").map(Instant::parse).orElseThrow(),
                    message.whole("attempt").map(Math::toIntExact).orElseThrow());
        } catch (NoSuchElementException | IllegalArgumentException | DateTimeException | ArithmeticException fault) {
            throw new IllegalArgumentException("the message is not a remediation request", fault);
        }
    }
}

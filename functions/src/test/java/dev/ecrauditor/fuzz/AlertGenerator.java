package dev.ecrauditor.fuzz;

import dev.ecrauditor.alert.Alert;
import dev.ecrauditor.event.Actor;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.rule.evidence.Evidence;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Alerts made of bytes. The byte 0xFF, which UTF-8 does not have, separates pieces: the first piece is the shape (how
 * many findings, which status and so on, a byte each), the others are UTF-8 texts, taken in turn for every text that
 * comes from outside. The private characters U+E000 and U+E001 stand for lone surrogates, which UTF-8 cannot write.
 */
public final class AlertGenerator {

    static final RuleRegistry RULES = RuleCatalog.standard(Duration.ofMinutes(15));
    private static final int SEPARATOR = 0xFF;
    private static final List<RepositoryArn> REPOSITORIES = List.of(
            new RepositoryArn("aws", "us-east-1", "111122223333", "payments/api"),
            new RepositoryArn("aws-us-gov", "us-gov-west-1", "123456789012", "a".repeat(256)),
            new RepositoryArn("aws-cn", "cn-northwest-1", "444455556666", "a__b/c.d-e"),
            new RepositoryArn("aws", "x-" + "y".repeat(30), "999999999999", "ab"));
    private static final List<Instant> TIMES = List.of(
            Instant.parse("2026-11-20T10:05:00Z"),
            Instant.parse("2026-11-20T10:05:00.123456789Z"),
            Instant.parse("0000-01-01T00:00:00Z"),
            Instant.EPOCH,
            Instant.parse("9999-12-31T23:59:59.999999999Z"));

    private final int times;
    private final byte[] shape;
    private final List<String> texts = new ArrayList<>();
    private int nextShape;
    private int nextText;

    private AlertGenerator(byte[] input, int times) {
        this.times = times;
        List<byte[]> pieces = pieces(input);
        shape = pieces.get(0);
        pieces.stream().skip(1).forEach(piece -> texts.add(decoded(piece)));
    }

    public static Alert of(byte[] input) {
        return new AlertGenerator(input, 1).alert();
    }

    /**
     * Now and then as much as a record can hold: a short input has to reach the limits too, but not when speed counts.
     */
    static Alert largeOf(byte[] input) {
        return new AlertGenerator(input, 400).alert();
    }

    private Alert alert() {
        Subject subject = Subject.of(pick(REPOSITORIES));
        AlertStatus status = pick(List.of(AlertStatus.values()));
        Instant at = pick(TIMES);
        Optional<EventSummary> event = pick(3) == 0 ? Optional.empty() : Optional.of(event());
        boolean certain = pick(2) == 0;
        List<AlertFacts> facts = new ArrayList<>();
        int findings = 1 + pick(RULES.rules().size());
        for (int i = 0; i < findings; i++) {
            FindingKey key = new FindingKey(rule(), pick(List.of(FindingKey.Kind.values())));
            facts.add(AlertFacts.of("0123456789abcdef0123456789abcdef#" + (i + 1), key, status)
                    .position(new OutboxPosition(7, i))
                    .cause(pick(2) == 0 ? Optional.empty() : Optional.of(pick(List.of(Cause.values()))))
                    .severity(pick(List.of(Severity.values())))
                    .evidence(evidence())
                    .openedAt(pick(TIMES))
                    .at(at)
                    .event(event)
                    .setBy(event.filter(named -> certain))
                    .build());
        }
        return Alert.of(subject, facts, RULES, pick(TIMES));
    }

    private EventSummary event() {
        Actor actor = new Actor(optional(), optional(), optional(), pick(List.of(Actor.Tool.values())));
        return new EventSummary(shortened(text()), shortened(text()), pick(TIMES), actor);
    }

    /** The event reader refuses longer ids. */
    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), 128));
    }

    private String rule() {
        int which = pick(RULES.rules().size() + 1);
        return which == RULES.rules().size()
                ? "a-rule-of-an-older-version"
                : RULES.rules().get(which).metadata().id();
    }

    private Evidence evidence() {
        Map<String, String> facts = new LinkedHashMap<>();
        int size = pick(8);
        int often = pick(16) == 15 ? times : 1;
        for (int i = 0; i < size; i++) {
            facts.put(text(), text().repeat(often));
        }
        return new Evidence(text().repeat(often), facts).capped();
    }

    private Optional<String> optional() {
        return pick(4) == 3 ? Optional.empty() : Optional.of(text());
    }

    private String text() {
        return texts.isEmpty() ? "" : texts.get(nextText++ % texts.size());
    }

    private <T> T pick(List<T> choices) {
        return choices.get(pick(choices.size()));
    }

    private int pick(int choices) {
        return shape.length == 0 ? 0 : (shape[nextShape++ % shape.length] & 0xFF) % choices;
    }

    private static String decoded(byte[] piece) {
        return new String(piece, StandardCharsets.UTF_8)
                .replace('\uE000', '\uD800')
                .replace('\uE001', '\uDC00');
    }

    private static List<byte[]> pieces(byte[] input) {
        List<byte[]> pieces = new ArrayList<>();
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        for (byte b : input) {
            if ((b & 0xFF) == SEPARATOR) {
                pieces.add(piece.toByteArray());
                piece.reset();
            } else {
                piece.write(b);
            }
        }
        pieces.add(piece.toByteArray());
        return pieces;
    }
}

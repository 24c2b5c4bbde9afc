package dev.ecrauditor.iac.waiver;

import dev.ecrauditor.iac.Declarations;
import dev.ecrauditor.iac.Declarations.Note;
import dev.ecrauditor.iac.DeclaredUnit;
import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.iac.registry.DeclaredSubject;
import dev.ecrauditor.iac.waiver.WaiverText.MalformedWaiverException;
import dev.ecrauditor.repository.Setting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The waivers of an input: in comments, and in the metadata of CloudFormation resources. One that is expired or malformed
 * waives nothing and is reported.
 */
public final class InlineWaivers {

    private final WaiverText texts;
    private final Instant now;
    private final List<InlineWaiver> waivers = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();

    /**
     * @param rules the ids of every rule
     */
    public InlineWaivers(Set<String> rules, Instant now) {
        this.texts = new WaiverText(rules);
        this.now = now;
    }

    /** Adds the waivers in the comments of a file. */
    public void addComments(String file, String source) {
        WaiverComments.in(file, source)
                .forEach(comment ->
                        add(comment.written(), () -> texts.read(comment.text(), comment.written(), comment.about())));
    }

    /** Adds the waivers in the metadata of resources. */
    public void addMetadata(Declarations declarations) {
        for (DeclaredUnit unit : declarations.units()) {
            for (DeclaredResource resource : unit.resources()) {
                Optional.ofNullable(unit.metadata().get(resource.address()))
                        .ifPresent(value -> addMetadata(value, resource.position()));
            }
        }
    }

    /** The waiver that covers a failure of a rule; of several the one that ends last. */
    public Optional<InlineWaiver> covering(DeclaredSubject declared, String rule, Setting setting) {
        List<SourcePosition> lines = List.of(declared.resource().position(), declared.position(setting));
        return waivers.stream()
                .filter(waiver -> waiver.rules().contains(rule) && lines.contains(waiver.about()))
                .max(Comparator.comparing(InlineWaiver::until));
    }

    /** What is wrong with waivers: they are expired, malformed, or beside nothing that is evaluated. */
    public List<Note> notes(List<DeclaredSubject> subjects) {
        Set<SourcePosition> lines = subjects.stream()
                .flatMap(subject ->
                        Stream.concat(Stream.of(subject.resource().position()), subject.positions().values().stream()))
                .collect(Collectors.toSet());
        Stream<Note> lost = waivers.stream()
                .filter(waiver -> !lines.contains(waiver.about()))
                .map(waiver -> new Note(
                        waiver.written(),
                        "The waiver waives nothing: write it on the line of a resource or of one of its settings, or"
                                + " directly above."));
        return Stream.concat(notes.stream(), lost).toList();
    }

    private void add(SourcePosition written, Supplier<InlineWaiver> reader) {
        try {
            InlineWaiver waiver = reader.get();
            if (waiver.isOver(now)) {
                notes.add(new Note(written, "The waiver waives nothing: its last day was " + waiver.until() + "."));
            } else {
                waivers.add(waiver);
            }
        } catch (MalformedWaiverException fault) {
            notes.add(new Note(written, "The waiver waives nothing: " + fault.getMessage() + "."));
        }
    }

    private void addMetadata(DeclaredValue value, SourcePosition resource) {
        if (!(value instanceof DeclaredValue.Properties metadata)
                || !(metadata.properties().get("Waivers") instanceof DeclaredValue.Items items)) {
            notes.add(new Note(value.position(), "The metadata EcrAuditor waives nothing: it has no list Waivers."));
            return;
        }
        for (DeclaredValue item : items.items()) {
            add(item.position(), () -> waiver(item).about(resource));
        }
    }

    private WaiverText.Parts waiver(DeclaredValue value) {
        Map<String, DeclaredValue> fields =
                value instanceof DeclaredValue.Properties properties ? properties.properties() : Map.of();
        List<String> rules = fields.get("Rules") instanceof DeclaredValue.Items items
                ? items.items().stream().map(InlineWaivers::text).toList()
                : List.of();
        return texts.of(rules, text(fields.get("Until")), text(fields.get("Reason")), value.position());
    }

    private static String text(@Nullable DeclaredValue value) {
        return value instanceof DeclaredValue.Text text ? text.text() : "";
    }
}

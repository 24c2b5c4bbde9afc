package dev.ecrauditor.cli.check;

import dev.ecrauditor.iac.Declarations;
import dev.ecrauditor.iac.Declarations.Note;
import dev.ecrauditor.iac.Declarations.UnreadableFile;
import dev.ecrauditor.iac.DeclaredUnit;
import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.SourcePosition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Declarations that were read at another path than the one they are reported with.
 *
 * @param rename gives a text the reported paths
 */
record RenamedDeclarations(UnaryOperator<String> rename) {

    Declarations of(Declarations read) {
        return new Declarations(
                read.units().stream().map(this::unit).toList(),
                read.recognized().stream().map(rename).collect(Collectors.toSet()),
                read.unreadable().stream()
                        .map(file -> new UnreadableFile(position(file.position()), rename.apply(file.problem())))
                        .toList(),
                read.notes().stream()
                        .map(note -> new Note(position(note.position()), rename.apply(note.text())))
                        .toList());
    }

    private DeclaredUnit unit(DeclaredUnit unit) {
        Map<String, DeclaredValue> metadata = new LinkedHashMap<>();
        unit.metadata().forEach((address, value) -> metadata.put(rename.apply(address), value(value)));
        return new DeclaredUnit(
                unit.place(), unit.resources().stream().map(this::resource).toList(), metadata);
    }

    private DeclaredResource resource(DeclaredResource resource) {
        return new DeclaredResource(
                resource.type(),
                rename.apply(resource.address()),
                properties(resource.properties()),
                position(resource.position()));
    }

    private DeclaredValue.Properties properties(DeclaredValue.Properties read) {
        Map<String, DeclaredValue> properties = new LinkedHashMap<>();
        read.properties().forEach((name, value) -> properties.put(name, value(value)));
        return new DeclaredValue.Properties(properties, position(read.position()));
    }

    private DeclaredValue value(DeclaredValue value) {
        SourcePosition position = position(value.position());
        if (value instanceof DeclaredValue.Text text) {
            return new DeclaredValue.Text(text.text(), position);
        }
        if (value instanceof DeclaredValue.Number number) {
            return new DeclaredValue.Number(number.number(), position);
        }
        if (value instanceof DeclaredValue.Bool truth) {
            return new DeclaredValue.Bool(truth.value(), position);
        }
        if (value instanceof DeclaredValue.Items items) {
            return new DeclaredValue.Items(
                    items.items().stream().map(this::value).toList(), position);
        }
        if (value instanceof DeclaredValue.Properties properties) {
            return properties(properties);
        }
        if (value instanceof DeclaredValue.Reference reference) {
            return new DeclaredValue.Reference(rename.apply(reference.address()), reference.attribute(), position);
        }
        return value instanceof DeclaredValue.Unresolved unknown
                ? new DeclaredValue.Unresolved(rename.apply(unknown.reason()), position)
                : new DeclaredValue.Absent(position);
    }

    private SourcePosition position(SourcePosition position) {
        return new SourcePosition(rename.apply(position.file()), position.line());
    }
}

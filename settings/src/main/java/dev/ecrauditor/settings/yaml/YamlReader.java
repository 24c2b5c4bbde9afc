package dev.ecrauditor.settings.yaml;

import dev.ecrauditor.settings.yaml.LocatedNode.Scalar;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML 1.2, where {@code OFF} and {@code ON} are words, into values with their lines. It rejects unused features
 * while reading: anchors and aliases, tags, a second document, a duplicate key, and nesting deeper than any setting.
 */
public final class YamlReader {

    private static final int DEEPEST = 10;
    private static final ScalarResolver TYPES = new CoreSchema().getScalarResolver();

    private final Source source;
    private final Iterator<Event> events;
    private Event event;

    private YamlReader(Source source) {
        this.source = source;
        this.events = new Parse(LoadSettings.builder()
                        .setCodePointLimit(Source.MOST_BYTES)
                        .build())
                .parseString(source.text())
                .iterator();
        this.event = events.next();
    }

    public static LocatedNode read(Source source) {
        try {
            return new YamlReader(source).document();
        } catch (YamlEngineException e) {
            NotYaml fault = NotYaml.of(e);
            throw source.wrong(fault.line(), fault.what());
        }
    }

    private LocatedNode document() {
        next(); // the stream begins
        if (event.getEventId() == Event.ID.StreamEnd) {
            throw empty();
        }
        next(); // the document begins
        LocatedNode root = value("", 0);
        if (root instanceof Scalar scalar && scalar.type() == Scalar.Type.NOTHING) {
            throw empty();
        }
        next();
        next(); // the document ends
        if (event.getEventId() != Event.ID.StreamEnd) {
            throw source.wrong(line(event), "a second document begins; use one document, without a line ---");
        }
        return root;
    }

    private InvalidSettingsException empty() {
        return source.wrong(1, "is empty; write at least one key, like alerts: {emails: [security@example.org]}");
    }

    /** The value that begins with the current event; afterwards its last event is the current one. */
    private LocatedNode value(String key, int depth) {
        int line = line(event);
        if (event instanceof AliasEvent alias) {
            throw source.wrong(
                    line,
                    key,
                    "*%s without quotes is a YAML alias, which is not supported; write '*%s' if it is a glob"
                            .formatted(word(alias), word(alias)));
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw source.wrong(line, key, "has an anchor (&...), which is not supported; write the value itself");
        }
        if (depth > DEEPEST) {
            throw source.wrong(line, key, "is nested too deep; write it like docs/settings.md");
        }
        if (event instanceof ScalarEvent scalar) {
            refuseTag(key, scalar.getTag());
            return scalar(key, scalar);
        }
        if (event instanceof CollectionStartEvent collection) {
            refuseTag(key, collection.getTag());
        }
        return event.getEventId() == Event.ID.SequenceStart ? items(key, depth) : fields(key, depth);
    }

    private LocatedNode items(String key, int depth) {
        int line = line(event);
        List<LocatedNode> values = new ArrayList<>();
        while (next().getEventId() != Event.ID.SequenceEnd) {
            values.add(value(key + "[" + values.size() + "]", depth + 1));
        }
        return new LocatedNode.Items(line, List.copyOf(values));
    }

    private LocatedNode fields(String key, int depth) {
        int line = line(event);
        Map<String, LocatedNode.Field> values = new LinkedHashMap<>();
        while (next().getEventId() != Event.ID.MappingEnd) {
            int keyLine = line(event);
            if (!(value(key, depth + 1) instanceof Scalar name)) {
                throw source.wrong(keyLine, key, "has a key that is not a word; write a key like mode:");
            }
            String path = below(key, name.raw());
            next();
            LocatedNode.Field earlier = values.put(name.raw(), new LocatedNode.Field(keyLine, value(path, depth + 1)));
            if (earlier != null) {
                throw source.wrong(
                        keyLine, path, "is a duplicate of the key in line %d; keep one".formatted(earlier.line()));
            }
        }
        return new LocatedNode.Fields(line, values);
    }

    private Scalar scalar(String key, ScalarEvent scalar) {
        String raw = scalar.getValue();
        int line = line(scalar);
        if (raw.contains("\n")) {
            throw source.wrong(line, key, "has more than one line; write it in one line, or fold it with >-");
        }
        raw.codePoints().filter(each -> !Printable.isText(each)).findFirst().ifPresent(each -> {
            throw source.wrong(line, key, "contains the invisible character U+%04X; remove it".formatted(each));
        });
        return new Scalar(line, type(scalar), raw);
    }

    private static Scalar.Type type(ScalarEvent scalar) {
        Tag tag = TYPES.resolve(scalar.getValue(), scalar.getImplicit().canOmitTagInPlainScalar());
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return Scalar.Type.NUMBER;
        }
        if (tag.equals(Tag.BOOL)) {
            return Scalar.Type.TRUTH;
        }
        return tag.equals(Tag.NULL) ? Scalar.Type.NOTHING : Scalar.Type.TEXT;
    }

    private void refuseTag(String key, Optional<String> tag) {
        tag.ifPresent(any -> {
            throw source.wrong(
                    line(event),
                    key,
                    "has the tag %s, which is not supported; remove it".formatted(Printable.text(any)));
        });
    }

    private Event next() {
        event = events.next();
        return event;
    }

    public static String below(String key, String name) {
        String shown = Printable.text(name);
        return key.isEmpty() ? shown : key + "." + shown;
    }

    private static String word(AliasEvent alias) {
        return Printable.text(alias.getAlias().getValue());
    }

    private static int line(Event event) {
        return NotYaml.line(event.getStartMark());
    }
}

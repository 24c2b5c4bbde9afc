package dev.ecrauditor.iac.cloudformation.tree;

import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Fields;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Items;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML into a tree with lines. Short forms such as {@code !Ref} become their long forms; aliases and merge keys are
 * followed, as the AWS CLI does when it packages a template.
 *
 * <p>Source: "Intrinsic function reference" and "CloudFormation template format" (YAML 1.1), AWS CloudFormation.
 */
public final class YamlTree {

    private static final String CORE_TAG = "tag:yaml.org,2002:";
    private static final String MERGE = "<<";

    private final Iterator<Event> events;
    private final Map<Anchor, TemplateNode> anchors = new HashMap<>();
    private Event event;

    private YamlTree(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(TemplateLimits.MOST_BYTES)
                .setMaxAliasesForCollections(Integer.MAX_VALUE) // aliases are counted by weight
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
        this.event = events.next();
    }

    /**
     * Reads the only document of a text.
     *
     * @throws TemplateException if the text is no such document
     */
    public static TemplateNode read(String text) {
        try {
            return new YamlTree(text).document();
        } catch (YamlEngineException fault) {
            throw fault instanceof MarkedYamlEngineException marked
                    ? new TemplateException(
                            line(marked.getProblemMark().or(marked::getContextMark)),
                            "is not YAML: " + firstLine(marked.getProblem()))
                    : new TemplateException(1, "is not YAML: " + firstLine(fault.getMessage()));
        }
    }

    private TemplateNode document() {
        next(); // the stream begins
        if (event.getEventId() == Event.ID.StreamEnd) {
            throw new TemplateException(1, "is empty");
        }
        next(); // the document begins
        TemplateNode root = node(0);
        next();
        next(); // the document ends
        if (event.getEventId() != Event.ID.StreamEnd) {
            throw new TemplateException(line(event), "has a second document; a template is one document");
        }
        return root;
    }

    /** The value that begins with the current event; afterwards its last event is the current one. */
    private TemplateNode node(int depth) {
        int line = line(event);
        TemplateLimits.requireDepth(depth, line);
        if (event instanceof AliasEvent alias) {
            return Optional.ofNullable(anchors.get(alias.getAlias()))
                    .orElseThrow(() -> new TemplateException(
                            line, "has an alias *" + alias.getAlias().getValue() + " without its anchor before it"))
                    .at(line);
        }
        Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
        TemplateNode node = TemplateLimits.requireWeight(value(depth, line));
        anchor.ifPresent(name -> anchors.put(name, node));
        return node;
    }

    private TemplateNode value(int depth, int line) {
        if (event instanceof ScalarEvent scalar) {
            return withTag(scalar.getTag(), scalar(scalar, line));
        }
        Optional<String> tag = ((CollectionStartEvent) event).getTag();
        return withTag(tag, event.getEventId() == Event.ID.SequenceStart ? items(depth, line) : fields(depth, line));
    }

    private TemplateNode items(int depth, int line) {
        List<TemplateNode> items = new ArrayList<>();
        while (next().getEventId() != Event.ID.SequenceEnd) {
            items.add(node(depth + 1));
        }
        return new Items(items, line);
    }

    private TemplateNode fields(int depth, int line) {
        Map<String, TemplateNode> fields = new LinkedHashMap<>();
        List<TemplateNode> merged = new ArrayList<>();
        while (next().getEventId() != Event.ID.MappingEnd) {
            int keyLine = line(event);
            if (!(node(depth + 1) instanceof Scalar key)) {
                throw new TemplateException(keyLine, "has a key that is no text");
            }
            next();
            TemplateNode value = node(depth + 1).at(keyLine);
            if (key.text().equals(MERGE)) {
                merged.add(value);
                continue;
            }
            TemplateNode earlier = fields.putIfAbsent(key.text(), value);
            if (earlier != null) {
                throw new TemplateException(
                        keyLine, "has the key " + key.text() + " twice; the first is in line " + earlier.line());
            }
        }
        merged.forEach(value -> merge(value, fields));
        return new Fields(fields, line);
    }

    /** What is written beside a merge key takes precedence over what it merges. */
    private static void merge(TemplateNode merged, Map<String, TemplateNode> fields) {
        if (merged instanceof Fields more) {
            more.fields().forEach(fields::putIfAbsent);
        } else if (merged instanceof Items several) {
            several.items().forEach(each -> merge(each, fields));
        } else {
            throw new TemplateException(merged.line(), "merges something that is no mapping");
        }
    }

    private static Scalar scalar(ScalarEvent scalar, int line) {
        String text = scalar.getValue();
        boolean isPlain = scalar.getImplicit().canOmitTagInPlainScalar()
                && scalar.getTag().isEmpty();
        return new Scalar(text, isPlain ? PlainScalar.kind(text) : Scalar.Kind.TEXT, line);
    }

    private static TemplateNode withTag(Optional<String> tag, TemplateNode value) {
        if (tag.isEmpty() || tag.get().startsWith(CORE_TAG) || tag.get().equals("!")) {
            return value;
        }
        String name = tag.get().startsWith("!") ? tag.get().substring(1) : tag.get();
        String function = name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
        return new Fields(Map.of(function, value), value.line());
    }

    private Event next() {
        event = events.next();
        return event;
    }

    private static int line(Event event) {
        return line(event.getStartMark());
    }

    /** The library counts from 0. */
    private static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(0) + 1;
    }

    private static String firstLine(@Nullable String message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }
}

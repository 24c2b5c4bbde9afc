package dev.ecrauditor.iac.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.iac.terraform.evaluation.Evaluator;
import dev.ecrauditor.iac.terraform.evaluation.Scope;
import dev.ecrauditor.iac.terraform.hcl.HclParser;
import dev.ecrauditor.iac.terraform.hcl.HclSyntaxException;
import dev.ecrauditor.iac.terraform.json.JsonDocument;
import dev.ecrauditor.iac.terraform.json.JsonSyntaxException;
import dev.ecrauditor.iac.terraform.json.JsonText;
import dev.ecrauditor.iac.terraform.json.JsonValues;
import dev.ecrauditor.iac.terraform.value.Mapping;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.Value;
import dev.ecrauditor.iac.terraform.value.WorkBudget;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Renders random values in the configuration language, in each of its forms, and reads them back. */
class GeneratedValuesTest {

    private static final long SEED = 20_261_130L;

    private static final List<String> CHARACTERS = List.of(
            "a", "Z", "0", "_", "-", " ", "\"", "\\", "$", "%", "{", "}", "${", "%{", "~", "\n", "\t", "\r", "é", "€",
            "😀", "\u2028", "<", "&", "EOT", "#", "//", "'");

    private final Random random = new Random(SEED);

    @Test
    void aValueIsReadAsItWasWritten() throws HclSyntaxException, JsonSyntaxException {
        for (int i = 0; i < 3_000; i++) {
            Value value = value(0);
            String source = rendered(value, 0);
            Value read = evaluate(source);
            assertThat(read).as("case %d of seed %d: %s", i, SEED, source).isEqualTo(value);
            Value decoded = JsonValues.of(JsonDocument.read(JsonText.of(value), "json"));
            assertThat(decoded)
                    .as("case %d of seed %d: %s", i, SEED, JsonText.of(value))
                    .isEqualTo(value);
            assertThat(evaluate("jsondecode(jsonencode(" + source + "))")).isEqualTo(value);
        }
    }

    private static Value evaluate(String source) throws HclSyntaxException {
        return new Evaluator(new WorkBudget())
                .evaluate(HclParser.expression(source, 1), Scope.of(Map.of(), Unreadable.FILES));
    }

    private Value value(int depth) {
        return switch (random.nextInt(depth > 3 ? 4 : 6)) {
            case 0 -> Value.absent();
            case 1 -> Value.of(random.nextBoolean());
            case 2 -> new Value.Num(BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000, random.nextInt(5)));
            case 3 -> Value.of(text());
            case 4 -> list(depth);
            default -> map(depth);
        };
    }

    private Value list(int depth) {
        List<Value> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(value(depth + 1));
        }
        return Sequence.list(items);
    }

    private Value map(int depth) {
        Map<String, Value> entries = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            entries.put(text(), value(depth + 1));
        }
        return new Mapping(entries);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(9); i > 0; i--) {
            text.append(CHARACTERS.get(random.nextInt(CHARACTERS.size())));
        }
        return text.toString().replaceAll("\\$+\\{", "\\${").replaceAll("%+\\{", "%{");
    }

    private String rendered(Value value, int depth) {
        if (value instanceof Value.Null) {
            return "null";
        }
        if (value instanceof Value.Bool bool) {
            return String.valueOf(bool.value());
        }
        if (value instanceof Value.Num number) {
            return random.nextBoolean() ? number.plain() : "(" + number.plain() + " * 2) / 2";
        }
        if (value instanceof Value.Text text) {
            return text(text.text(), depth);
        }
        if (value instanceof Sequence sequence) {
            List<String> items = new ArrayList<>();
            sequence.items().forEach(item -> items.add(rendered(item, depth + 1)));
            String list = "[" + String.join(random.nextBoolean() ? ", " : ",\n  ", items) + "]";
            return random.nextBoolean() ? list : "[for x in " + list + " : x]";
        }
        List<String> entries = new ArrayList<>();
        ((Mapping) value)
                .entries()
                .forEach((key, entry) -> entries.add(quoted(key) + " = " + rendered(entry, depth + 1)));
        String object = "{" + String.join(random.nextBoolean() ? ", " : "\n  ", entries) + "}";
        return random.nextBoolean() ? object : "{for k, v in " + object + " : k => v}";
    }

    private String text(String text, int depth) {
        boolean canBeHeredoc = text.endsWith("\n") && !text.contains("EOT") && !text.contains("\r");
        if (depth == 0 && canBeHeredoc) {
            return "<<EOT\n" + escapedSequences(text) + "EOT\n";
        }
        return random.nextInt(3) > 0 ? quoted(text) : "\"${" + quoted(text) + "}\"";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        escapedSequences(text).codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').appendCodePoint(c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '€' -> quoted.append("\\u20ac");
                default -> quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }

    /** A sign is doubled before a brace; several signs before one have no form of their own and are not generated. */
    private static String escapedSequences(String text) {
        return text.replace("${", "$${").replace("%{", "%%{");
    }
}

package dev.ecrauditor.iac.terraform.function;

import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Mapping;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.UnevaluatedException;
import dev.ecrauditor.iac.terraform.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads YAML for {@code yamldecode}. */
final class YamlValues {

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(50)
            .setCodePointLimit(4_000_000)
            .build();

    /** Truth values without quotation marks, texts within; that difference is not kept. */
    private static final Set<String> TRUTHS_OF_YAML_1_1 = Set.of("yes", "no", "on", "off", "y", "n");

    private YamlValues() {}

    static Value of(String text) {
        try {
            return value(new Load(SETTINGS).loadFromString(text), 0);
        } catch (YamlEngineException e) {
            throw new EvaluationException("the text is not YAML");
        }
    }

    private static Value value(@Nullable Object yaml, int depth) {
        if (depth > 200) {
            throw new UnevaluatedException("the text has more than 200 levels");
        }
        if (yaml == null) {
            return Value.absent();
        }
        if (yaml instanceof String text) {
            if (TRUTHS_OF_YAML_1_1.contains(text.toLowerCase(Locale.ROOT))) {
                throw new UnevaluatedException("the text has a value that may be a truth value");
            }
            return Value.of(text);
        }
        if (yaml instanceof Boolean bool) {
            return Value.of(bool);
        }
        if (yaml instanceof Number number) {
            return number(number);
        }
        if (yaml instanceof List<?> list) {
            List<Value> items = new ArrayList<>();
            list.forEach(item -> items.add(value(item, depth + 1)));
            return Sequence.list(items);
        }
        if (yaml instanceof Map<?, ?> map) {
            Map<String, Value> entries = new TreeMap<>();
            map.forEach((key, item) -> entries.put(String.valueOf(key), value(item, depth + 1)));
            return new Mapping(entries);
        }
        throw new UnevaluatedException("the text has a value of an unknown type");
    }

    private static Value number(Number number) {
        try {
            return new Value.Num(new BigDecimal(number.toString()));
        } catch (NumberFormatException e) {
            throw new UnevaluatedException("the text has a number without a value");
        }
    }
}

package dev.ecrauditor.iac.declaration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The value of a property, as far as it is known before the deployment. */
public sealed interface DeclaredValue {

    /** The line that declares the value. */
    SourcePosition position();

    /** A text. */
    record Text(String text, SourcePosition position) implements DeclaredValue {}

    /**
     * A number.
     *
     * @param number as written, for example {@code 7} or {@code 0.5}
     */
    @SuppressWarnings("JavaLangClash") // always written DeclaredValue.Number
    record Number(String number, SourcePosition position) implements DeclaredValue {}

    /** True or false. */
    record Bool(boolean value, SourcePosition position) implements DeclaredValue {}

    /** Nothing: the property counts as not declared. */
    record Absent(SourcePosition position) implements DeclaredValue {}

    /** Values in order. */
    record Items(List<DeclaredValue> items, SourcePosition position) implements DeclaredValue {

        public Items {
            items = List.copyOf(items);
        }
    }

    /** Properties by name, in the order of the file. */
    record Properties(Map<String, DeclaredValue> properties, SourcePosition position) implements DeclaredValue {

        public Properties {
            properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        }
    }

    /**
     * An attribute of another resource of the same input, whose value AWS decides, as the ARN of a key.
     *
     * @param address the address of the resource ({@link DeclaredResource#address()})
     * @param attribute the attribute in the language of the input, for example {@code Arn}, {@code arn} or {@code key_id}
     */
    record Reference(String address, String attribute, SourcePosition position) implements DeclaredValue {}

    /**
     * A value that is not known before the deployment.
     *
     * @param reason why, as a phrase: "parameter KeyArn has no default"
     */
    record Unresolved(String reason, SourcePosition position) implements DeclaredValue {}
}

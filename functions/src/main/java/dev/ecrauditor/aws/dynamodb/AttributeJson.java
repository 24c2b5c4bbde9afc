package dev.ecrauditor.aws.dynamodb;

import dev.ecrauditor.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts JSON to DynamoDB attributes and back; DynamoDB's maps do not keep the order of members. */
public final class AttributeJson {

    private AttributeJson() {}

    static Map<String, AttributeValue> attributes(Json.Obj object) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        object.members().forEach((name, value) -> attributes.put(name, attribute(value)));
        return attributes;
    }

    public static Json.Obj json(Map<String, AttributeValue> attributes) {
        Map<String, Json> members = new LinkedHashMap<>();
        attributes.forEach((name, value) -> members.put(name, json(value)));
        return new Json.Obj(members);
    }

    private static AttributeValue attribute(Json value) {
        if (value instanceof Json.Obj object) {
            return AttributeValue.fromM(attributes(object));
        }
        if (value instanceof Json.Arr array) {
            return AttributeValue.fromL(
                    array.items().stream().map(AttributeJson::attribute).toList());
        }
        if (value instanceof Json.Num number) {
            return AttributeValue.fromN(number.literal());
        }
        if (value instanceof Json.Bool bool) {
            return AttributeValue.fromBool(bool.value());
        }
        return value instanceof Json.Str string ? AttributeValue.fromS(string.value()) : AttributeValue.fromNul(true);
    }

    private static Json json(AttributeValue value) {
        return switch (value.type()) {
            case M -> json(value.m());
            case L -> new Json.Arr(value.l().stream().map(AttributeJson::json).toList());
            case N -> new Json.Num(value.n());
            case BOOL -> new Json.Bool(value.bool());
            case S -> new Json.Str(value.s());
            default -> new Json.Null();
        };
    }
}

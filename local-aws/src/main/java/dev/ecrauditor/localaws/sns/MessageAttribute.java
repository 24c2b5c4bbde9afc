package dev.ecrauditor.localaws.sns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** One message attribute of SNS or SQS: a data type and a text; binary values are not simulated. */
public record MessageAttribute(String dataType, String value) {

    public static Map<String, MessageAttribute> readAll(Call call) {
        Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
        call.parameters().objectMap("MessageAttributes").forEach((name, fields) -> {
            String type = fields.text("DataType");
            if (fields.has("BinaryValue") || type.startsWith("Binary")) {
                throw AwsError.notImplemented("binary message attributes");
            }
            String value = fields.text("StringValue", "");
            if (value.isEmpty()) {
                throw AwsError.badRequest(
                        call.service() == AwsService.SNS ? "ParameterValueInvalid" : "InvalidParameterValue",
                        "The message attribute '" + name
                                + "' must contain non-empty message attribute value for message attribute type '"
                                + type + "'.");
            }
            attributes.put(name, new MessageAttribute(type, value));
        });
        return attributes;
    }

    public ObjectNode toSqs() {
        return Json.object().put("DataType", dataType).put("StringValue", value);
    }

    /** The form in the envelope of an SNS notification. */
    ObjectNode toEnvelope() {
        return Json.object().put("Type", dataType).put("Value", value);
    }
}

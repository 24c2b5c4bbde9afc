package dev.ecrauditor.iac.terraform.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import dev.ecrauditor.iac.terraform.json.JsonDocument;
import dev.ecrauditor.iac.terraform.json.JsonSyntaxException;
import dev.ecrauditor.iac.terraform.json.JsonText;
import dev.ecrauditor.iac.terraform.json.JsonValues;
import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Value;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** Functions that turn values into texts and back. */
final class EncodingFunctions {

    static final Map<String, TerraformFunction> ALL = Map.ofEntries(
            entry("base64decode", EncodingFunctions::base64Decode),
            entry(
                    "base64encode",
                    a -> Value.of(Base64.getEncoder().encodeToString(a.text(0).getBytes(UTF_8)))),
            entry("jsondecode", EncodingFunctions::jsonDecode),
            entry("jsonencode", a -> Value.of(JsonText.of(a.value(0)))),
            entry("md5", a -> digest("MD5", a.text(0))),
            entry("sha1", a -> digest("SHA-1", a.text(0))),
            entry("sha256", a -> digest("SHA-256", a.text(0))),
            entry("sha512", a -> digest("SHA-512", a.text(0))),
            entry("urlencode", a -> Value.of(percentEncoded(a.text(0)))),
            entry("yamldecode", a -> YamlValues.of(a.text(0))));

    private EncodingFunctions() {}

    private static Value base64Decode(Arguments arguments) {
        try {
            return Value.of(new String(Base64.getDecoder().decode(arguments.text(0)), UTF_8));
        } catch (IllegalArgumentException e) {
            throw new EvaluationException("the text is not in base64");
        }
    }

    private static Value jsonDecode(Arguments arguments) {
        try {
            return JsonValues.of(JsonDocument.read(arguments.text(0), "jsondecode"));
        } catch (JsonSyntaxException e) {
            throw new EvaluationException("the text is not JSON");
        }
    }

    private static String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c < 128 && Character.isLetterOrDigit(c)) || "-_.~".indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append(c == ' ' ? "+" : String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    private static Value digest(String algorithm, String text) {
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8));
            return Value.of(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}

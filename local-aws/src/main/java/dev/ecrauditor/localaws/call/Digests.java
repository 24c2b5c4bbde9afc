package dev.ecrauditor.localaws.call;

import dev.ecrauditor.localaws.sns.MessageAttribute;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The digests of SQS, which its clients check. */
public final class Digests {

    private static final byte TEXT_VALUE = 1;

    private Digests() {}

    public static String md5(String body) {
        return hex("MD5", body.getBytes(StandardCharsets.UTF_8));
    }

    public static String sha256(String body) {
        return hex("SHA-256", body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * MD5 over name, data type and value of each attribute in the order of the names, as the SQS developer guide
     * defines it.
     */
    public static String md5(Map<String, MessageAttribute> attributes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TreeMap<>(attributes).forEach((name, attribute) -> {
            write(name, out);
            write(attribute.dataType(), out);
            out.write(TEXT_VALUE);
            write(attribute.value(), out);
        });
        return hex("MD5", out.toByteArray());
    }

    private static void write(String text, ByteArrayOutputStream out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    private static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}

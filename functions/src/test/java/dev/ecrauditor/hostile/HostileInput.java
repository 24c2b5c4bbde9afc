package dev.ecrauditor.hostile;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * One input for the entry point of the audit function.
 *
 * @param name what is wrong with it
 * @param text the input
 * @param charset how the text becomes bytes
 * @param expectedOutcome how it has to end: {@code FAILED}, {@code RECORDED}, {@code IGNORED} with its reason, or {@link #ANY} of
 *     them
 */
record HostileInput(String name, String text, Charset charset, String expectedOutcome) {

    static final String ANY = "any";

    static HostileInput of(String name, String text, String ends) {
        return new HostileInput(name, text, StandardCharsets.UTF_8, ends);
    }

    byte[] bytes() {
        return text.getBytes(charset);
    }

    /** As it arrives in a message of the queue, which only carries text. */
    String body() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    boolean accepts(String end) {
        return expectedOutcome.equals(ANY) || expectedOutcome.equals(end);
    }

    @Override
    public String toString() {
        return name.length() <= 100 ? name : name.substring(0, 100) + "...";
    }
}

package dev.ecrauditor.json;

/** Text that is not the strict JSON this project accepts; the message says where and why, without quoting the text. */
public final class MalformedJson extends Exception {

    MalformedJson(String message) {
        super(message);
    }
}

package dev.ecrauditor.cli.preview;

/** Escapes text for HTML. */
final class Html {

    private Html() {}

    /** For text between tags and for values in quotation marks. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}

package dev.ecrauditor.cli.preview;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Translates the markup of Slack into HTML: code spans, bold text, named links, emoji and the three escapes. All other
 * text stays text.
 *
 * <p>Source: "Formatting message text", Slack API documentation.
 */
final class SlackMarkup {

    /** A name that is not in this list is shown as it is written. */
    private static final Map<String, String> EMOJI = Map.ofEntries(
            Map.entry("bell", "\uD83D\uDD14"),
            Map.entry("bust_in_silhouette", "\uD83D\uDC64"),
            Map.entry("hourglass_flowing_sand", "\u23F3"),
            Map.entry("information_source", "\u2139\uFE0F"),
            Map.entry("large_blue_circle", "\uD83D\uDD35"),
            Map.entry("large_green_circle", "\uD83D\uDFE2"),
            Map.entry("large_orange_circle", "\uD83D\uDFE0"),
            Map.entry("large_yellow_circle", "\uD83D\uDFE1"),
            Map.entry("red_circle", "\uD83D\uDD34"),
            Map.entry("repeat", "\uD83D\uDD01"),
            Map.entry("rotating_light", "\uD83D\uDEA8"),
            Map.entry("warning", "\u26A0\uFE0F"),
            Map.entry("white_check_mark", "\u2705"));

    private static final Pattern TOKEN = Pattern.compile("`(?<code>[^`\n]+)`"
            + "|<(?<url>https://[!#-;=?-{}~]+)\\|(?<label>[^<>\n]+)>"
            + "|(?<![^\\s(])\\*(?<bold>[^\\s*]|[^\\s*][^*\n]*[^\\s*])\\*(?![\\w*])"
            + "|:(?<emoji>[a-z_]+):"
            + "|(?<escape>&(?:amp|lt|gt);)");

    private SlackMarkup() {}

    static String html(String text) {
        StringBuilder html = new StringBuilder();
        Matcher token = TOKEN.matcher(text);
        int from = 0;
        while (token.find()) {
            html.append(Html.escape(text.substring(from, token.start()))).append(html(token));
            from = token.end();
        }
        return html.append(Html.escape(text.substring(from))).toString();
    }

    private static String html(Matcher token) {
        String whole = token.group();
        return group(token, "escape") // Slack writes these three as HTML does
                .or(() -> group(token, "code").map(code -> "<code>" + unescaped(code) + "</code>"))
                .or(() -> group(token, "url")
                        .map(url -> "<a href=\"" + unescaped(url) + "\">"
                                + unescaped(group(token, "label").orElse(url)) + "</a>"))
                .or(() -> group(token, "bold").map(bold -> "<b>" + html(bold) + "</b>"))
                .or(() -> group(token, "emoji").map(name -> EMOJI.getOrDefault(name, whole)))
                .orElse(whole);
    }

    private static Optional<String> group(Matcher token, String name) {
        return Optional.ofNullable(token.group(name));
    }

    /** Reads the escapes of Slack, and escapes the result for HTML. */
    private static String unescaped(String text) {
        return Html.escape(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
    }
}

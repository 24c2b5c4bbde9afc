package dev.ecrauditor.cli.findings;

import java.util.ArrayList;
import java.util.List;

/** A strict reader of RFC 4180: what is not exactly its grammar is an error. */
final class CsvReader {

    private final String text;
    private int at;

    private CsvReader(String text) {
        this.text = text;
    }

    static List<List<String>> read(String text) {
        CsvReader reader = new CsvReader(text);
        List<List<String>> rows = new ArrayList<>();
        while (reader.at < text.length()) {
            rows.add(reader.row());
        }
        return rows;
    }

    private List<String> row() {
        List<String> cells = new ArrayList<>();
        cells.add(cell());
        while (next() == ',') {
            at++;
            cells.add(cell());
        }
        if (!text.startsWith("\r\n", at)) {
            throw new IllegalArgumentException("no CRLF at " + at);
        }
        at += 2;
        return cells;
    }

    private String cell() {
        return next() == '"' ? quoted() : plain();
    }

    private String plain() {
        int start = at;
        while (",\r\n\"".indexOf(next()) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        StringBuilder cell = new StringBuilder();
        at++;
        while (true) {
            char character = next();
            at++;
            if (character != '"') {
                cell.append(character);
            } else if (at < text.length() && next() == '"') {
                cell.append('"');
                at++;
            } else {
                return cell.toString();
            }
        }
    }

    private char next() {
        if (at >= text.length()) {
            throw new IllegalArgumentException("the text ends inside a row");
        }
        return text.charAt(at);
    }
}

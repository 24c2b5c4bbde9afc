package dev.ecrauditor.cli.policy;

import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.policy.AccessChangeRow.Direction;
import dev.ecrauditor.exposure.path.Outsider;
import dev.ecrauditor.policy.action.ActionCatalogue;
import dev.ecrauditor.policy.difference.AccessGain;
import dev.ecrauditor.policy.document.ParsedPolicy;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import dev.ecrauditor.policy.document.UnreadablePolicy;
import dev.ecrauditor.rule.TrustedParties;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ExitCode;

/**
 * What changes for outsiders from one policy to another.
 *
 * @param rows what opens, then what closes
 * @param unclear what could not be compared
 */
public record PolicyDiff(List<AccessChangeRow> rows, List<String> unclear) {

    /** Something opens for an outsider who is not trusted. */
    private static final int OPENED = 1;

    public PolicyDiff {
        rows = List.copyOf(rows);
        unclear = List.copyOf(unclear);
    }

    /**
     * Compares the texts of two policies; an empty text is no policy.
     *
     * @param owner the account that owns the resource
     */
    public static PolicyDiff of(String before, String after, String owner, Terms terms) {
        ParsedPolicy old = read(before);
        ParsedPolicy now = read(after);
        List<String> unreadable = new ArrayList<>();
        unreadable(old, "old").forEach(unreadable::add);
        unreadable(now, "new").forEach(unreadable::add);
        if (!unreadable.isEmpty()) {
            return new PolicyDiff(List.of(), unreadable);
        }
        Policy from = (Policy) old;
        Policy to = (Policy) now;
        AccessGain opened = AccessGain.of(from, to, owner, terms.catalogue());
        AccessGain closed = AccessGain.of(to, from, owner, terms.catalogue());
        List<String> unclear = new ArrayList<>();
        opened.unclear().forEach(what -> unclear.add("what opens: " + what));
        closed.unclear().forEach(what -> unclear.add("what closes: " + what));
        return new PolicyDiff(
                Stream.concat(rows(opened, Direction.OPENED, to, terms), rows(closed, Direction.CLOSED, from, terms))
                        .toList(),
                unclear);
    }

    /**
     * By which terms policies are compared.
     *
     * @param trusted who is meant to have access
     * @param catalogue the actions of a repository policy, or of a registry policy
     */
    public record Terms(TrustedParties trusted, ActionCatalogue catalogue) {}

    private static ParsedPolicy read(String text) {
        return text.isBlank() ? new Policy("2012-10-17", List.of()) : PolicyParser.parse(text);
    }

    private static Stream<String> unreadable(ParsedPolicy parsed, String name) {
        return parsed instanceof UnreadablePolicy unreadable
                ? Stream.of("the " + name + " policy cannot be read: " + unreadable.reason())
                : Stream.empty();
    }

    private static Stream<AccessChangeRow> rows(AccessGain gain, Direction direction, Policy policy, Terms terms) {
        return gain.grants().stream()
                .map(grant -> new AccessChangeRow(direction, Outsider.of(grant, terms.trusted()), grant, policy));
    }

    public List<AccessChangeRow> rows(Direction direction) {
        return rows.stream().filter(row -> row.direction() == direction).toList();
    }

    /** The exit status: what opens takes precedence. */
    int status() {
        if (rows.stream().anyMatch(AccessChangeRow::isBad)) {
            return OPENED;
        }
        return unclear.isEmpty() ? ExitCode.OK : EcrAuditor.COULD_NOT_READ;
    }
}

package dev.ecrauditor.settings.file;

import dev.ecrauditor.settings.yaml.LocatedNode;
import dev.ecrauditor.settings.yaml.NodeLocation;
import dev.ecrauditor.settings.yaml.Source;
import dev.ecrauditor.settings.yaml.WrongSettings;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Checks that a schema cannot express: dates exist, and no earlier entry hides a later one. */
final class SemanticValidator {

    /** Limits the comparisons: every glob is compared with every one above it. */
    private static final int MOST_GLOBS = 10_000;

    private final Source source;
    private final NodeLocation root;

    private SemanticValidator(Source source, LocatedNode root) {
        this.source = source;
        this.root = new NodeLocation("", root.line(), root);
    }

    static void check(Source source, LocatedNode root) {
        SemanticValidator validator = new SemanticValidator(source, root);
        validator.list("waivers").forEach(validator::refuseDaysOutsideTheCalendar);
        validator.refuseHiddenEntries(validator.list("remediation"));
    }

    private void refuseDaysOutsideTheCalendar(NodeLocation waiver) {
        NodeLocation expires = waiver.at("expires");
        try {
            LocalDate.parse(text(expires));
        } catch (DateTimeException e) {
            throw wrong(
                    expires, "'%s' is not a day of the calendar; write it like 2027-01-31".formatted(text(expires)));
        }
    }

    /** The first entry that matches decides, so a narrower one below it would have no effect. */
    private void refuseHiddenEntries(List<NodeLocation> entries) {
        List<NodeLocation> above = new ArrayList<>();
        for (NodeLocation entry : entries) {
            List<NodeLocation> accounts = items(entry.at("accounts"));
            if (above.size() + accounts.size() > MOST_GLOBS) {
                throw wrong(entry, "more than %d accounts in total; use globs".formatted(MOST_GLOBS));
            }
            accounts.forEach(account -> refuseIfHidden(account, above));
            above.addAll(accounts);
        }
    }

    private void refuseIfHidden(NodeLocation account, List<NodeLocation> above) {
        for (NodeLocation first : above) {
            if (Globs.covers(text(first), text(account))) {
                throw wrong(
                        account,
                        "'%s' never decides, because '%s' in line %d matches it first; put the narrower entry above"
                                .formatted(text(account), text(first), first.line()));
            }
        }
    }

    private List<NodeLocation> list(String name) {
        boolean there = root.value() instanceof LocatedNode.Fields fields
                && fields.values().containsKey(name);
        return there ? items(root.at(name)) : List.of();
    }

    private static List<NodeLocation> items(NodeLocation list) {
        int size =
                list.value() instanceof LocatedNode.Items items ? items.values().size() : 0;
        return IntStream.range(0, size).mapToObj(list::at).toList();
    }

    private static String text(NodeLocation place) {
        return place.value() instanceof LocatedNode.Scalar scalar ? scalar.raw() : "";
    }

    private WrongSettings wrong(NodeLocation place, String what) {
        return source.wrong(place.line(), place.key(), what);
    }
}

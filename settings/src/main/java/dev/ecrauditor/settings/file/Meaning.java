package dev.ecrauditor.settings.file;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What no schema can say of settings that keep to theirs: days are in the calendar, and no entry is hidden by an earlier one. */
final class Meaning {

    /** Every glob is held against every one above it. */
    private static final int MOST_GLOBS = 10_000;

    private final Source source;
    private final Place root;

    private Meaning(Source source, Located root) {
        this.source = source;
        this.root = new Place("", root.line(), root);
    }

    static void check(Source source, Located root) {
        Meaning meaning = new Meaning(source, root);
        meaning.list("waivers").forEach(meaning::refuseDaysOutsideTheCalendar);
        meaning.refuseHiddenEntries(meaning.list("remediation"));
    }

    private void refuseDaysOutsideTheCalendar(Place waiver) {
        Place expires = waiver.at("expires");
        try {
            LocalDate.parse(text(expires));
        } catch (DateTimeException e) {
            throw wrong(
                    expires, "'%s' is not a day of the calendar; write it like 2027-01-31".formatted(text(expires)));
        }
    }

    /** The first entry that matches decides, so a narrower one below it would be read by people and by nothing else. */
    private void refuseHiddenEntries(List<Place> entries) {
        List<Place> above = new ArrayList<>();
        for (Place entry : entries) {
            List<Place> accounts = items(entry.at("accounts"));
            if (above.size() + accounts.size() > MOST_GLOBS) {
                throw wrong(entry, "here are more than %d accounts in all; use globs".formatted(MOST_GLOBS));
            }
            accounts.forEach(account -> refuseIfHidden(account, above));
            above.addAll(accounts);
        }
    }

    private void refuseIfHidden(Place account, List<Place> above) {
        for (Place first : above) {
            if (Globs.covers(text(first), text(account))) {
                throw wrong(
                        account,
                        "'%s' never decides, because '%s' in line %d matches it first; put the narrower entry above"
                                .formatted(text(account), text(first), first.line()));
            }
        }
    }

    private List<Place> list(String name) {
        boolean there =
                root.value() instanceof Located.Fields fields && fields.values().containsKey(name);
        return there ? items(root.at(name)) : List.of();
    }

    private static List<Place> items(Place list) {
        int size = list.value() instanceof Located.Items items ? items.values().size() : 0;
        return IntStream.range(0, size).mapToObj(list::at).toList();
    }

    private static String text(Place place) {
        return place.value() instanceof Located.Scalar scalar ? scalar.raw() : "";
    }

    private WrongSettings wrong(Place place, String what) {
        return source.wrong(place.line(), place.key(), what);
    }
}

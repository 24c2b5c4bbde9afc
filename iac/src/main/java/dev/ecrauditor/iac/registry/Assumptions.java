package dev.ecrauditor.iac.registry;

import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The accounts and Regions to which declarations could be deployed, where that is not known: each that they name, and one
 * that they do not name. A verdict holds if it is the same in all of them.
 *
 * @param places the first is the one that is not named
 * @param isComplete false if there are too many to try each
 */
record Assumptions(List<DeploymentPlace> places, boolean isComplete) {

    private static final int MOST = 40;
    private static final Pattern ACCOUNT = Pattern.compile("(?<![0-9])[0-9]{12}(?![0-9])");
    private static final Pattern REGION =
            Pattern.compile("(?<![a-z0-9-])[a-z]{2}(?:-[a-z]{3,9}){1,3}-[0-9](?![a-z0-9-])");

    Assumptions {
        places = List.copyOf(places);
    }

    /**
     * The places to try.
     *
     * @param place where the declarations are deployed, as far as it is known
     * @param values what the verdicts follow from
     * @param texts more of it
     */
    static Assumptions of(DeploymentPlace place, List<DeclaredValue> values, List<String> texts) {
        if (place.isAccountKnown() && place.isRegionKnown()) {
            return new Assumptions(List.of(place), true);
        }
        Set<String> accounts = new TreeSet<>();
        Set<String> regions = new TreeSet<>();
        values.forEach(value -> collect(value, accounts, regions));
        texts.forEach(text -> collect(text, accounts, regions));
        List<DeploymentPlace> places = new ArrayList<>();
        for (String account : candidates(place.isAccountKnown(), place.account(), accounts)) {
            for (String region : candidates(place.isRegionKnown(), place.region(), regions)) {
                places.add(new DeploymentPlace(account, region));
            }
        }
        return places.size() <= MOST ? new Assumptions(places, true) : new Assumptions(places.subList(0, 1), false);
    }

    private static List<String> candidates(boolean isKnown, String value, Set<String> named) {
        List<String> candidates = new ArrayList<>(List.of(value));
        if (!isKnown) {
            named.stream().filter(each -> !each.equals(value)).forEach(candidates::add);
        }
        return candidates;
    }

    private static void collect(DeclaredValue value, Set<String> accounts, Set<String> regions) {
        if (value instanceof DeclaredValue.Text text) {
            collect(text.text(), accounts, regions);
        } else if (value instanceof DeclaredValue.Number number) {
            collect(number.number(), accounts, regions);
        } else if (value instanceof DeclaredValue.Items items) {
            items.items().forEach(item -> collect(item, accounts, regions));
        } else if (value instanceof DeclaredValue.Properties properties) {
            properties.properties().forEach((name, item) -> {
                collect(name, accounts, regions);
                collect(item, accounts, regions);
            });
        }
    }

    private static void collect(String text, Set<String> accounts, Set<String> regions) {
        addAll(ACCOUNT.matcher(text), accounts);
        Matcher region = REGION.matcher(text);
        while (region.find()) {
            if (RepositoryArn.isRegion(region.group())) {
                regions.add(region.group());
            }
        }
    }

    private static void addAll(Matcher matcher, Set<String> found) {
        while (matcher.find()) {
            found.add(matcher.group());
        }
    }
}

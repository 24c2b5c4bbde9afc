package dev.ecrauditor.iac.terraform.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the resource whose attribute an expression of the configuration passes on. */
final class References {

    /** Through so many variables and outputs a reference is followed. */
    private static final int MOST_STEPS = 30;

    private static final Set<String> NO_RESOURCES =
            Set.of("each", "count", "path", "terraform", "self", "local", "data");

    private final Set<String> addresses = new TreeSet<>();

    /**
     * Finds references.
     *
     * @param addresses the resources that the plan leaves behind
     */
    References(Set<String> addresses) {
        this.addresses.addAll(addresses);
    }

    /** An attribute of a resource. */
    record Target(String address, String attribute) {}

    /**
     * The attribute that an expression passes on, if it uses exactly one.
     *
     * @param modulePath of the resource that has the expression, with keys, for example {@code module.a["x"].}
     * @param key of that resource, for example {@code ["x"]}
     */
    Optional<Target> target(PlanNode expression, PlanModule module, String modulePath, String key) {
        Set<Target> found = new LinkedHashSet<>();
        boolean isComplete = collect(expression, new Location(module, modulePath, key), found, 0);
        return isComplete && found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

    private record Location(PlanModule module, String path, String key) {}

    /** Adds what the references of an expression lead to; false if one leads to something else. */
    private boolean collect(PlanNode expression, Location place, Set<Target> found, int step) {
        List<String> names = expression.member("references").items().stream()
                .map(PlanNode::text)
                .toList();
        if (names.isEmpty() || step > MOST_STEPS) {
            return false;
        }
        for (String name : names) {
            boolean isPrefix = names.stream().anyMatch(longer -> isLonger(longer, name));
            if (!isPrefix && !isIteration(name) && !collect(name, place, found, step)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLonger(String longer, String name) {
        return longer.startsWith(name + ".") || longer.startsWith(name + "[");
    }

    private static boolean isIteration(String name) {
        return name.equals("each.key") || name.equals("count.index");
    }

    private boolean collect(String name, Location place, Set<Target> found, int step) {
        List<String> parts = parts(name);
        String first = parts.get(0);
        if (first.equals("var") && parts.size() > 1) {
            return argument(parts.get(1), place, found, step);
        }
        if (first.equals("module") && parts.size() > 2) {
            return output(parts, place, found, step);
        }
        if (NO_RESOURCES.contains(first) || parts.size() < 2) {
            return false;
        }
        Optional<String> address = instance(place.path() + first + "." + withoutKey(parts.get(1)), parts.get(1), place);
        if (address.isEmpty() || parts.size() < 3) {
            return false;
        }
        found.add(new Target(address.get(), parts.get(2)));
        return true;
    }

    private boolean argument(String variable, Location place, Set<Target> found, int step) {
        if (place.module().caller().isEmpty()) {
            return false;
        }
        PlanNode expression = place.module().call().member("expressions").member(withoutKey(variable));
        List<String> steps =
                parts(place.path().substring(0, Math.max(0, place.path().length() - 1)));
        String path = String.join(".", steps.subList(0, Math.max(0, steps.size() - 2)));
        String key = steps.isEmpty() ? "" : key(steps.get(steps.size() - 1));
        Location caller = new Location(place.module().caller().get(), path.isEmpty() ? "" : path + ".", key);
        return collect(expression, caller, found, step + 1);
    }

    private boolean output(List<String> parts, Location place, Set<Target> found, int step) {
        String name = withoutKey(parts.get(1));
        PlanModule called = place.module().called(name);
        PlanNode expression =
                called.node().member("outputs").member(withoutKey(parts.get(2))).member("expression");
        String key = key(parts.get(1));
        return collect(
                expression, new Location(called, place.path() + "module." + name + key + ".", key), found, step + 1);
    }

    /** The address with its key: the one that is written, the only one, or the one with the same key. */
    private Optional<String> instance(String address, String written, Location place) {
        if (addresses.contains(address + key(written))) {
            return Optional.of(address + key(written));
        }
        if (addresses.contains(address + place.key())) {
            return Optional.of(address + place.key());
        }
        List<String> instances = addresses.stream()
                .filter(candidate -> candidate.startsWith(address + "["))
                .limit(2)
                .toList();
        return instances.size() == 1 ? Optional.of(instances.get(0)) : Optional.empty();
    }

    private static String withoutKey(String part) {
        int bracket = part.indexOf('[');
        return bracket < 0 ? part : part.substring(0, bracket);
    }

    private static String key(String part) {
        int bracket = part.indexOf('[');
        return bracket < 0 ? "" : part.substring(bracket);
    }

    /** The parts between the dots, where a dot inside brackets does not count. */
    static List<String> parts(String traversal) {
        Set<Integer> dots = new TreeSet<>();
        boolean isInside = false;
        for (int i = 0; i < traversal.length(); i++) {
            char c = traversal.charAt(i);
            isInside = c == '[' || (isInside && c != ']');
            if (c == '.' && !isInside) {
                dots.add(i);
            }
        }
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int dot : dots) {
            parts.add(traversal.substring(from, dot));
            from = dot + 1;
        }
        parts.add(traversal.substring(from));
        return List.copyOf(parts);
    }
}

package dev.ecrauditor.policy.document;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A policy's text in a form that keeps its meaning and removes the differences that AWS makes when it stores a policy:
 * an account id becomes the ARN of the account's root user, single values become lists, and lists, statements and
 * members change their order. Everything else, such as Sid and Id, stays as it is. Two texts with equal forms mean the
 * same.
 *
 * <p>Source: "AWS JSON policy elements: Principal", IAM User Guide (account principals, unique ids of deleted
 * principals).
 */
public final class PolicyNormalForm {

    private final String text;
    private final Optional<Json> policy;

    private PolicyNormalForm(String text, Optional<Json> policy) {
        this.text = text;
        this.policy = policy;
    }

    /** The normal form of a policy; text that is no JSON object is its own normal form. */
    public static PolicyNormalForm of(String text) {
        try {
            Json read = JsonReader.read(text);
            if (!(read instanceof Json.Obj)) {
                return new PolicyNormalForm(text, Optional.empty());
            }
            return new PolicyNormalForm(JsonWriter.write(policy(read, id -> id)), Optional.of(read));
        } catch (MalformedJson notComparable) {
            return new PolicyNormalForm(text, Optional.empty());
        }
    }

    /** The normal form as text. */
    public String text() {
        return text;
    }

    /**
     * True when AWS can return this policy as the other one: they mean the same, or they do once each unique id that
     * AWS returns is assigned to a user or role that this policy names and the other does not. AWS returns the unique
     * id of a principal that was deleted after the policy was set.
     */
    public boolean isShownAs(PolicyNormalForm shown) {
        if (text.equals(shown.text)) {
            return true;
        }
        if (policy.isEmpty() || shown.policy.isEmpty()) {
            return false;
        }
        Set<String> here = principals(policy.get());
        Set<String> there = principals(shown.policy.get());
        return new DeletedPrincipals(
                        there.stream().filter(id -> !here.contains(id)).toList(),
                        here.stream().filter(arn -> !there.contains(arn)).toList())
                .match(names -> text.equals(JsonWriter.write(policy(shown.policy.get(), names))));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PolicyNormalForm form && form.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private static Json policy(Json policy, UnaryOperator<String> names) {
        Map<String, Json> members = new TreeMap<>(policy.members());
        members.computeIfPresent(
                "Statement", (name, statements) -> sorted(list(statements), statement -> statement(statement, names)));
        return new Json.Obj(members);
    }

    private static Json statement(Json statement, UnaryOperator<String> names) {
        Map<String, Json> members = new TreeMap<>();
        statement
                .members()
                .forEach((name, value) -> members.put(
                        name,
                        switch (name) {
                            case "Principal", "NotPrincipal" -> principal(value, names);
                            case "Action", "NotAction" -> values(value, action -> action.toLowerCase(Locale.ROOT));
                            case "Resource", "NotResource" -> values(value, resource -> resource);
                            case "Condition" -> condition(value);
                            default -> value;
                        }));
        return statement instanceof Json.Obj ? new Json.Obj(members) : statement;
    }

    /** There are two equivalent forms for everybody. */
    private static Json principal(Json principal, UnaryOperator<String> names) {
        if (principal instanceof Json.Str everybody && everybody.value().equals("*")) {
            return new Json.Obj(Map.of("AWS", Json.of(List.of("*"))));
        }
        if (!(principal instanceof Json.Obj)) {
            return principal;
        }
        Map<String, Json> members = new TreeMap<>();
        principal
                .members()
                .forEach((type, value) -> members.put(
                        type,
                        type.equals("AWS")
                                ? values(value, name -> account(names.apply(name)))
                                : values(value, name -> name)));
        return new Json.Obj(members);
    }

    /** The account id for the ARN of a root user; everything else unchanged. */
    private static String account(String principal) {
        String[] parts = principal.split(":", -1);
        boolean isRoot = parts.length == 6
                && parts[0].equals("arn")
                && parts[2].equals("iam")
                && parts[3].isEmpty()
                && parts[5].equals("root");
        return isRoot && isAccountId(parts[4]) ? parts[4] : principal;
    }

    private static boolean isAccountId(String text) {
        return text.length() == 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Json condition(Json condition) {
        Map<String, Json> operators = new TreeMap<>();
        condition.members().forEach((operator, keys) -> {
            Map<String, Json> members = new TreeMap<>();
            keys.members().forEach((key, value) -> members.put(key, values(value, text -> text)));
            operators.put(operator, keys instanceof Json.Obj ? new Json.Obj(members) : keys);
        });
        return condition instanceof Json.Obj ? new Json.Obj(operators) : condition;
    }

    /** One value or a list of values, without order or duplicates; a number or a boolean is its text. */
    private static Json values(Json value, UnaryOperator<String> form) {
        Set<String> texts = new TreeSet<>();
        List<Json> others = new ArrayList<>();
        for (Json one : list(value)) {
            scalar(one).ifPresentOrElse(text -> texts.add(form.apply(text)), () -> others.add(one));
        }
        List<Json> all = new ArrayList<>(texts.stream().map(Json::of).toList());
        all.addAll(others);
        return new Json.Arr(all);
    }

    private static Optional<String> scalar(Json value) {
        if (value instanceof Json.Bool bool) {
            return Optional.of(Boolean.toString(bool.value()));
        }
        return value instanceof Json.Num number ? Optional.of(number.literal()) : value.text();
    }

    private static List<Json> list(Json value) {
        return value instanceof Json.Arr array ? array.items() : List.of(value);
    }

    private static Json sorted(List<Json> items, UnaryOperator<Json> form) {
        return new Json.Arr(items.stream()
                .map(form)
                .map(item -> Map.entry(JsonWriter.write(item), item))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList());
    }

    /** The AWS principals of all statements. */
    private static Set<String> principals(Json policy) {
        return list(policy.at("Statement")).stream()
                .flatMap(statement -> List.of(statement.at("Principal"), statement.at("NotPrincipal")).stream())
                .flatMap(principal -> list(principal.at("AWS")).stream())
                .flatMap(value -> value.text().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

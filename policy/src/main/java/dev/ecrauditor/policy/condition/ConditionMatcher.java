package dev.ecrauditor.policy.condition;

import dev.ecrauditor.policy.pattern.WorkBudget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Evaluates a condition on a concrete request, as AWS does.
 *
 * <p>Source: "IAM JSON policy elements: Condition operators" and "Multivalued context keys", IAM User Guide.
 */
public final class ConditionMatcher {

    private final boolean variables;
    private final IdentityHashMap<Condition, Form> forms = new IdentityHashMap<>();
    private final Map<Condition, Form> formsByText = new HashMap<>();
    private final WorkBudget budget;

    /**
     * @param variables true when the policy's language has variables
     */
    public ConditionMatcher(boolean variables, WorkBudget budget) {
        this.variables = variables;
        this.budget = budget;
    }

    /** The values of condition keys in a request. */
    public interface Context {

        /** The values of a key in lower case; none when it is absent. */
        List<String> of(String key);

        static Context of(Map<String, List<String>> keys) {
            return key -> keys.getOrDefault(key, List.of());
        }
    }

    /** The parts of a condition, in terms of the User Guide. */
    private record Form(
            boolean understood,
            boolean reliedOn,
            String key,
            String operator,
            boolean negated,
            boolean forAllValues,
            boolean forAnyValue,
            boolean ifExists,
            ValueMatcher values,
            List<Variables.Template> open,
            Set<String> variables,
            Object inAllow,
            Object inDeny) {}

    private Form known(Condition condition) {
        Form form = forms.get(condition);
        if (form == null) {
            form = formsByText.computeIfAbsent(condition, this::form);
            forms.put(condition, form);
        }
        return form;
    }

    /** The form shared by all conditions with the same text. */
    public Object sameText(Condition condition, boolean inAllow) {
        return inAllow ? known(condition).inAllow() : known(condition).inDeny();
    }

    private Form form(Condition condition) {
        String base = condition.baseOperator();
        int not = base.indexOf("not");
        boolean negated = not >= 0;
        String operator = negated ? base.substring(0, not) + base.substring(not + "not".length()) : base;
        List<String> fixed = new ArrayList<>();
        List<Variables.Template> open = new ArrayList<>();
        for (String value : condition.values()) {
            if (variables && value.contains("${")) {
                open.add(Variables.template(value));
            } else {
                fixed.add(value);
            }
        }
        boolean understood = ConditionForms.isUnderstood(condition, variables);
        boolean reliedOn = understood && ConditionForms.isReliedOn(condition, variables);
        Object inAllow = new Object();
        return new Form(
                understood,
                reliedOn,
                condition.key().toLowerCase(Locale.ROOT),
                operator,
                negated,
                condition.isForAllValues(),
                condition.isForAnyValue(),
                condition.isIfExists(),
                new ValueMatcher(operator, fixed, budget),
                List.copyOf(open),
                variables ? Variables.in(condition.values()) : Set.of(),
                inAllow,
                reliedOn ? inAllow : new Object());
    }

    /**
     * True when the condition holds for a request with these keys.
     *
     * @param inAllow true for a condition of an Allow, where every undocumented form holds; in a Deny none of them
     *     holds
     */
    public boolean holds(Condition condition, Context request, boolean inAllow) {
        Form form = known(condition);
        if (inAllow ? !form.understood() : !form.reliedOn()) {
            return inAllow;
        }
        List<String> actual = request.of(form.key());
        if (form.operator().equals("null")) {
            for (String value : condition.values()) {
                if (value.equalsIgnoreCase("true") == actual.isEmpty()) {
                    return true;
                }
            }
            return false;
        }
        if (actual.isEmpty()) {
            return form.forAllValues() || (!form.forAnyValue() && (form.ifExists() || form.negated()));
        }
        for (String value : actual) {
            boolean matches = anyMatches(form, value, request) != form.negated();
            if (matches != form.forAllValues()) {
                return matches;
            }
        }
        return form.forAllValues();
    }

    /** The key of a condition in lower case. */
    public String key(Condition condition) {
        return known(condition).key();
    }

    /** The keys of the variables in a condition, in lower case. */
    public Set<String> variables(Condition condition) {
        return known(condition).variables();
    }

    private boolean anyMatches(Form form, String actual, Context request) {
        if (form.values().match(actual)) {
            return true;
        }
        for (Variables.Template open : form.open()) {
            Optional<String> wanted = open.filled(request, budget);
            if (wanted.isPresent() && Comparisons.matches(form.operator(), wanted.get(), actual, budget)) {
                return true;
            }
        }
        return false;
    }
}

package dev.ecrauditor.policy.naive;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ecrauditor.policy.naive.NaiveConditions.Answer;
import dev.ecrauditor.policy.naive.NaivePolicy.Named;
import dev.ecrauditor.policy.naive.NaivePolicy.Statement;
import dev.ecrauditor.policy.naive.NaivePolicy.Test;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A second evaluator for one request at a time, written from the IAM User Guide and independent of the first one. Where
 * the guide does not document a form, it holds in an Allow and does not hold in a Deny.
 */
final class NaiveEvaluator {

    private final NaivePolicy policy;
    private final NaiveConditions conditions;

    NaiveEvaluator(String text) throws JsonProcessingException {
        this.policy = NaivePolicy.of(text);
        this.conditions = new NaiveConditions(policy.variables());
    }

    NaivePolicy policy() {
        return policy;
    }

    boolean allows(NaiveRequest request) {
        return allows(request, covering(request.action()));
    }

    /**
     * @param covering the statements that cover the action
     */
    boolean allows(NaiveRequest request, List<Statement> covering) {
        boolean allowed = false;
        for (Statement statement : covering) {
            if (applies(statement, request)) {
                if (!statement.allow()) {
                    return false;
                }
                allowed = true;
            }
        }
        return allowed;
    }

    List<Statement> covering(String action) {
        return policy.statements().stream()
                .filter(statement -> covers(statement, action))
                .toList();
    }

    private boolean applies(Statement statement, NaiveRequest request) {
        if ((!statement.allow() && !statement.documented()) || !isAbout(statement, request)) {
            return false;
        }
        for (Test test : statement.tests()) {
            if (!holds(test, statement.allow(), request.context())) {
                return false;
            }
        }
        return true;
    }

    boolean holds(Test test, boolean allow, Map<String, List<String>> context) {
        if (!allow && NaiveConditions.treatsSeveralAsOne(test)) {
            return false;
        }
        Answer answer = conditions.ask(test, context);
        return answer == Answer.TRUE || (answer == Answer.NOT_DOCUMENTED && allow);
    }

    static boolean covers(Statement statement, String action) {
        String name = action.toLowerCase(Locale.ROOT);
        boolean matches = false;
        for (String pattern : statement.actions()) {
            matches |= NaiveWildcard.matches(pattern, name);
        }
        return matches != statement.notAction();
    }

    static boolean isAbout(Statement statement, NaiveRequest request) {
        boolean doubtful = statement.allow() != statement.notPrincipal();
        boolean named = statement.principals().stream().anyMatch(principal -> is(principal, request, doubtful));
        return named != statement.notPrincipal();
    }

    /**
     * Whether a principal is this requester; {@code doubtful} is the answer for a form that the guide does not
     * document.
     */
    private static boolean is(Named principal, NaiveRequest request, boolean doubtful) {
        String name = principal.name();
        return switch (principal.kind()) {
            case "Service" ->
                request.service()
                        && (doubtful || !hasWildcard(name))
                        && NaiveWildcard.matches(name, request.principal());
            case "CanonicalUser" -> hasWildcard(name) && doubtful;
            case "Federated" -> hasSignedIn(name, request, doubtful);
            case "AWS" -> name.equals("*") || isAws(name, request, doubtful);
            case "" -> name.equals("*") || (doubtful && isAws(name, request, true));
            default -> doubtful && (name.equals("*") || isAws(name, request, true));
        };
    }

    /** Only a SAML provider's ARN is a principal that the guide documents. */
    private static boolean hasSignedIn(String name, NaiveRequest request, boolean doubtful) {
        String[] fields = name.split(":", 6);
        if (name.startsWith("arn:") && isOfNoAccount(fields, name) && !(fields.length > 4 && isNumber(fields[4]))) {
            return false;
        }
        if (name.startsWith("arn:") && fields.length == 6 && isNumber(fields[4]) && !fields[5].contains("-provider/")) {
            return isArn(name, request, doubtful);
        }
        List<String> provider = request.context().getOrDefault("aws:federatedprovider", List.of());
        boolean sure = name.startsWith("arn:") && fields.length == 6 && isNumber(fields[4]) && !hasWildcard(name);
        return (sure || doubtful) && !provider.isEmpty() && NaiveWildcard.matches(name, provider.get(0));
    }

    private static boolean isAws(String name, NaiveRequest request, boolean doubtful) {
        if (isNumber(name)) {
            return isOf(name, request);
        }
        if (name.startsWith("arn:")) {
            return isArn(name, request, doubtful);
        }
        if (name.length() > 12 && name.charAt(12) == ':' && isNumber(name.substring(0, 12))) {
            return doubtful
                    && (hasWildcard(name) ? fits("arn:*:iam::" + name, request) : isOf(name.substring(0, 12), request));
        }
        return hasWildcard(name) && doubtful && (!name.contains(":") || fits(name, request));
    }

    /** True when the caller's ARN matches. */
    private static boolean fits(String pattern, NaiveRequest request) {
        return !request.service()
                && (isLike(pattern, request.principal())
                        || request.context().getOrDefault("aws:principalarn", List.of()).stream()
                                .anyMatch(arn -> isLike(pattern, arn)));
    }

    private static boolean isLike(String pattern, String arn) {
        return (pattern.startsWith("arn:") && pattern.split(":", 6).length == 6)
                ? NaiveConditions.arn(pattern, arn)
                : NaiveWildcard.matches(pattern, arn);
    }

    private static boolean isArn(String arn, NaiveRequest request, boolean doubtful) {
        String[] fields = arn.split(":", 6);
        if (fields.length < 6 || !isNumber(fields[4])) {
            return doubtful && !isOfNoAccount(fields, arn) && (!hasWildcard(arn) || fits(arn, request));
        }
        if (fields[5].equals("root")) {
            return isOf(fields[4], request);
        }
        if (fields[5].contains("-provider/")) {
            return hasSignedIn(arn, request, doubtful);
        }
        if (hasWildcard(arn)) {
            return doubtful && fits(arn, request);
        }
        if (!fields[5].matches("(role|user|assumed-role|federated-user)/.*")) {
            return doubtful && isOf(fields[4], request);
        }
        return !request.service()
                && (arn.equals(request.principal())
                        || request.context()
                                .getOrDefault("aws:principalarn", List.of())
                                .contains(arn));
    }

    /** AWS accepts no principal of an invalid account. */
    private static boolean isOfNoAccount(String[] fields, String arn) {
        return fields.length == 6
                && !fields[4].isEmpty()
                && Set.of("iam", "sts").contains(fields[2])
                && !hasWildcard(arn)
                && arn.matches("[ -~]*");
    }

    private static boolean isOf(String account, NaiveRequest request) {
        return !request.service() && account.equals(request.account());
    }

    private static boolean isNumber(String text) {
        boolean digits = text.length() == 12;
        for (int i = 0; digits && i < 12; i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits;
    }

    static boolean hasWildcard(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }
}

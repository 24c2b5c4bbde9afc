package dev.ecrauditor.policy.correction;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.policy.action.ActionCatalogue;
import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.correction.Evaluation.Evaluated;
import dev.ecrauditor.policy.correction.PolicyText.Rewritten;
import dev.ecrauditor.policy.document.ParsedPolicy;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import dev.ecrauditor.policy.document.UnreadablePolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the smallest change after which a policy lets nobody in who is not trusted: principals and values that name
 * others are taken out, the star is restricted to those who are trusted, and a statement by which nobody trusted has
 * access is taken out. Everything else stays as it is written. The owner's account is always trusted.
 *
 * <p>The result is evaluated before it is returned. Where it is not certain to be right, a person has to edit the
 * policy.
 */
public final class PolicyCorrection {

    /** The maximum length of a policy. Source: SetRepositoryPolicy, Amazon ECR API Reference. */
    public static final int MAX_POLICY = 10_240;

    private final PolicyText text;
    private final Evaluation evaluation;
    private final Map<Integer, OpenStatement> open = new TreeMap<>();
    private final Map<Integer, List<StatementText>> replacements = new TreeMap<>();
    private final List<String> changes = new ArrayList<>();

    private PolicyCorrection(Json.Obj document, Evaluation evaluation) {
        this.text = new PolicyText(document);
        this.evaluation = evaluation;
    }

    /**
     * Corrects a repository policy.
     *
     * @param policy its text
     * @param owner the account that owns the repository
     */
    public static Correction of(String policy, String owner, TrustedIds trusted) {
        return of(policy, owner, trusted, ActionCatalogue.ECR);
    }

    /**
     * Corrects the policy of a registry or of another resource. Each Allow is evaluated as if it were about every
     * resource; a Deny about some resources closes nothing.
     *
     * @param catalogue the actions that the policy can grant
     */
    public static Correction of(String policy, String owner, TrustedIds trusted, ActionCatalogue catalogue) {
        ParsedPolicy parsed = PolicyParser.parse(policy);
        if (parsed instanceof UnreadablePolicy unreadable) {
            return new Correction.ByHand("the policy cannot be read: " + unreadable.reason());
        }
        Evaluation evaluation = new Evaluation(owner, trusted, catalogue);
        AccessFacts facts = evaluation.facts((Policy) parsed);
        List<Grant> untrusted = evaluation.untrusted(facts);
        if (untrusted.isEmpty()) {
            return facts.unclear().isEmpty()
                    ? new Correction.Unneeded()
                    : new Correction.ByHand(facts.unclear().get(0));
        }
        return new PolicyCorrection((Json.Obj) document(policy), evaluation)
                .corrected(new Evaluated((Policy) parsed, facts), untrusted, policy.length());
    }

    private static Json document(String policy) {
        try {
            return JsonReader.read(policy);
        } catch (MalformedJson impossible) {
            throw new IllegalStateException("parsed before", impossible);
        }
    }

    private Correction corrected(Evaluated policy, List<Grant> untrusted, int length) {
        Map<Integer, List<Grant>> grants = new TreeMap<>();
        untrusted.forEach(grant -> grants.computeIfAbsent(grant.statement().number(), first -> new ArrayList<>())
                .add(grant));
        grants.forEach((number, ofStatement) -> open.put(
                number, evaluation.open(text.statement(ofStatement.get(0).statement()), ofStatement)));
        takeNamesOut();
        Optional<String> obstacle = addConditions();
        if (obstacle.isPresent()) {
            return new Correction.ByHand(obstacle.get());
        }
        Rewritten result = text.with(replacements);
        if (result.isEmpty()) {
            return new Correction.Emptied(changes);
        }
        return evaluated(policy, result.policy(), length);
    }

    /** The first attempt: principals and values are taken out. It suffices unless a statement is open to others too. */
    private void takeNamesOut() {
        Map<Integer, List<StatementText>> attempt = new TreeMap<>();
        open.forEach((number, statement) -> attempt.put(
                number, statement.withoutUntrustedNames().map(List::of).orElse(List.of())));
        Rewritten tried = text.with(attempt);
        AccessFacts facts = tried.isEmpty() ? Evaluation.NO_ACCESS : evaluation.facts(tried.policy());
        Set<Integer> stillOpen = evaluation.openStatements(facts);
        open.forEach((number, statement) -> {
            List<Integer> places = tried.places().getOrDefault(number, List.of());
            boolean isClosed = places.isEmpty()
                    || (facts.unclear().isEmpty() && places.stream().noneMatch(stillOpen::contains));
            if (isClosed) {
                replacements.put(number, attempt.getOrDefault(number, List.of()));
                changes.addAll(Changes.namesTakenOut(statement, places.isEmpty()));
            }
        });
        open.keySet().removeAll(replacements.keySet());
    }

    /**
     * The second attempt, for the rest: a condition requires somebody trusted. A statement by which nobody trusted has
     * access is left out.
     *
     * @return why that is not possible, as a clause
     */
    private Optional<String> addConditions() {
        Map<Integer, List<StatementPart>> parts = new LinkedHashMap<>();
        Map<Integer, List<StatementText>> attempt = new TreeMap<>(replacements);
        for (Map.Entry<Integer, OpenStatement> entry : open.entrySet()) {
            List<StatementPart> all = entry.getValue().parts();
            if (!all.stream().allMatch(StatementPart::canBeWritten)) {
                return Optional.of(entry.getValue().statement().label()
                        + " has conditions on the same keys under every operator, so that none can be added");
            }
            List<StatementPart> possible =
                    all.stream().filter(part -> part.text().isPresent()).toList();
            parts.put(entry.getKey(), possible);
            attempt.put(entry.getKey(), texts(possible));
        }
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        Rewritten tried = text.with(attempt);
        TrustedUse use = tried.isEmpty() ? TrustedUse.NONE : evaluation.use(tried.policy());
        parts.forEach((number, all) -> {
            List<Integer> places = tried.places().getOrDefault(number, List.of());
            List<StatementPart> used = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                use.of(places.get(i), all.get(i)).ifPresent(used::add);
            }
            replacements.put(number, texts(used));
            OpenStatement statement = open.get(number);
            if (statement != null) {
                changes.addAll(Changes.conditionsAdded(statement, used));
            }
        });
        return Optional.empty();
    }

    private static List<StatementText> texts(List<StatementPart> parts) {
        return parts.stream().flatMap(part -> part.text().stream()).toList();
    }

    private Correction evaluated(Evaluated before, Json after, int length) {
        int written = JsonWriter.write(after).length();
        if (written > MAX_POLICY && written > length) {
            return new Correction.ByHand("the corrected policy would be longer than " + MAX_POLICY + " characters");
        }
        Optional<Policy> policy = evaluation.read(after);
        if (policy.isEmpty()) {
            return new Correction.ByHand("the corrected policy cannot be read");
        }
        AccessFacts facts = evaluation.facts(policy.get());
        if (!facts.unclear().isEmpty()) {
            return new Correction.ByHand(facts.unclear().get(0));
        }
        List<Grant> left = evaluation.untrusted(facts);
        if (!left.isEmpty()) {
            return new Correction.ByHand(
                    left.get(0).statement().label() + " cannot be restricted to those who are trusted by a condition");
        }
        return evaluation.isKept(before, new Evaluated(policy.get(), facts))
                ? new Correction.Corrected(after, changes)
                : new Correction.ByHand("somebody who is trusted would lose access");
    }
}

package dev.ecrauditor.policy.naive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.PolicyAnalysis;
import dev.ecrauditor.policy.correction.Correction;
import dev.ecrauditor.policy.correction.PolicyCorrection;
import dev.ecrauditor.policy.correction.TrustedIds;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import dev.ecrauditor.policy.naive.NaiveRequesters.Allowed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Compares a policy with its correction, request by request, by the naive evaluator. */
final class CorrectedPolicyCheck {

    /** The naive evaluator plays the owner's own identities as those of somebody else's policy. */
    private static final String STRANGER = "987650001234";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REQUESTS = 150;
    private static final List<String> SAYS_SERVICES = List.of(
            "aws:sourcearn",
            "aws:sourceaccount",
            "aws:sourceowner",
            "aws:sourceorg",
            "aws:principalservicename",
            "aws:principalisawsservice");

    private final String before;
    private final String owner;
    private final TrustedIds trusted;
    private final List<String> faults = new ArrayList<>();
    private long kept;
    private long refused;

    private CorrectedPolicyCheck(String before, String owner, TrustedIds trusted) {
        this.before = before;
        this.owner = owner;
        this.trusted = trusted;
    }

    /**
     * The result for one policy.
     *
     * @param kept requests of those who are trusted, allowed before and after
     * @param refused requests of others, allowed before and no longer
     */
    record Outcome(Correction correction, long kept, long refused, List<String> faults) {}

    static Outcome on(String text, String owner, TrustedIds trusted) {
        return new CorrectedPolicyCheck(text, owner, trusted).compare();
    }

    /** What is wrong with a correction, wherever it comes from. */
    static List<String> faults(String before, String after, TrustedIds trusted) throws JsonProcessingException {
        CorrectedPolicyCheck check = new CorrectedPolicyCheck(before, PolicyGenerator.OWNER, trusted);
        check.compare(after);
        return check.faults;
    }

    private Outcome compare() {
        Correction correction = PolicyCorrection.of(before, owner, trusted);
        try {
            if (correction instanceof Correction.Corrected corrected) {
                compare(JsonWriter.write(corrected.policy()));
            } else if (correction instanceof Correction.Emptied) {
                compare("{\"Version\":\"2012-10-17\",\"Statement\":[]}");
            }
        } catch (JsonProcessingException broken) {
            faults.add("not JSON: " + broken.getOriginalMessage());
        }
        return new Outcome(correction, kept, refused, faults);
    }

    private void compare(String after) throws JsonProcessingException {
        Policy policy = (Policy) PolicyParser.parse(after);
        AccessFacts facts = PolicyAnalysis.of(policy, owner);
        if (!facts.unclear().isEmpty() || !facts.grants().stream().allMatch(trusted::covers)) {
            faults.add("untrusted by the analysis: " + facts.grants() + facts.unclear());
        }
        untouched(after);
        NaiveEvaluator old = new NaiveEvaluator(before);
        NaiveEvaluator corrected = new NaiveEvaluator(after);
        NaiveEvaluator named = new NaiveEvaluator(withoutStars());
        boolean ownersView = !before.toLowerCase(Locale.ROOT).contains("aws:resource");
        for (String view : ownersView ? List.of(owner, STRANGER) : List.of(owner)) {
            play(before, view, allowed -> {
                if (isTrusted(allowed.request()) && mustStay(allowed.request(), named)) {
                    kept++;
                    if (!corrected.allows(allowed.request())) {
                        faults.add("lost: " + allowed.request());
                    }
                } else if (!corrected.allows(allowed.request())) {
                    refused++;
                }
            });
            play(after, view, allowed -> {
                if (!isTrusted(allowed.request())) {
                    faults.add("let in: " + allowed.request());
                }
                if (!old.allows(allowed.request())) {
                    faults.add("new: " + allowed.request());
                }
            });
        }
    }

    private void play(String text, String view, Consumer<Allowed> whenAllowed) throws JsonProcessingException {
        String seeded = withTrustedIds(text);
        NaiveEvaluator naive = new NaiveEvaluator(seeded);
        new NaiveRequesters(naive, seeded, view, new SplittableRandom(text.hashCode()))
                .findAllowed(NaiveAgreement.actions(naive.policy()), REQUESTS, whenAllowed);
    }

    /** With a statement that allows nothing and mentions everybody who is trusted, so that they are played. */
    private String withTrustedIds(String text) throws JsonProcessingException {
        ObjectNode root = (ObjectNode) JSON.readTree(text);
        ArrayNode statements = JSON.createArrayNode();
        statements(root).forEach(statements::add);
        ObjectNode none = statements.addObject();
        none.put("Effect", "Allow").put("Principal", "*").put("Action", "sts:none");
        ObjectNode equal = none.putObject("Condition").putObject("StringEquals");
        Set<String> accounts = new TreeSet<>(trusted.accounts());
        accounts.add(owner);
        for (String key : List.of("aws:PrincipalAccount", "aws:SourceAccount")) {
            accounts.forEach(equal.withArray(key)::add);
        }
        for (String key : List.of("aws:PrincipalOrgID", "aws:SourceOrgID")) {
            new TreeSet<>(trusted.organizations()).forEach(equal.withArray(key)::add);
        }
        root.set("Statement", statements);
        return root.toString();
    }

    private static List<JsonNode> statements(JsonNode root) {
        JsonNode element = root.path("Statement");
        List<JsonNode> all = new ArrayList<>();
        if (element.isArray()) {
            element.forEach(all::add);
        } else {
            all.add(element);
        }
        return all;
    }

    private boolean isTrusted(NaiveRequest request) {
        String who = request.service() ? "source" : "principal";
        Set<String> accounts = accounts(request);
        boolean account = !accounts.isEmpty() && accounts.stream().allMatch(this::isTrustedAccount);
        List<String> organization = request.context().getOrDefault("aws:" + who + "orgid", List.of());
        return account || organization.stream().anyMatch(trusted.organizations()::contains);
    }

    private boolean isTrustedAccount(String account) {
        return account.equals(owner) || trusted.accounts().contains(account);
    }

    private static Set<String> accounts(NaiveRequest request) {
        Set<String> accounts = new HashSet<>();
        if (request.service()) {
            accounts.addAll(request.context().getOrDefault("aws:sourceaccount", List.of()));
            request.context()
                    .getOrDefault("aws:sourcearn", List.of())
                    .forEach(arn -> accounts.add(arn.split(":", 6)[4]));
        } else {
            accounts.add(request.account());
        }
        return accounts;
    }

    /**
     * An account that the policy names is trusted by its own id only. A service stays if it says for which account or
     * organization it calls, and if the policy means services: not by a star in a statement that says nothing of them.
     */
    private boolean mustStay(NaiveRequest request, NaiveEvaluator named) {
        boolean isNamed = accounts(request).stream().anyMatch(id -> !isTrustedAccount(id) && before.contains(id));
        boolean saysForWhom = request.context().getOrDefault("aws:sourceaccount", List.of()).stream()
                        .anyMatch(this::isTrustedAccount)
                || request.context().getOrDefault("aws:sourceorgid", List.of()).stream()
                        .anyMatch(trusted.organizations()::contains);
        return !isNamed && (!request.service() || (saysForWhom && named.allows(request)));
    }

    /** Without the Allow statements that say nothing about services. */
    private String withoutStars() throws JsonProcessingException {
        ObjectNode root = (ObjectNode) JSON.readTree(before);
        ArrayNode left = JSON.createArrayNode();
        for (JsonNode statement : statements(root)) {
            boolean deny = statement.toString().toLowerCase(Locale.ROOT).contains("\"deny\"");
            String condition = statement.path("Condition").toString().toLowerCase(Locale.ROOT);
            boolean about = SAYS_SERVICES.stream().anyMatch(condition::contains);
            JsonNode principal = statement.path("Principal");
            if (deny || about || (principal.has("Service") && principal.size() == 1)) {
                left.add(statement);
            }
        }
        root.set("Statement", left);
        return root.toString();
    }

    /** Statements that let nobody in who is not trusted are there as they were, in their order, and so is all else. */
    private void untouched(String after) throws JsonProcessingException {
        Policy policy = (Policy) PolicyParser.parse(before);
        Set<Integer> open = new HashSet<>();
        PolicyAnalysis.of(policy, owner).grants().stream()
                .filter(grant -> !trusted.covers(grant))
                .forEach(grant -> open.add(grant.statement().number()));
        ObjectNode old = (ObjectNode) JSON.readTree(before);
        ObjectNode corrected = (ObjectNode) JSON.readTree(after);
        List<JsonNode> now = statements(corrected);
        int place = 0;
        int number = 0;
        for (JsonNode statement : statements(old)) {
            number++;
            if (open.contains(number)) {
                continue;
            }
            while (place < now.size() && !now.get(place).equals(statement)) {
                place++;
            }
            if (place == now.size()) {
                faults.add("changed: statement " + number);
                return;
            }
            place++;
        }
        old.remove("Statement");
        corrected.remove("Statement");
        if (!now.isEmpty() && !old.equals(corrected)) {
            faults.add("changed: " + old);
        }
    }
}

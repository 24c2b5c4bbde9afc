package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.condition.Variables;
import dev.ecrauditor.policy.pattern.AccountIds;
import dev.ecrauditor.policy.pattern.Completion;
import dev.ecrauditor.policy.pattern.Representatives;
import dev.ecrauditor.policy.pattern.Wildcard;
import dev.ecrauditor.policy.request.ConditionValueCatalog.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Candidates for the resource for which an AWS service acts: none, an external one, or one that the policy names. */
public final class SourceCandidates {

    private final ConditionValueCatalog catalog;
    private final ServiceResource own;
    private final List<Candidate> organizations;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Set<Candidate> seen = new LinkedHashSet<>();

    private SourceCandidates(ConditionValueCatalog catalog, ExternalPrincipal external, ServiceResource own) {
        this.catalog = catalog;
        this.own = own;
        this.organizations = OrganizationCandidates.of(
                ConditionKey.SOURCE_ORGANIZATION, ConditionKey.SOURCE_ORGANIZATION_PATHS, catalog, external);
    }

    /**
     * All candidates for the source keys of a request that can matter to the policy.
     *
     * @param owner the account whose own resources are omitted; empty text for none
     * @param own the form of the service's resources
     */
    public static List<Candidate> of(
            ConditionValueCatalog catalog, ExternalPrincipal external, String owner, ServiceResource own) {
        SourceCandidates all = new SourceCandidates(catalog, external, own);
        Set<Value> ids = new LinkedHashSet<>(catalog.of(ConditionKey.SOURCE_ACCOUNT));
        ids.addAll(catalog.of(ConditionKey.SOURCE_OWNER));
        Set<Value> arns = catalog.of(ConditionKey.SOURCE_ARN);
        all.ofAccount(external.identity().account(), Set.of());
        for (String account : NamedAccounts.fitting(catalog, ids, arns)) {
            if (!account.equals(owner)) {
                all.ofAccount(account, Set.of());
            }
        }
        for (String account : NamedAccounts.named(ids, arns)) {
            all.ofAccount(account, Set.of(new RequestConstraint(RequestConstraint.Kind.ACCOUNT, account)));
        }
        all.withoutAccount();
        all.candidates.add(Candidate.free(Map.of()));
        return all.candidates;
    }

    private void ofAccount(String account, Set<RequestConstraint> constraints) {
        for (String arn : arns(account)) {
            add(arn, account, constraints);
        }
    }

    /**
     * Resources of the account whose ARNs match the values of the policy; their other fields are those of the policy.
     */
    private Set<String> arns(String account) {
        Set<String> arns = new LinkedHashSet<>();
        Set<String> begins = new LinkedHashSet<>(List.of(own.begin(account)));
        arns.add(own.arn(account));
        for (Value word : catalog.of(ConditionKey.SOURCE_ARN)) {
            List<String> fields = word.fields();
            catalog.budget().spend(1);
            if (isNobodys(word)) {
                continue;
            }
            if (isOverColons(word)) {
                begins.add(begin(word) + account + ":");
            } else if (fields.size() == 6 && fits(word, fields.get(4), account)) {
                String begin = "arn:" + filled(fields.get(1), own.partition()) + ":"
                        + filled(fields.get(2), own.service()) + ":" + filled(fields.get(3), own.region()) + ":"
                        + account
                        + ":";
                if (word.isPattern()) {
                    arns.add(begin
                            + (Wildcard.matches(fields.get(5), own.resource())
                                    ? own.resource()
                                    : Completion.instance(fields.get(5), "external", catalog.budget())));
                    begins.add(begin);
                } else {
                    arns.add(begin + fields.get(5));
                }
            }
        }
        for (String begin : begins) {
            arns.addAll(catalog.representatives(begin, patterns(begin), Representatives.Kind.ANY));
        }
        return arns;
    }

    /** True for a literal value that contains a wildcard, which no ARN does. */
    private static boolean isNobodys(Value word) {
        return !word.isPattern() && Variables.hasWildcard(word.text());
    }

    /** True for a pattern that matches only where a wildcard in it matches a colon. */
    private static boolean isOverColons(Value word) {
        return word.isPattern()
                && !word.byField()
                && (word.fields().size() < 6 || !isOfAccounts(word.fields().get(4)));
    }

    /** True for a field that an account id can match, and for the empty field of a resource without account. */
    private static boolean isOfAccounts(String field) {
        return AccountIds.isDigits(field.replace("*", "").replace("?", ""));
    }

    /** The beginning of the ARN of a resource that matches the text before the first star. */
    private String begin(Value word) {
        String text = word.text();
        int star = text.indexOf('*');
        String[] before = text.substring(0, star < 0 ? text.length() : star)
                .replace('?', 'x')
                .split(":", -1);
        List<String> fields = new ArrayList<>(List.of("arn", own.partition(), own.service(), own.region()));
        for (int i = 0; i < Math.min(before.length, fields.size()); i++) {
            boolean whole = i < before.length - 1;
            if (whole || !fields.get(i).startsWith(before[i])) {
                fields.set(i, before[i]);
            }
        }
        return String.join(":", fields) + ":";
    }

    /**
     * The values of the policy for resources whose ARNs begin like this. A pattern with six fields and an account is
     * compared field by field even where its operator would let a wildcard match a colon.
     */
    private List<String> patterns(String begin) {
        String[] start = begin.split(":", 6);
        List<String> patterns = new ArrayList<>();
        for (Value word : catalog.of(ConditionKey.SOURCE_ARN)) {
            catalog.budget().spend(1);
            List<String> fields = word.fields();
            if (isOverColons(word)) {
                patterns.add(word.text());
            } else if (word.isPattern() && fields.size() == 6 && fits(fields, start)) {
                patterns.add(begin + fields.get(5));
            }
        }
        return patterns;
    }

    private static boolean fits(List<String> pattern, String[] start) {
        for (int i = 4; i >= 0; i--) {
            if (!Wildcard.matches(pattern.get(i), start[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(Value word, String field, String account) {
        return word.isPattern() ? Wildcard.matches(field, account) : field.equals(account);
    }

    private String filled(String field, String usual) {
        if (!Wildcard.isIn(field)) {
            return field;
        }
        return Wildcard.matches(field, usual) ? usual : Completion.instance(field, "", catalog.budget());
    }

    /** Adds resources without account in their ARN, such as buckets: their account is unknown. */
    private void withoutAccount() {
        for (Value word : catalog.of(ConditionKey.SOURCE_ARN)) {
            String[] fields = word.text().split(":", 6);
            if (fields.length == 6 && fields[4].isEmpty() && !isNobodys(word)) {
                String arn = Completion.instance(word.text(), "external", catalog.budget());
                String bucket = fields[5].split("/", 2)[0];
                boolean open = word.isPattern() && Wildcard.isIn(bucket);
                Set<RequestConstraint> constraints =
                        open ? Set.of() : Set.of(new RequestConstraint(RequestConstraint.Kind.RESOURCE, arn));
                add(arn, ExternalPrincipal.ANY_ACCOUNT, constraints);
            }
        }
    }

    /** Adds requests with both keys and with one of them: not every service sends both the ARN and the account. */
    private void add(String arn, String account, Set<RequestConstraint> constraints) {
        if (Variables.hasWildcard(arn)) {
            return;
        }
        Map<ConditionKey, List<String>> resource = Map.of(ConditionKey.SOURCE_ARN, List.of(arn));
        Map<ConditionKey, List<String>> owner =
                Map.of(ConditionKey.SOURCE_ACCOUNT, List.of(account), ConditionKey.SOURCE_OWNER, List.of(account));
        for (Candidate organization : organizations) {
            add(List.of(resource, owner, organization.keys()), constraints, organization.constraints());
            add(List.of(resource, organization.keys()), constraints, organization.constraints());
            add(List.of(owner, organization.keys()), constraints, organization.constraints());
        }
    }

    private static int length(Map<ConditionKey, List<String>> keys) {
        int length = 0;
        for (List<String> values : keys.values()) {
            for (String value : values) {
                length += value.length();
            }
        }
        return length;
    }

    private void add(
            List<Map<ConditionKey, List<String>>> together,
            Set<RequestConstraint> constraints,
            Set<RequestConstraint> more) {
        Map<ConditionKey, List<String>> keys = new LinkedHashMap<>();
        together.forEach(keys::putAll);
        Set<RequestConstraint> all = new LinkedHashSet<>(constraints);
        all.addAll(more);
        catalog.budget().spend(40 + length(keys) / 12);
        Candidate candidate = new Candidate(keys, all);
        if (seen.add(candidate)) {
            candidates.add(candidate);
        }
    }
}

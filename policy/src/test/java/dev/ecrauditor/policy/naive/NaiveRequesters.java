package dev.ecrauditor.policy.naive;

import dev.ecrauditor.policy.naive.NaiveChoice.Requester;
import dev.ecrauditor.policy.naive.NaivePolicy.Named;
import dev.ecrauditor.policy.naive.NaivePolicy.Statement;
import dev.ecrauditor.policy.naive.NaivePolicy.Test;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * All requesters outside the account for a policy: external ones first, then those that the policy names. A property
 * that no caller can choose (the id of an account, an organization or a network) is an external one, matches a
 * wildcard, or is a value of the policy and then a constraint.
 */
final class NaiveRequesters {

    /** An action that AWS does not list: only a policy that names it in full can cover it. */
    static final String UNKNOWN_ACTION = "ecr:nosuchaction";

    private static final Pattern SOUND_ARN =
            Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:(root|(role|user)/([!-~]*/)?[\\w+=,.@-]+)");
    /** Of whom a policy can name as a principal, those who call with the same ARN. */
    private static final Pattern SOUND_CALLER =
            Pattern.compile(SOUND_ARN + "|arn:aws[a-z-]*:sts::\\d{12}:federated-user/[\\w+=,.@-]+");

    private static final Pattern SOUND_SESSION =
            Pattern.compile("arn:aws[a-z-]*:sts::\\d{12}:assumed-role/[\\w+=,.@-]+/[\\w+=,.@-]{2,64}");
    /** AWS chooses the unique id of a role, and who takes the role on the name behind it; a user has no such name. */
    private static final Pattern ID_OF_SESSION = Pattern.compile("AROA\\w+:[\\w+=,.@-]{2,64}");

    private static final Pattern ID_OF_USER = Pattern.compile("AIDA\\w+");
    /** Names of resources that act on images contain at most the colon after their type. */
    private static final Pattern SOUND_RESOURCE =
            Pattern.compile("arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:\\d{12}:([^*?:/]+:)?[^*?:]+");

    private static final Pattern OTHER_ACCOUNT = Pattern.compile(":\\d{12}:(.*:)?\\d{12}:");
    private static final Set<String> WHO =
            Set.of("aws:principalaccount", "aws:principalarn", "aws:userid", "aws:federatedprovider");
    /** The path of a call. */
    private static final Set<String> WAY =
            Set.of("aws:viaawsservice", "aws:calledvia", "aws:calledviafirst", "aws:calledvialast");
    /** True, false or not there. */
    private static final Set<String> YES_OR_NO =
            Set.of("aws:securetransport", "aws:multifactorauthpresent", "aws:viaawsmcpservice");

    private static final Set<String> FOR_WHAT =
            Set.of("aws:sourcearn", "aws:sourceaccount", "aws:sourceowner", "aws:sourceorgid", "aws:sourceorgpaths");
    /** Present in every request, according to the guide. */
    private static final Set<String> EVER =
            Set.of("aws:securetransport", "aws:currenttime", "aws:epochtime", "aws:requestedregion");

    /** Keys whose values are not arbitrary text. */
    private static final Set<String> LIMITED =
            Set.of("aws:securetransport", "aws:currenttime", "aws:epochtime", "aws:principaltype");

    private static final Set<String> SET = Set.of(
            "aws:principalorgid",
            "aws:principalorgpaths",
            "aws:principalisawsservice",
            "aws:principalservicename",
            "aws:principalservicenameslist",
            "aws:resourceaccount",
            "aws:resourceorgid");

    private final NaivePolicy policy;
    private final NaiveEvaluator evaluator;
    private final NaiveValues words;
    private final NaiveOrganizations organizations;
    private final String text;
    private final String owner;
    private final SplittableRandom random;
    private final String account;
    private final Set<List<Object>> known = new HashSet<>();

    NaiveRequesters(NaiveEvaluator evaluator, String text, String owner, SplittableRandom random) {
        this.policy = evaluator.policy();
        this.evaluator = evaluator;
        this.text = text;
        this.owner = owner;
        this.random = random;
        this.account = "70" + (1_000_000_000L + random.nextLong(8_000_000_000L));
        this.words = new NaiveValues(
                policy,
                Map.of(
                        "aws:principalaccount", account,
                        "aws:sourceaccount", account,
                        "aws:principalorgid", "o-zzexternal",
                        "aws:resourceaccount", owner,
                        "aws:resourceorgid", "o-zzowners"),
                random);
        this.organizations = new NaiveOrganizations(words);
    }

    /** Plays at most the given number of requests per statement against the policy, and reports which are allowed. */
    void findAllowed(List<String> actions, int most, Consumer<Allowed> whenAllowed) {
        for (Statement statement : policy.statements()) {
            if (!statement.allow()) {
                continue;
            }
            List<String> covered = actions.stream()
                    .filter(action -> NaiveEvaluator.covers(statement, action))
                    .filter(action -> !action.equals(UNKNOWN_ACTION)
                            || policy.statements().stream()
                                    .filter(other -> other.allow() && NaiveEvaluator.covers(other, action))
                                    .allMatch(other -> other.actions().contains(UNKNOWN_ACTION)))
                    .toList();
            if (covered.isEmpty()) {
                continue;
            }
            List<List<NaiveChoice>> identity = new ArrayList<>(List.of(
                    who(statement),
                    organizations.of("principal"),
                    new NaiveNetworks(words, organizations, text, account, this::externalMatching).all()));
            identity.addAll(others(false));
            identity.add(ways(false));
            identity.add(fixed(false, ""));
            findAllowed(statement, false, identity, covered, most, whenAllowed);
            for (String service : services(statement)) {
                List<List<NaiveChoice>> acting = new ArrayList<>(List.of(inOrganizations(forWhat(service))));
                acting.addAll(others(true));
                acting.add(ways(true));
                acting.add(fixed(true, service));
                findAllowed(statement, true, acting, covered, most, whenAllowed);
            }
        }
    }

    /** A request the policy allows, and who made it. */
    record Allowed(Requester requester, NaiveRequest request) {}

    private void findAllowed(
            Statement statement,
            boolean service,
            List<List<NaiveChoice>> respects,
            List<String> actions,
            int most,
            Consumer<Allowed> whenAllowed) {
        List<List<NaiveChoice>> promising = new ArrayList<>();
        long combinations = 1;
        for (List<NaiveChoice> respect : respects) {
            List<NaiveChoice> fitting = respect.stream()
                    .filter(choice -> fits(statement, choice, service))
                    .toList();
            if (fitting.isEmpty()) {
                return;
            }
            promising.add(fitting);
            combinations = Math.min(1_000_000, combinations * fitting.size());
        }
        Map<String, List<Statement>> covering = new LinkedHashMap<>();
        actions.forEach(action -> covering.put(action, evaluator.covering(action)));
        for (int i = 0; i < Math.min(most, combinations); i++) {
            List<NaiveChoice> chosen = new ArrayList<>();
            int rest = i;
            for (List<NaiveChoice> respect : promising) {
                boolean each = combinations <= most;
                chosen.add(respect.get(each ? rest % respect.size() : random.nextInt(respect.size())));
                rest /= respect.size();
            }
            Requester requester = NaiveChoice.requester(service, chosen);
            findAllowed(requester, actions, covering, whenAllowed);
            Map<String, List<String>> wanted = asWanted(statement, service, requester.context());
            if (!wanted.equals(requester.context())) {
                findAllowed(requester.with(wanted), actions, covering, whenAllowed);
            }
        }
    }

    private void findAllowed(
            Requester requester,
            List<String> actions,
            Map<String, List<Statement>> covering,
            Consumer<Allowed> whenAllowed) {
        for (String action : actions) {
            List<Object> kind = List.of(requester.service(), requester.needs(), action);
            if (known.contains(kind)) {
                continue; // an equal requester was allowed already
            }
            NaiveRequest request = requester.request(action);
            if (evaluator.allows(request, covering.get(action))) {
                known.add(kind);
                whenAllowed.accept(new Allowed(requester, request));
            }
        }
    }

    /**
     * Sets every freely chosen key as the statement requires, where it compares the key with the rest of the request.
     */
    private Map<String, List<String>> asWanted(
            Statement statement, boolean service, Map<String, List<String>> context) {
        Map<String, List<String>> wanted = new LinkedHashMap<>(context);
        for (Test test : statement.tests()) {
            List<String> open =
                    test.values().stream().filter(value -> value.contains("${")).toList();
            if (policy.variables()
                    && !open.isEmpty()
                    && isChosen(test.key())
                    && !LIMITED.contains(test.key())
                    && !(service && isOfIdentities(test.key()))) {
                String filled = NaiveConditions.filled(open.get(random.nextInt(open.size())), context);
                Set<String> possible = new LinkedHashSet<>();
                if (filled != null) {
                    possible.add(withoutWildcards(filled));
                    removeWildcards(test.key(), possible);
                }
                possible.forEach(one -> wanted.put(test.key(), List.of(one)));
            }
        }
        return wanted;
    }

    /** Quoted characters unchanged, and a text for each wildcard. */
    private static String withoutWildcards(String quoted) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (c == '\0') {
                text.append(quoted.charAt(++i));
            } else {
                text.append(c == '*' ? "q7" : c == '?' ? "q" : String.valueOf(c));
            }
        }
        return text.toString();
    }

    private static boolean isChosen(String key) {
        return !WHO.contains(key)
                && !WAY.contains(key)
                && !NaiveNetworks.KEYS.contains(key)
                && !FOR_WHAT.contains(key)
                && !SET.contains(key);
    }

    /** Tags, names and sessions belong to IAM identities; a service that calls by itself has none. */
    private static boolean isOfIdentities(String key) {
        return key.startsWith("aws:principaltag/")
                || Set.of("aws:username", "aws:sourceidentity", "aws:tokenissuetime")
                        .contains(key)
                || key.startsWith("aws:multifactorauth");
    }

    /** False when the statement is certain to refuse this, whatever the rest of the request. */
    private boolean fits(Statement statement, NaiveChoice choice, boolean service) {
        if (!choice.principal().isEmpty()
                && !NaiveEvaluator.isAbout(
                        statement,
                        NaiveChoice.requester(service, List.of(choice)).request("ecr:PutImage"))) {
            return false;
        }
        for (Test test : statement.tests()) {
            boolean ofThis = choice.context().containsKey(test.key());
            boolean dependsOnMore = test.values().stream().anyMatch(value -> value.contains("${"));
            if (ofThis && !dependsOnMore && !evaluator.holds(test, true, choice.context())) {
                return false;
            }
        }
        return true;
    }

    private List<NaiveChoice> fixed(boolean service, String name) {
        Map<String, List<String>> context = new LinkedHashMap<>();
        context.put("aws:principalisawsservice", List.of(Boolean.toString(service)));
        context.put("aws:resourceaccount", List.of(owner));
        if (service) {
            context.put("aws:principalservicename", List.of(name));
            context.put("aws:principalservicenameslist", List.of(name));
        }
        List<NaiveChoice> choices = NaiveChoice.list();
        choices.add(new NaiveChoice(name, context, Set.of()));
        if (words.keys().contains("aws:resourceorgid")) {
            Map<String, List<String>> inOrganization = new LinkedHashMap<>(context);
            inOrganization.put("aws:resourceorgid", List.of("o-zzowners"));
            choices.add(new NaiveChoice(name, inOrganization, Set.of()));
            Set<String> theirs = organizations.spelled("principal", "source");
            theirs.remove("o-zzexternal"); // no external principal belongs to the owner's
            theirs.remove("o-zzowners");
            for (String id : theirs) {
                Map<String, List<String>> inNamed = new LinkedHashMap<>(context);
                inNamed.put("aws:resourceorgid", List.of(id));
                choices.add(new NaiveChoice(name, inNamed, Set.of("owner:" + id)));
            }
        }
        return choices;
    }

    private Set<String> services(Statement statement) {
        Set<String> services = new LinkedHashSet<>();
        for (Named named : statement.principals()) {
            if (named.kind().equals("Service") && !NaiveEvaluator.hasWildcard(named.name())) {
                services.add(named.name());
            }
        }
        if (!text.contains("glue.amazonaws.com")) {
            services.add("glue.amazonaws.com");
        }
        services.addAll(words.spelled("aws:principalservicename", "aws:principalservicenameslist"));
        services.removeIf(NaiveEvaluator::hasWildcard);
        return services;
    }

    /** Callers a statement may be about, each with the keys that AWS derives from who that is. */
    List<NaiveChoice> who(Statement statement) {
        Map<String, Set<String>> accounts = new LinkedHashMap<>(Map.of(account, Set.of()));
        for (String pattern : words.patterns("aws:principalaccount", "aws:principalarn")) {
            externalMatching(pattern).forEach(id -> accounts.putIfAbsent(id, Set.of()));
        }
        Pattern id = Pattern.compile("(?<!\\d)\\d{12}(?!\\d)");
        id.matcher(text).results().forEach(found -> accounts.put(found.group(), Set.of("account:" + found.group())));
        for (String pattern : principalPatterns()) {
            externalMatching(pattern).forEach(found -> accounts.putIfAbsent(found, Set.of()));
        }
        accounts.remove(owner);
        List<NaiveChoice> choices = NaiveChoice.list();
        accounts.forEach((number, needs) -> arns(number).forEach(arn -> identity(choices, number, arn, arn, needs)));
        accounts.forEach((number, needs) -> sessions(choices, number, needs));
        providers().forEach(provider -> signedIn(choices, provider, accounts));
        for (Named named : statement.principals()) {
            String[] fields = named.name().split(":", 6);
            if (named.name().contains("-provider/")) {
                continue;
            }
            if (fields.length == 6 && accounts.containsKey(fields[4]) && !NaiveEvaluator.hasWildcard(named.name())) {
                Set<String> needs = Set.of("account:" + fields[4]);
                if (SOUND_SESSION.matcher(named.name()).matches()) {
                    String role = fields[5].split("/", 3)[1];
                    String start = "arn:" + fields[1] + ":iam::" + fields[4] + ":role/";
                    identity(choices, fields[4], named.name(), start + role, needs);
                    identity(choices, fields[4], named.name(), start + "path/" + role, needs);
                } else if (SOUND_CALLER.matcher(named.name()).matches()) {
                    identity(choices, fields[4], named.name(), named.name(), needs);
                }
            }
        }
        return choices;
    }

    /** Principals that are patterns of ARNs. */
    private Set<String> principalPatterns() {
        Set<String> patterns = new LinkedHashSet<>();
        for (Statement statement : policy.statements()) {
            for (Named named : statement.principals()) {
                if (named.name().contains(":") && NaiveEvaluator.hasWildcard(named.name())) {
                    patterns.add(named.name().startsWith("arn:") ? named.name() : "arn:aws:iam::" + named.name());
                }
            }
        }
        return patterns;
    }

    private void sessions(List<NaiveChoice> choices, String number, Set<String> needs) {
        for (String pattern : principalPatterns()) {
            String[] fields = pattern.split(":", 6);
            if (fields.length == 6 && fields[5].startsWith("assumed-role/")) {
                String caller = "arn:aws:sts::" + number + ":" + NaiveValues.fill(fields[5], "q7");
                if (SOUND_SESSION.matcher(caller).matches()) {
                    String role = caller.split("/", 3)[1];
                    String start = "arn:aws:iam::" + number + ":role/";
                    identity(choices, number, caller, start + role, needs);
                    identity(choices, number, caller, start + "path/" + role, needs);
                }
            }
        }
    }

    /** Identity providers that the policy names as principals or compares with. */
    private Set<String> providers() {
        Set<String> providers = new LinkedHashSet<>();
        for (Statement statement : policy.statements()) {
            for (Named named : statement.principals()) {
                if (named.kind().equals("Federated") || named.name().contains("-provider/")) {
                    providers.add(named.name());
                }
            }
        }
        if (words.keys().contains("aws:federatedprovider")) {
            providers.add("zz.example.org");
            providers.addAll(words.spelled("aws:federatedprovider"));
            providers.addAll(words.tries(words.patterns("aws:federatedprovider")));
            providers.remove("");
        }
        return providers;
    }

    private void signedIn(List<NaiveChoice> choices, String written, Map<String, Set<String>> accounts) {
        String[] fields = written.split(":", 6);
        boolean arn = written.startsWith("arn:") && fields.length == 6;
        accounts.forEach((number, needs) -> {
            List<NaiveChoice> without = NaiveChoice.list();
            arns(number).stream()
                    .filter(one -> resource(one).startsWith("role/"))
                    .forEach(one -> identity(without, number, one, one, needs));
            for (NaiveChoice one : without) {
                String partition = one.principal().split(":", 3)[1];
                String provider = NaiveValues.fill(written, "q7");
                if (arn && NaiveWildcard.matches(fields[1], partition) && NaiveWildcard.matches(fields[4], number)) {
                    provider = NaiveValues.fill(
                            String.join(":", "arn", partition, fields[2], fields[3], number, fields[5]), "q7");
                } else if (arn) {
                    continue; // a provider is of the account of those who sign in with it
                }
                String role = one.principal().substring(one.principal().lastIndexOf('/') + 1);
                String session = one.context().get("aws:userid").get(0).split(":", 2)[1];
                Map<String, List<String>> context = new LinkedHashMap<>(one.context());
                context.put("aws:federatedprovider", List.of(provider));
                String caller = "arn:" + partition + ":sts::" + number + ":assumed-role/" + role + "/" + session;
                choices.add(new NaiveChoice(caller, context, one.needs()));
            }
        });
    }

    /** Accounts that are not named but match a pattern, in an id or in an ARN. */
    private Set<String> externalMatching(String pattern) {
        String[] fields = pattern.split(":", 6);
        String field = fields.length >= 5 ? fields[4] : fields.length == 1 ? pattern : "";
        Set<String> found = new LinkedHashSet<>();
        int stars = (int) field.chars().filter(c -> c == '*').count();
        int fixed = field.length() - stars;
        for (int i = 0; stars > 0 && fixed <= 12 && i < 4; i++) {
            StringBuilder id = new StringBuilder();
            int missing = 12 - fixed;
            for (int at = 0, star = 0; at < field.length(); at++) {
                if (field.charAt(at) == '*') {
                    int length = ++star == stars ? missing : random.nextInt(missing + 1);
                    missing -= length;
                    for (int d = 0; d < length; d++) {
                        id.append(random.nextInt(10));
                    }
                } else {
                    id.append(field.charAt(at) == '?' ? (char) ('0' + random.nextInt(10)) : field.charAt(at));
                }
            }
            if (id.toString().matches("\\d{12}") && !text.contains(id)) {
                found.add(id.toString());
            }
        }
        return found;
    }

    private Set<String> arns(String number) {
        String start = "arn:aws:iam::" + number + ":";
        Set<String> arns = new LinkedHashSet<>(List.of(start + "role/q7", start + "user/q7", start + "root"));
        Set<String> tried = new LinkedHashSet<>(words.tries(words.patterns("aws:principalarn")));
        tried.addAll(words.spelled("aws:principalarn"));
        tried.addAll(words.tries(principalPatterns()));
        for (String one : tried) {
            String[] fields = one.split(":", 6);
            if (fields.length == 6) {
                String partition = fields[1].startsWith("aws") && fields[1].matches("[a-z-]+") ? fields[1] : "aws";
                arns.add("arn:" + partition + ":iam::" + number + ":" + fields[5]);
                arns.add("arn:" + partition + ":iam::" + number + ":role/" + fields[5]);
            }
            arns.add(start + "role/" + one);
            arns.add(start + "role/" + one + "/q7");
            arns.add(start + "user/" + one + "q7");
        }
        arns.removeIf(arn -> !SOUND_ARN.matcher(arn).matches());
        return arns;
    }

    private void identity(List<NaiveChoice> choices, String number, String caller, String arn, Set<String> needs) {
        Map<String, Set<String>> ids = userIds(number, resource(caller));
        ids.forEach((id, more) -> {
            Set<String> all = new LinkedHashSet<>(needs);
            all.addAll(more);
            choices.add(new NaiveChoice(
                    caller,
                    Map.of(
                            "aws:principalaccount", List.of(number),
                            "aws:principalarn", List.of(arn),
                            "aws:userid", List.of(id)),
                    all));
        });
    }

    /** The unique ids a caller can have, and what it takes to have them: those the policy knows are somebody's. */
    private Map<String, Set<String>> userIds(String number, String resource) {
        String name = resource.substring(resource.lastIndexOf('/') + 1);
        Map<String, Set<String>> ids = new LinkedHashMap<>();
        switch (resource.split("/", 2)[0]) {
            case "root" -> ids.put(number, Set.of());
            case "federated-user" -> ids.put(number + ":" + name, Set.of());
            case "user" -> {
                ids.put("AIDAZZZZZZZZZZZZZZZZ1", Set.of());
                known(ids, ID_OF_USER);
            }
            case "assumed-role" -> ids.put("AROAZZZZZZZZZZZZZZZZ1:" + name, Set.of());
            default -> {
                ids.put("AROAZZZZZZZZZZZZZZZZ1:q7", Set.of());
                for (String session : words.tries(words.patterns("aws:userid"))) {
                    ids.put("AROAZZZZZZZZZZZZZZZZ1:" + session.substring(session.indexOf(':') + 1), Set.of());
                }
                ids.keySet().removeIf(id -> !ID_OF_SESSION.matcher(id).matches());
                known(ids, ID_OF_SESSION);
            }
        }
        return ids;
    }

    /** Adds what the policy knows that has this form; a wildcard may stand for the end of an id, a session, or both. */
    private void known(Map<String, Set<String>> ids, Pattern form) {
        for (String word : words.of("aws:userid")) {
            for (String filler : List.of("Q7", "Q7:q7")) {
                String id = NaiveValues.fill(word, filler);
                if (form.matcher(id).matches()) {
                    ids.putIfAbsent(id, Set.of("id:" + word));
                }
            }
        }
    }

    /** What an ARN says behind its account; a path may hold colons. */
    private static String resource(String arn) {
        return arn.split(":", 6)[5];
    }

    /** The resource for which a service acts, or none. */
    private List<NaiveChoice> forWhat(String service) {
        List<NaiveChoice> choices = NaiveChoice.list();
        choices.add(NaiveChoice.of(Map.of()));
        Map<String, Set<String>> accounts = new LinkedHashMap<>(Map.of(account, Set.of()));
        for (String pattern : words.patterns("aws:sourceaccount", "aws:sourceowner", "aws:sourcearn")) {
            externalMatching(pattern).forEach(id -> accounts.putIfAbsent(id, Set.of()));
        }
        Pattern id = Pattern.compile("(?<!\\d)\\d{12}(?!\\d)");
        id.matcher(text).results().forEach(found -> accounts.put(found.group(), Set.of("account:" + found.group())));
        accounts.remove(owner);
        Set<String> starts = new LinkedHashSet<>();
        Set<String> overColons = words.patterns("aws:sourcearn");
        overColons.removeIf(pattern -> {
            String[] fields = pattern.split(":", 6);
            return fields.length == 6 && fields[4].matches("[0-9*?]*"); // is compared field by field
        });
        overColons.forEach(pattern -> starts.add(start(pattern.split("[*?]", 2)[0], service)));
        Set<String> ends = words.tries(overColons);
        accounts.forEach((number, needs) -> {
            Set<String> arns = new LinkedHashSet<>(List.of(ownResource(service, number)));
            Set<String> tried = words.tries(words.patterns("aws:sourcearn"));
            tried.addAll(words.spelled("aws:sourcearn"));
            for (String one : tried) {
                String[] fields = one.split(":", 6);
                if (fields.length == 6 && !fields[4].isEmpty() && one.startsWith("arn:aws")) {
                    fields[4] = number;
                    arns.add(String.join(":", fields));
                }
            }
            for (String one : ends) {
                String[] words = one.split(":", -1);
                String last = words[words.length - 1];
                String two = words.length < 2 ? last : words[words.length - 2] + ":" + last;
                for (String start : starts) {
                    for (String name : List.of("job/q7", "function:q7", last, two, "function:" + last)) {
                        arns.add(start + number + ":" + name);
                    }
                }
            }
            arns.removeIf(arn -> !SOUND_RESOURCE.matcher(arn).matches()
                    || OTHER_ACCOUNT.matcher(arn).find());
            for (String arn : arns) {
                Map<String, List<String>> all = new LinkedHashMap<>();
                all.put("aws:sourcearn", List.of(arn));
                choices.add(new NaiveChoice("", Map.copyOf(all), needs));
                all.put("aws:sourceaccount", List.of(number));
                all.put("aws:sourceowner", List.of(number));
                choices.add(new NaiveChoice("", all, needs));
            }
        });
        for (String word : words.of("aws:sourcearn")) {
            String[] fields = word.split(":", 6);
            if (fields.length == 6 && fields[4].isEmpty()) {
                String arn = NaiveValues.fill(word, "q7");
                choices.add(NaiveChoice.of(Map.of("aws:sourcearn", List.of(arn)), "resource"));
            }
        }
        return choices;
    }

    /** An ARN before its account, with the fields that are given. */
    private static String start(String begin, String ofService) {
        String[] fields = begin.split(":", -1);
        String own = ownResource(ofService, "").split(":", -1)[2];
        String service = fields.length > 2 && !fields[2].isEmpty() ? fields[2] : own;
        String region = fields.length > 3 && !fields[3].isEmpty() ? fields[3] : "us-east-1";
        return "arn:aws:" + service + ":" + region + ":";
    }

    /** A service acts for resources of its own. */
    static String ownResource(String service, String number) {
        String name = service.split("\\.", 2)[0];
        String resource = switch (name) {
            case "lambda" -> "function:q7";
            case "codebuild" -> "project/q7";
            case "ecs" -> "service/q7/q7";
            default -> "job/q7";
        };
        return "arn:aws:" + name + ":us-east-1:" + number + ":" + resource;
    }

    /** A resource belongs to an account, which may be in an organization; without a resource there is none. */
    private List<NaiveChoice> inOrganizations(List<NaiveChoice> resources) {
        List<NaiveChoice> choices = NaiveChoice.list();
        for (NaiveChoice organization : organizations.of("source")) {
            for (NaiveChoice resource : resources) {
                if (!resource.context().isEmpty() || organization.context().isEmpty()) {
                    Map<String, List<String>> context = new LinkedHashMap<>(resource.context());
                    context.putAll(organization.context());
                    Set<String> needs = new LinkedHashSet<>(resource.needs());
                    needs.addAll(organization.needs());
                    choices.add(new NaiveChoice("", context, needs));
                }
            }
        }
        return choices;
    }

    /** Keys that anybody can set freely or wait for. */
    private List<List<NaiveChoice>> others(boolean service) {
        List<List<NaiveChoice>> all = new ArrayList<>();
        for (String key : words.keys()) {
            if (!isChosen(key) || (service && isOfIdentities(key))) {
                continue;
            }
            Set<String> values = values(key);
            values.remove("");
            removeWildcards(key, values);
            List<NaiveChoice> choices = NaiveChoice.list();
            if (!EVER.contains(key) || values.isEmpty()) {
                choices.add(NaiveChoice.of(Map.of()));
            }
            values.forEach(value -> choices.add(NaiveChoice.of(Map.of(key, List.of(value)))));
            all.add(choices);
        }
        return all;
    }

    /** Only text that callers write themselves can contain one. */
    private static void removeWildcards(String key, Set<String> values) {
        if (key.startsWith("aws:") && !key.equals("aws:useragent") && !key.equals("aws:referer")) {
            values.removeIf(NaiveEvaluator::hasWildcard);
        }
    }

    /** Directly, or through services with the caller's credentials; a service that calls by itself has none. */
    private List<NaiveChoice> ways(boolean service) {
        List<NaiveChoice> ways = NaiveChoice.list();
        ways.add(NaiveChoice.of(Map.of()));
        if (words.keys().stream().noneMatch(WAY::contains)) {
            return ways;
        }
        ways.add(NaiveChoice.of(Map.of("aws:viaawsservice", List.of("false"))));
        if (service) {
            return ways;
        }
        ways.add(NaiveChoice.of(Map.of("aws:viaawsservice", List.of("true"))));
        Set<String> services = new LinkedHashSet<>(List.of("athena.amazonaws.com", "zz.amazonaws.com"));
        WAY.forEach(key -> services.addAll(words.spelled(key)));
        WAY.forEach(key -> services.addAll(words.tries(words.patterns(key))));
        services.removeIf(one -> !one.matches("[a-z0-9.-]+\\.amazonaws\\.com"));
        for (String first : services) {
            for (String last : services) {
                ways.add(NaiveChoice.of(Map.of(
                        "aws:viaawsservice", List.of("true"),
                        "aws:calledvia", first.equals(last) ? List.of(first) : List.of(first, last),
                        "aws:calledviafirst", List.of(first),
                        "aws:calledvialast", List.of(last))));
            }
        }
        return ways;
    }

    private boolean comparedWithVariables(String key) {
        return policy.statements().stream()
                .flatMap(statement -> statement.tests().stream())
                .anyMatch(test ->
                        test.key().equals(key) && test.values().stream().anyMatch(value -> value.contains("${")));
    }

    private Set<String> values(String key) {
        if (key.equals("aws:principaltype")) {
            return new LinkedHashSet<>(List.of("Account", "User", "FederatedUser", "AssumedRole"));
        }
        if (YES_OR_NO.contains(key)) {
            return new LinkedHashSet<>(List.of("false", "true"));
        }
        Set<String> values = new LinkedHashSet<>(words.spelled(key));
        values.addAll(words.tries(words.patterns(key)));
        if (!key.equals("aws:currenttime") && !key.equals("aws:epochtime")) {
            values.addAll(List.of("zz", "true", "false"));
        }
        if (comparedWithVariables(key)) {
            Pattern.compile("(?<!\\d)\\d{12}(?!\\d)").matcher(text).results().forEach(id -> {
                values.add(id.group());
                values.add("arn:aws:iam::" + id.group() + ":role/q7");
            });
        }
        for (String word : words.of(key)) {
            values.add(word.toLowerCase(Locale.ROOT));
            values.add(word.split("/", 2)[0]);
            neighbours(word, values);
        }
        return values;
    }

    private static void neighbours(String word, Set<String> values) {
        if (word.matches("-?\\d{1,9}")) {
            values.add(new BigDecimal(word).add(BigDecimal.ONE).toString());
            values.add(new BigDecimal(word).subtract(BigDecimal.ONE).toString());
        } else if (word.matches("\\d{4}-\\d\\d-\\d\\dT.*Z")) {
            values.add(Instant.parse(word).plus(Duration.ofDays(1)).toString());
            values.add(Instant.parse(word).minus(Duration.ofDays(1)).toString());
        }
    }
}

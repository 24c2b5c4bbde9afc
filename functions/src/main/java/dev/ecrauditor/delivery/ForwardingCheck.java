package dev.ecrauditor.delivery;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that the rule exists that sends the events of an account and Region, that it is enabled, and is as deployed. */
public final class ForwardingCheck {

    private final DeliveryCheck check;
    private final ExpectedRule expected;
    private final EventPattern pattern;

    /**
     * @param check as which the result counts: of a watched account, or of the bus of the hub
     */
    public ForwardingCheck(DeliveryCheck check, ExpectedRule expected) {
        this.check = check;
        this.expected = expected;
        this.pattern = new EventPattern(expected.calls());
    }

    /** The rule as it has to be. */
    public ExpectedRule expected() {
        return expected;
    }

    /** The result; every cause is named. */
    public CheckResult check(AccountRegion place, Reading<EventRule> rule) {
        if (rule instanceof Reading.Unreadable<EventRule> denied) {
            return CheckResult.unknown(check, place, denied);
        }
        Map<String, String> causes = new LinkedHashMap<>();
        List<String> fix = new ArrayList<>();
        if (rule instanceof Reading.Known<EventRule> known) {
            compare(known.value(), place, causes, fix);
        } else {
            causes.put("rule", "it does not exist");
            fix.add(putRule(place));
            fix.add(expected.putTargets(place, Optional.empty()));
        }
        return causes.isEmpty() ? CheckResult.good(check) : CheckResult.bad(check, evidence(place, causes, fix));
    }

    private void compare(EventRule rule, AccountRegion place, Map<String, String> causes, List<String> fix) {
        if (!rule.enabled()) {
            causes.put("state", "the rule is disabled");
            fix.add("aws events enable-rule --region " + place.region() + " --name " + expected.name()
                    + expected.onBus());
        }
        Optional<String> problem = pattern.problemOf(rule.pattern());
        if (problem.isPresent()) {
            causes.put("event pattern", problem.get());
            fix.add(putRule(place));
        }
        if (!rule.targets().contains(expected.target())) {
            causes.put("target", "the rule does not send to " + expected.target());
            fix.add(expected.putTargets(place, rule.deadLetters()));
        }
    }

    private Evidence evidence(AccountRegion place, Map<String, String> causes, List<String> fix) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("rule name", expected.name());
        facts.putAll(causes);
        List<String> lines = new ArrayList<>();
        lines.add("# In account " + place.account() + ", or deploy the stack of the rule again:");
        lines.addAll(fix);
        return new Evidence(
                "The rule " + expected.name() + " of " + place
                        + " does not send every event to the auditor. Until it does, only the sweep finds changes there.",
                facts,
                lines);
    }

    private String putRule(AccountRegion place) {
        return "aws events put-rule --region " + place.region() + " --name " + expected.name() + expected.onBus()
                + " --event-pattern '"
                + pattern.text() + "'";
    }
}

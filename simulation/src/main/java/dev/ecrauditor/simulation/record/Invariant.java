package dev.ecrauditor.simulation.record;

/** What must hold, whatever went wrong. */
public enum Invariant {
    TOLD("every stored transition is told, and nothing else"),
    DUPLICATE("an alert id is told again only where a fault explains it"),
    ORDER("the transitions of a finding are told in their order"),
    PROMPT("without a fault, an alert does not wait for the minute's schedule"),
    PACE("at most ten messages a second reach the topic"),
    FINAL_STATE("after the sweep the stored findings are what the repositories are"),
    NEWEST_LOOK("no older look at ECR replaces a newer one"),
    LOOKED_AT("an event is acknowledged only after a look that began after it came"),
    SWEPT("a sweep that is complete has looked at everything that was there, or counted it as not seen"),
    DIGEST("only what the first sweep finds waits for a digest"),
    COVERAGE("an account that refuses us is told once, and once more when it lets us in"),
    ACTOR("nobody is named who did not set exactly this on this repository since the last look"),
    NAMED("no open finding stays without an actor once the event of the call that caused it was handled"),
    CAP("remediation writes no more than its cap, and says once that it stops"),
    VETO("remediation writes to nothing that was excluded before it looked");

    private final String sentence;

    Invariant(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}

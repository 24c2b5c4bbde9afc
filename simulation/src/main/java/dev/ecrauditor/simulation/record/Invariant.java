package dev.ecrauditor.simulation.record;

/** The invariants, which hold under every fault. */
public enum Invariant {
    PUBLISHED("every stored transition is published, and nothing else"),
    DUPLICATE("an alert id is published again only if a fault explains it"),
    ORDER("the transitions of a finding are published in their order"),
    PROMPT("without a fault, an alert does not wait for the minute's schedule"),
    PACE("at most ten messages a second reach the topic"),
    FINAL_STATE("after the sweep the stored findings match the state of the repositories"),
    NEWEST_EVALUATION("no evaluation of an older state of ECR replaces a newer one"),
    EVALUATED("an event is acknowledged only after an evaluation that began after it arrived"),
    SWEPT("a complete sweep has read every repository that existed, or counted it as not read"),
    DIGEST("only what the first sweep finds waits for a digest"),
    COVERAGE("an account that denies access is reported once, and once more when it grants access again"),
    ACTOR("a named actor set exactly this on this repository since the last evaluation"),
    ATTRIBUTED("no open finding stays without an actor once the event of the call that caused it was handled"),
    CAP("remediation writes no more than its cap, and its stop is reported once"),
    REGISTRY_SETTINGS(
            "no evaluation uses settings of the registry from before its event, its sweep or an evaluation that counts"),
    VETO("remediation writes to no repository that was excluded before its evaluation");

    private final String sentence;

    Invariant(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}

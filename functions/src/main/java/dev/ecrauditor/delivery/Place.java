package dev.ecrauditor.delivery;

/** An account in a Region. */
public record Place(String account, String region) {

    @Override
    public String toString() {
        return "account " + account + " in " + region;
    }
}

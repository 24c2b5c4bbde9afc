package dev.ecrauditor.cli.doctor.check;

/** An account in a Region. */
public record Place(String account, String region) {

    /** A text in which {@code {account}} and {@code {region}} stand for this place. */
    public String fill(String text) {
        return text.replace("{account}", account).replace("{region}", region);
    }

    @Override
    public String toString() {
        return account + " " + region;
    }
}

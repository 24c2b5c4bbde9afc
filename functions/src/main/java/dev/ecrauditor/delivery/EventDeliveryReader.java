package dev.ecrauditor.delivery;

/** Reads what delivers the events of an account and Region. */
public interface EventDeliveryReader {

    /**
     * Reads the rule and the trails.
     *
     * @throws RuntimeException when AWS does not answer now
     */
    EventDelivery read(Place place);
}

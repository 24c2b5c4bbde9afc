package dev.ecrauditor.alert;

/** Where alerts are published. */
public interface AlertChannel {

    /**
     * Publishes one alert.
     *
     * @throws RuntimeException when it was not, or may not have been, accepted: it counts as not sent
     */
    void publish(AlertMessage message);
}

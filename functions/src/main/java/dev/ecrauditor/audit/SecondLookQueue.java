package dev.ecrauditor.audit;

import dev.ecrauditor.event.SecondLook;
import java.time.Duration;

/** Brings a second look back later. */
public interface SecondLookQueue {

    /** Delivers the look after the delay, or earlier: then it asks again. */
    void lookAgain(SecondLook look, Duration delay);
}

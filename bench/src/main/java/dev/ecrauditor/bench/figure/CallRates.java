package dev.ecrauditor.bench.figure;

import dev.ecrauditor.bench.stub.CallCount;
import java.util.Map;
import java.util.TreeMap;

/** Calls of AWS in relation to events. */
final class CallRates {

    private CallRates() {}

    static Map<String, Double> perEvent(CallCount.Snapshot calls, int events) {
        Map<String, Double> rates = new TreeMap<>();
        calls.calls().forEach((call, count) -> rates.put(call, (double) count / events));
        return rates;
    }
}

package dev.ecrauditor.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any untrusted text in any place of an alert, in every form in which it is published. */
class RenderersFuzz {

    private final AlertSafetyCheck alerts = new AlertSafetyCheck();

    @FuzzTest
    @DictionaryEntries({
        "<!channel>",
        "<@U0123>",
        "@here",
        "https://evil.example/",
        "WwW.evil.example",
        "[x](evil)",
        "`*_~",
        "denied action",
        "&lt;",
        "\\x1b[31m",
        "\\xe2\\x80\\xae",
        "\\xe2\\x80\\xa8",
        "\\xef\\xbb\\xbf",
        "\\xee\\x80\\x80",
        "\\xff"
    })
    void everyAlertIsHarmlessAndFits(byte[] input) {
        alerts.check(AlertGenerator.of(input), input.length);
    }
}

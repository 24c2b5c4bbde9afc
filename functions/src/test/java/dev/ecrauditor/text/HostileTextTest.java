package dev.ecrauditor.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.ActiveContentDetector;
import dev.ecrauditor.alert.HostilePayloads;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HostileTextTest {

    static List<String> payloads() {
        return HostilePayloads.all();
    }

    @Test
    void theCorpusIsLarge() {
        assertThat(payloads()).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arn:aws:sts::111122223333:assumed-role/Dev/alice | arn:aws:sts::111122223333:assumed-role/Dev/alice",
                "alice@example.com | alice(at)example.com",
                "https://example.com | https[:]//example.com",
                "HTTP://x | HTTP[:]//x",
                "www.example.com | www[.]example.com",
                "WwW.example.com | WwW[.]example.com",
                "javascript:x | javascript[:]x",
                "MailTo:a | MailTo[:]a",
                "file:///etc | file[:]///etc",
                "metadata:x | metadata[:]x",
                "Größe 日本語 ✓ | Größe 日本語 ✓"
            })
    void plainTextKeepsWhatIsHarmlessAndBreaksWhatIsLive(String text, String expected) {
        assertThat(HostileText.plain(text, 200)).isEqualTo(expected);
    }

    @Test
    void controlAndFormatCharactersBecomeBlanks() {
        assertThat(HostileText.plain("a\u0000b\u202ec\nd\u2028e\u200bf", 200)).isEqualTo("a b c d e f");
    }

    @Test
    void textIsCutToItsLengthWithAMark() {
        assertThat(HostileText.plain("x".repeat(100), 20))
                .isEqualTo("x".repeat(14) + " [cut]")
                .hasSize(20);
        assertThat(HostileText.plain("x".repeat(20), 20)).isEqualTo("x".repeat(20));
    }

    @Test
    void aCutNeverSplitsACharacterOfTwoUnits() {
        assertThat(HostileText.cut("a\ud83d\udc33b", 2)).isEqualTo("a");
        assertThat(HostileText.cut("a\ud83d\udc33b", 3)).isEqualTo("a\ud83d\udc33");
        assertThat(HostileText.cut("abc", -1)).isEmpty();
    }

    @Test
    void chatTextIsACodeSpanThatNothingInsideCanEnd() {
        assertThat(HostileText.chat("a`b <@U1> & c", 100)).isEqualTo("`a'b &lt;(at)U1&gt; &amp; c`");
        assertThat(HostileText.chat("\u0000", 100)).isEqualTo("(empty)");
    }

    @Test
    void subjectsArePrintableAscii() {
        assertThat(HostileText.ascii("a\nb\u007fc é\ud83d\udc33~ ")).isEqualTo("a?b?c ??~ ");
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void nothingLiveOrInvisibleIsLeft(String payload) {
        String plain = HostileText.plain(payload, 1_000);
        assertThat(ActiveContentDetector.findInvisible(plain)).isEmpty();
        assertThat(ActiveContentDetector.findActive(plain)).isEmpty();
        assertThat(plain).hasSizeLessThanOrEqualTo(1_000);
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void cleaningTwiceChangesNothingMore(String payload) {
        String once = HostileText.plain(payload, 1_000);
        assertThat(HostileText.plain(once, 1_000)).isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void inChatNothingLeavesItsCodeSpan(String payload) {
        String chat = HostileText.chat(payload, 500);
        assertThat(chat).matches("(?s)`[^`<>]+`|\\(empty\\)");
        assertThat(chat.replaceAll("&(amp|lt|gt);", "")).doesNotContain("&");
    }
}

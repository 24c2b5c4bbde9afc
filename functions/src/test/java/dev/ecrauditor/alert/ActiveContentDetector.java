package dev.ecrauditor.alert;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What in a text a mail or chat client would make live, or a reader would not see; written apart from the code that
 * cleans it.
 */
public final class ActiveContentDetector {

    private static final Pattern LIVE = Pattern.compile(
            "://|www\\.|@|\\b(mailto|javascript|vbscript|data|file|tel|sms):", Pattern.CASE_INSENSITIVE);
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u2800\\u3164\\uFFA0\\uFE00-\\uFE0F]");

    private ActiveContentDetector() {}

    public static List<String> findActive(String text) {
        return LIVE.matcher(text).results().map(MatchResult::group).toList();
    }

    public static List<String> findInvisible(String text) {
        return INVISIBLE
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .map(found -> "U+" + Integer.toHexString(found.codePointAt(0)))
                .toList();
    }
}

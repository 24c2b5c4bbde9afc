package dev.ecrauditor.aws;

import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.PolicyType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads from AWS's message which kind of policy denied a call. The message contains untrusted names, so no part of it
 * is kept: it is compared with a fixed set of phrases. A message with the phrases of several kinds is not reliable and
 * counts as unknown.
 *
 * <p>Source: "Troubleshoot access denied error messages", IAM User Guide.
 */
final class DenialMessage {

    /** AWS's messages are far shorter; an ARN has at most 2,048 characters, and a message holds up to three. */
    private static final int LONGEST = 16_384;

    private static final Map<PolicyType, String> NAMES = names();

    private DenialMessage() {}

    /** Returns the denial of the message; {@link Denial#NOT_SAID} where no phrase is recognized. */
    static Denial read(String message) {
        String text = message.substring(0, Math.min(message.length(), LONGEST)).toLowerCase(Locale.ROOT);
        List<Denial> matches = NAMES.entrySet().stream()
                .flatMap(kind -> matches(text, kind.getKey(), kind.getValue()))
                .toList();
        if (matches.size() > 1) {
            return Denial.NOT_SAID;
        }
        return Optional.of(matches)
                .filter(one -> !one.isEmpty())
                .map(one -> one.get(0))
                .orElseGet(() -> new Denial(PolicyType.NOT_SAID, text.contains("with an explicit deny")));
    }

    private static Stream<Denial> matches(String text, PolicyType type, String name) {
        boolean explicit =
                Stream.of("a ", "an ", "the ").anyMatch(article -> text.contains("explicit deny in " + article + name));
        // "because the role trust policy allows" is how AWS once wrote "because no role trust policy allows".
        boolean implicit = text.contains("because no " + name + " allows")
                || (type == PolicyType.ROLE_TRUST && text.contains("because the " + name + " allows"));
        return Stream.of(new Denial(type, true), new Denial(type, false))
                .filter(denial -> denial.explicit() ? explicit : implicit);
    }

    private static Map<PolicyType, String> names() {
        Map<PolicyType, String> names = new LinkedHashMap<>();
        names.put(PolicyType.IDENTITY, "identity-based policy");
        names.put(PolicyType.RESOURCE, "resource-based policy");
        names.put(PolicyType.SERVICE_CONTROL, "service control policy");
        names.put(PolicyType.RESOURCE_CONTROL, "resource control policy");
        names.put(PolicyType.PERMISSIONS_BOUNDARY, "permissions boundary");
        names.put(PolicyType.SESSION, "session policy");
        names.put(PolicyType.VPC_ENDPOINT, "vpc endpoint policy");
        names.put(PolicyType.ROLE_TRUST, "role trust policy");
        return names;
    }
}

package dev.ecrauditor.infra.settings;

import dev.ecrauditor.infra.alarm.SlackChannel;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Who receives what the auditor sends.
 *
 * @param alertEmails addresses that receive alerts
 * @param operationsEmails addresses that receive alarms about the auditor itself
 * @param slackChannels channels that also receive alerts
 */
public record Subscribers(List<String> alertEmails, List<String> operationsEmails, List<SlackChannel> slackChannels) {

    /** No subscriber. */
    public static final Subscribers NOBODY = new Subscribers(List.of(), List.of(), List.of());

    private static final Pattern EMAIL = Pattern.compile("[^@\\s,]{1,64}@[^@\\s,]+\\.[^@\\s,.]+");

    public Subscribers {
        alertEmails = checkedEmails("alertEmails", alertEmails);
        operationsEmails = checkedEmails("operationsEmails", operationsEmails);
        slackChannels = List.copyOf(slackChannels);
    }

    private static List<String> checkedEmails(String name, List<String> emails) {
        for (String email : emails) {
            if (email.length() > 254 || !EMAIL.matcher(email).matches()) {
                throw new UsageException(
                        "context value %s: '%s' is not an e-mail address; write it like -c %s=a@example.org,b@example.org"
                                .formatted(name, email, name));
            }
        }
        return emails.stream().distinct().toList();
    }
}

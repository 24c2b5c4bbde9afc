package dev.ecrauditor.alert;

import java.util.List;
import java.util.Map;

/**
 * One alert in every form the topic carries.
 *
 * @param subject the e-mail's subject: at most 99 printable ASCII characters
 * @param email plain text for people
 * @param chat the custom notification of Amazon Q Developer in chat applications, as JSON
 * @param json the alert by its published schema, for machines
 * @param labels one-valued message attributes to filter by
 * @param lists many-valued message attributes to filter by
 */
public record AlertMessage(
        String subject,
        String email,
        String chat,
        String json,
        Map<String, String> labels,
        Map<String, List<String>> lists) {

    public AlertMessage {
        labels = Map.copyOf(labels);
        lists = Map.copyOf(lists);
    }
}

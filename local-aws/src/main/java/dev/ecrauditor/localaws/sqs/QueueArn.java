package dev.ecrauditor.localaws.sqs;

import dev.ecrauditor.localaws.call.AccountRegion;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parsed ARN of an SQS queue. */
public record QueueArn(AccountRegion place, String name) {

    private static final Pattern FORM =
            Pattern.compile("arn:aws[a-z-]*:sqs:([a-z0-9-]+):([0-9]{12}):([A-Za-z0-9_-]{1,80}(?:\\.fifo)?)");

    public static Optional<QueueArn> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new QueueArn(new AccountRegion(matcher.group(2), matcher.group(1)), matcher.group(3)))
                : Optional.empty();
    }
}

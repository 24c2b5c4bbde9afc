package dev.ecrauditor.cli.replay;

import dev.ecrauditor.alert.AlertChannel;
import dev.ecrauditor.aws.SnsAlertChannel;
import dev.ecrauditor.cli.terminal.TerminalClients;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.repository.RepositoryArn;
import java.net.URI;
import java.util.Optional;

/** The SNS topic of {@code --topic-arn}. */
final class TopicArgument {

    private TopicArgument() {}

    /**
     * Opens the topic.
     *
     * @throws UsageException if it is not the ARN of a topic
     */
    static AlertChannel open(String arn, Optional<URI> endpoint) {
        String[] fields = arn.split(":", -1);
        if (fields.length != 6
                || !fields[0].equals("arn")
                || !fields[2].equals("sns")
                || !RepositoryArn.isRegion(fields[3])) {
            throw new UsageException("--topic-arn " + arn
                    + ": not an SNS topic ARN; write it like arn:aws:sns:us-east-1:111122223333:alerts");
        }
        return new SnsAlertChannel(TerminalClients.of(fields[3], endpoint), arn);
    }
}

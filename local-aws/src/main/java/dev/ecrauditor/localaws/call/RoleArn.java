package dev.ecrauditor.localaws.call;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parsed ARN of an IAM role; the name is without the role's path. */
public record RoleArn(String partition, String account, String name) {

    private static final Pattern FORM =
            Pattern.compile("arn:(aws|aws-cn|aws-us-gov):iam::([0-9]{12}):role/(?:[!-~]+/)?([\\w+=,.@-]{1,64})");

    public static Optional<RoleArn> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new RoleArn(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    public String sessionArn(String session) {
        return String.join(":", "arn", partition, "sts", "", account, "assumed-role/" + name + "/" + session);
    }
}

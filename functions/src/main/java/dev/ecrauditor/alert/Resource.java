package dev.ecrauditor.alert;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.text.HostileText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The subject of an alert: its names and its page in the console, all built from validated parts.
 *
 * @param subject what the alert is about
 * @param accountName the name of its account as AWS Organizations has it, not validated; empty where it is not known
 */
record Resource(Subject subject, Optional<String> accountName) {

    /** ECR allows 256 characters; broken-up links need a little more. */
    private static final int MAX_NAME = 600;

    /** AWS Organizations allows 50 characters; broken-up links need a little more. */
    private static final int MAX_ACCOUNT_NAME = 100;

    /** A resource of an account whose name is not known. */
    Resource(Subject subject) {
        this(subject, Optional.empty());
    }

    /** Its name in a headline; a repository name can look like a web site. */
    String name() {
        return HostileText.plain(subject.name(), MAX_NAME);
    }

    /** Its name where account and Region stand beside it: those are the name of a registry. */
    String shortName() {
        return subject.kind() == Subject.Kind.REGISTRY ? "registry" : name();
    }

    String account() {
        return subject.account();
    }

    /** The account with its name, as in "111122223333 (payments-prod)". */
    String accountForEmail() {
        return account(name -> HostileText.plain(name, MAX_ACCOUNT_NAME));
    }

    /** The same for chat. */
    String accountForChat() {
        return account(name -> HostileText.chat(name, MAX_ACCOUNT_NAME));
    }

    /** A name of which nothing visible is left is not shown. */
    private String account(UnaryOperator<String> safe) {
        return account()
                + accountName
                        .filter(name ->
                                !HostileText.plain(name, MAX_ACCOUNT_NAME).isEmpty())
                        .map(name -> " (" + safe.apply(name) + ")")
                        .orElse("");
    }

    String region() {
        return subject.region();
    }

    Optional<RepositoryArn> repository() {
        return subject instanceof Subject.Repository repository
                ? Optional.of(repository.repository())
                : Optional.empty();
    }

    Optional<KeyArn> key() {
        return subject instanceof Subject.Key ? KeyArn.parse(subject.toString()) : Optional.empty();
    }

    /** The kind of its console page, as the beginning of a sentence. */
    String pageOf() {
        return switch (subject.kind()) {
            case REPOSITORY -> "Repository";
            case KEY -> "Key";
            default -> "Registry";
        };
    }

    /** The console page of a repository or a key, or of all repositories of the account, in its partition. */
    String consoleUrl() {
        Optional<KeyArn> key = key();
        if (key.isPresent()) {
            return "https://" + region() + "." + consoleDomain() + "/kms/home?region=" + region() + "#/kms/keys/"
                    + key.get().id();
        }
        String start = "https://" + region() + "." + consoleDomain() + "/ecr/";
        String page = repository()
                .map(repository -> "repositories/private/" + account() + "/"
                        + URLEncoder.encode(repository.name(), StandardCharsets.UTF_8)
                                .replace("%2F", "/"))
                .orElse("private-registry/repositories");
        return start + page + "?region=" + region();
    }

    Json json() {
        Optional<RepositoryArn> repository = repository();
        return new JsonObject()
                .put("type", subject.kind().name().toLowerCase(Locale.ROOT))
                .put("arn", repository.<Object>map(arn -> arn).or(() -> key().map(arn -> arn)))
                .put("accountId", account())
                .put("accountName", accountName)
                .put("region", region())
                .put("repository", repository.map(RepositoryArn::name))
                .put("consoleUrl", consoleUrl())
                .build();
    }

    private String consoleDomain() {
        return switch (RepositoryArn.partitionOf(region())) {
            case "aws-cn" -> "console.amazonaws.cn";
            case "aws-us-gov" -> "console.amazonaws-us-gov.com";
            default -> "console.aws.amazon.com";
        };
    }
}

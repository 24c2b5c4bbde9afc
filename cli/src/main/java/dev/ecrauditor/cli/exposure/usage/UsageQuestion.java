package dev.ecrauditor.cli.exposure.usage;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.TrustedParties;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is asked about the use of a repository.
 *
 * @param logs a log file, or a directory of them
 * @param trusted whose calls are not reported
 * @param from the first moment to report; empty to take it from the log
 * @param to the last moment to report; empty to take it from the log
 */
record UsageQuestion(
        RepositoryArn repository, Path logs, TrustedParties trusted, Optional<Instant> from, Optional<Instant> to) {

    /** True if the options choose the window. */
    boolean hasWindow() {
        return from.isPresent() || to.isPresent();
    }

    /**
     * True if a call is about the repository. The ARNs of a record decide; without one, the names in the request do. A
     * request without a registry is about the caller's own, which is the account of the log.
     */
    boolean isAbout(LogRecord record) {
        List<RepositoryArn> named = arns(record);
        if (!named.isEmpty()) {
            return named.stream().anyMatch(this::isSame);
        }
        LogRecord request = record.part("requestParameters");
        boolean isNamed =
                request.text("repositoryName").filter(repository.name()::equals).isPresent()
                        || request.items("repositoryNames").contains(Json.of(repository.name()));
        return isNamed
                && record.text("awsRegion").filter(repository.region()::equals).isPresent()
                && registry(record).filter(repository.account()::equals).isPresent();
    }

    /** True if a record is of the log of the owner, in the repository's Region. */
    boolean isOfRegistry(LogRecord record) {
        return record.text("recipientAccountId")
                        .filter(repository.account()::equals)
                        .isPresent()
                && record.text("awsRegion").filter(repository.region()::equals).isPresent();
    }

    /** True if the owner's log has the record without any repository: its parameters were too large for CloudTrail. */
    boolean mayBeAbout(LogRecord record) {
        LogRecord request = record.part("requestParameters");
        return isOfRegistry(record) && arns(record).isEmpty() && request.json().isAbsent();
    }

    private static List<RepositoryArn> arns(LogRecord record) {
        List<RepositoryArn> arns = record.items("resources").stream()
                .flatMap(resource -> new LogRecord(resource).text("ARN").stream())
                .flatMap(arn -> RepositoryArn.parse(arn).stream())
                .toList();
        return arns.isEmpty()
                ? record.part("requestParameters").text("resourceArn").flatMap(RepositoryArn::parse).stream()
                        .toList()
                : arns;
    }

    private boolean isSame(RepositoryArn other) {
        return other.account().equals(repository.account())
                && other.region().equals(repository.region())
                && other.name().equals(repository.name());
    }

    private static Optional<String> registry(LogRecord record) {
        return record.text("requestParameters", "registryId")
                .or(() -> record.text("responseElements", "registryId"))
                .or(() -> record.text("responseElements", "repository", "registryId"))
                .or(() -> record.text("responseElements", "image", "registryId"))
                .or(() -> record.text("recipientAccountId"));
    }
}

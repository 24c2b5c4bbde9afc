package dev.ecrauditor.cli.migration.plan;

import static dev.ecrauditor.cli.migration.plan.ShellText.quoted;

import dev.ecrauditor.cli.migration.facts.RepositorySettings.Exclusion;
import dev.ecrauditor.cli.migration.facts.SourceRepository;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** The steps that every plan begins with: the values, the checks and the key. */
final class PreparationSteps {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private PreparationSteps() {}

    static List<Step> of(MigrationRequest request) {
        return List.of(values(request), functions(), check(), key(request));
    }

    private static Step values(MigrationRequest request) {
        return new Step(
                "values",
                "Values",
                List.of("Only these lines, and the files that the script writes, hold values that were read from AWS."),
                assignments(request),
                List.of("sts:GetCallerIdentity", "ecr:DescribeRepositories"));
    }

    private static List<String> assignments(MigrationRequest request) {
        SourceRepository source = request.source();
        RepositoryArn arn = source.arn();
        RepositoryArn target = request.target();
        List<String> lines = new ArrayList<>(List.of(
                "set -eu", "umask 077", "export TZ=UTC0 AWS_PAGER='' PYTHONUTF8=1 AWS_CLI_FILE_ENCODING=UTF-8"));
        request.endpoint().ifPresent(url -> lines.add("export AWS_ENDPOINT_URL=" + quoted(url.toString())));
        lines.add("account=" + quoted(arn.account()));
        lines.add("region=" + quoted(arn.region()));
        lines.add("registry=" + quoted(registry(arn)));
        lines.add("source=" + quoted(arn.name()));
        lines.add("source_arn=" + quoted(arn.toString()));
        lines.add("source_created=" + quoted(SECONDS.format(source.createdAt())));
        lines.add("source_created_seconds="
                + quoted(Long.toString(source.createdAt().getEpochSecond())));
        lines.add("target=" + quoted(target.name()));
        lines.add("target_arn=" + quoted(target.toString()));
        lines.add("encryption=" + quoted(source.encryption().type().equals("KMS_DSSE") ? "KMS_DSSE" : "KMS"));
        lines.add("key_arn=" + quoted(request.key().orElse("")));
        lines.add("mutability=" + quoted(source.settings().mutability()));
        lines.add("exclusions=" + quoted(exclusions(source)));
        lines.add("scan_on_push=" + source.settings().scanOnPush());
        lines.add("quiet_days=\"${QUIET_DAYS:-7}\"");
        lines.add("work=\"${MIGRATION_DIR:-./ecr-migration-$account-$region-"
                + arn.name().replace("/", "--") + "}\"");
        lines.add("tab=$(printf '\\t')");
        return lines;
    }

    static String registry(RepositoryArn arn) {
        return arn.account() + ".dkr.ecr." + arn.region() + "." + arn.domain();
    }

    private static String exclusions(SourceRepository source) {
        List<Json> filters = new ArrayList<>();
        for (Exclusion exclusion : source.settings().exclusions()) {
            filters.add(new JsonObject()
                    .put("filterType", exclusion.type())
                    .put("filter", exclusion.filter())
                    .build());
        }
        return JsonWriter.write(new Json.Arr(filters));
    }

    private static Step functions() {
        return new Step(
                "functions",
                "Functions that several steps use",
                List.of("They only read."),
                ShellText.file("functions.sh"),
                List.of());
    }

    private static Step check() {
        return new Step(
                "check",
                "Check that this is the account, the repository and the AWS CLI that the plan is for",
                List.of(),
                ShellText.file("check.sh"),
                List.of("ecr:DescribeRepositories"));
    }

    private static Step key(MigrationRequest request) {
        List<String> commands = new ArrayList<>();
        List<String> why = new ArrayList<>();
        if (request.key().isPresent()) {
            why.add("The key is the one that --key names. Its policy and its rotation are not changed.");
            commands.addAll(ShellText.file("given-key.sh"));
        } else {
            why.add("A new key: the account uses it only through ECR in this Region, and it is rotated every year.");
            why.add("To use an existing key, make the plan with --key.");
            commands.addAll(ShellText.function(
                    "write_key_policy",
                    "key-policy.json",
                    KeyPolicy.of(request.source().arn())));
            commands.addAll(ShellText.file("key.sh"));
        }
        commands.add("");
        commands.addAll(ShellText.file("usable-key.sh"));
        return new Step("key", "Customer managed key", why, commands, List.of("kms:DescribeKey"));
    }
}

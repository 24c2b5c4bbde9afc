package dev.ecrauditor.cli.audit;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.localaws.LocalAws;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An organization on local-aws with repositories in its accounts. The account of the caller is its management account;
 * in each other account there is the read role, which trusts that account alone.
 */
final class Estate implements AutoCloseable {

    static final String MANAGEMENT = "111122223333";
    private static final String ROLE = "\"roles\": {\"%s\": {\"trusts\": [\"" + MANAGEMENT + "\"]}}";

    final LocalAws aws = LocalAws.start();
    private final Map<String, String> members = new LinkedHashMap<>();
    private final Map<String, List<String>> states = new LinkedHashMap<>();

    Estate() {
        members.put(MANAGEMENT, "{\"id\": \"%s\", \"name\": \"management\"}".formatted(MANAGEMENT));
    }

    /** An active account with the read role. */
    Estate account(String id) {
        return account(id, "ACTIVE", "r-abcd", "ecr-auditor-read");
    }

    Estate account(String id, String state, String parent, String role) {
        members.put(
                id,
                "{\"id\": \"%s\", \"name\": \"name-of-%s\", \"state\": \"%s\", \"parent\": \"%s\"}"
                        .formatted(id, id, state, parent));
        state(id).add(ROLE.formatted(role));
        return this;
    }

    /** Repositories that any account may read from, all with other names than those of other accounts. */
    Estate repositories(String account, String region, int count) {
        List<String> repositories = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            repositories.add("""
                    {"repositoryName": "of-%s/app-%d", "policyText": {"Version": "2012-10-17", "Statement": [
                      {"Sid": "Open", "Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage"}]}}""".formatted(account, i));
        }
        state(account).add("\"%s\": {\"repositories\": [%s]}".formatted(region, String.join(", ", repositories)));
        return this;
    }

    private List<String> state(String account) {
        return states.computeIfAbsent(account, key -> new ArrayList<>());
    }

    Estate load() {
        String accounts = states.entrySet().stream()
                .map(state -> "\"%s\": {%s}".formatted(state.getKey(), String.join(", ", state.getValue())))
                .collect(Collectors.joining(",\n"));
        String state = """
                {"organization": {"managementAccount": "%s",
                  "organizationalUnits": [{"id": "ou-abcd-11111111"}, {"id": "ou-abcd-22222222", "parent": "ou-abcd-11111111"}],
                  "accounts": [%s]},
                 "accounts": {%s}}""".formatted(MANAGEMENT, String.join(",\n", members.values()), accounts);
        aws.load(new ByteArrayInputStream(state.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** An audit of us-east-1 whose rate is no limit. */
    CommandRun audit(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                "audit",
                "--region",
                "us-east-1",
                "--endpoint-url",
                aws.endpoint().toString(),
                "--calls-per-second",
                "1000000"));
        line.addAll(List.of(arguments));
        return CommandRun.of(line.toArray(String[]::new));
    }

    CommandRun auditFile(Path accounts, String... arguments) {
        List<String> line = new ArrayList<>(List.of("--accounts", accounts.toString()));
        line.addAll(List.of(arguments));
        return audit(line.toArray(String[]::new));
    }

    @Override
    public void close() {
        aws.close();
    }
}

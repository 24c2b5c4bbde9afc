package dev.ecrauditor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.sun.net.httpserver.HttpServer;
import dev.ecrauditor.localaws.LocalAws;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bad input of every kind gives one line on standard error that says what is wrong, where and how to fix it, and exit
 * status 2 (the input is wrong) or 3 (it could not be read or evaluated). The table is docs/exit-status.md.
 */
class BadInputTest {

    private static final String EVENT = "../events/SetRepositoryPolicy/made-public-through-cloudformation/event.json";
    private static final String OWNER = "111122223333";
    private static final String NOW = "{\"time\": \"2026-11-20T09:12:00Z\"}";

    @TempDir
    private Path folder;

    private LocalAws aws;
    private HttpServer html;

    /** A command line, its expected exit status, and text that its error line contains. */
    private record Bad(String what, int status, String says, List<String> line) {}

    @BeforeEach
    void start() throws IOException {
        aws = LocalAws.start();
        html = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        html.createContext("/", exchange -> {
            byte[] page = "<html><body>Sign in</body></html>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        html.start();
    }

    @AfterEach
    void stop() {
        aws.close();
        html.stop(0);
    }

    @TestFactory
    Stream<DynamicTest> isAnsweredInOneLine() throws IOException {
        List<Bad> all = new ArrayList<>();
        all.addAll(events());
        all.addAll(options());
        all.addAll(endpoints());
        all.addAll(policies());
        all.addAll(accounts());
        all.addAll(previews());
        all.addAll(others());
        assertThat(all).hasSizeGreaterThanOrEqualTo(40);
        return all.stream()
                .map(bad -> dynamicTest(bad.what(), () -> {
                    CommandRun run = CommandRun.of(bad.line().toArray(String[]::new));

                    assertThat(run.err().strip())
                            .contains(bad.says())
                            .doesNotContain("\n")
                            .doesNotContain("Exception")
                            .hasSizeLessThan(500);
                    assertThat(run.status()).as(run.err()).isEqualTo(bad.status());
                    assertThat(run.out()).isEmpty();
                }))
                .toList()
                .stream();
    }

    private List<Bad> events() throws IOException {
        List<Bad> bad = new ArrayList<>();
        bad.add(event("an event file that is missing", 2, "no such file", folder.resolve("missing.json")));
        bad.add(event("an empty file", 2, "empty text", file("empty.json", "")));
        bad.add(event("a file that is not JSON", 2, "line 1", file("html.json", "<html></html>")));
        bad.add(event("a file cut off", 2, "not valid JSON", file("cut.json", "{\"source\": \"aws.ec")));
        bad.add(event("two documents in one file", 2, "something follows", file("two.json", "{}\n{}")));
        bad.add(event("a duplicate member", 2, "duplicate", file("twice.json", "{\"source\":1,\"source\":2}")));
        bad.add(event("nesting without end", 2, "not valid JSON", file("deep.json", "[".repeat(100_000))));
        bad.add(event(
                "text in another encoding", 2, "not UTF-8", file("latin.json", new byte[] {'"', (byte) 0xe9, '"'})));
        bad.add(event(
                "text in UTF-16",
                2,
                "not UTF-8",
                file("wide.json", "{}".getBytes(StandardCharsets.UTF_16LE), 0xff, 0xfe)));
        bad.add(event("a damaged gzip file", 2, "gzip", file("cut.json.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0, 1})));
        bad.add(event("a directory without events", 2, "no events", Files.createDirectory(folder.resolve("nothing"))));
        bad.add(event("a JSON array", 3, "not a JSON object", file("array.json", "[1]")));
        bad.add(event("an object that is no event", 3, "not an event", file("other.json", "{\"a\": 1}")));
        bad.add(event("a log file without records", 3, "the list is empty", file("no.json", "{\"Records\": []}")));
        bad.add(event("lookup-events that found nothing", 3, "the list is empty", file("l.json", "{\"Events\": []}")));
        bad.add(event("a record that is no object", 3, "record 1", file("number.json", "{\"Records\": [1]}")));
        bad.add(event(
                "a CloudTrail digest file", 3, "digest file", file("digest.json", "{\"digestStartTime\": \"2026\"}")));
        bad.add(event(
                "a notification of S3",
                3,
                "notification of Amazon S3",
                file("s3.json", "{\"Records\": [{\"s3\": {\"object\": {\"key\": \"k\"}}}]}")));
        bad.add(event(
                "a message whose body is not JSON",
                3,
                "\"body\" is not JSON",
                file("batch.json", "{\"Records\": [{\"messageId\": \"m\", \"body\": \"{no\"}]}")));
        bad.add(event(
                "an event without the record's version",
                3,
                "detail.eventVersion is missing",
                file(
                        "v.json",
                        "{\"version\": \"0\", \"source\": \"aws.ecr\", \"detail-type\": \"AWS API Call via CloudTrail\","
                                + " \"detail\": {\"eventSource\": \"ecr.amazonaws.com\"}}")));
        bad.add(event(
                "a record of an unknown version",
                3,
                "detail.eventVersion is not of version 1.x",
                file(
                        "v2.json",
                        "{\"eventVersion\": \"2.0\", \"eventSource\": \"ecr.amazonaws.com\", \"eventName\": \"x\"}")));
        bad.add(event(
                "an event without a source",
                3,
                "source is missing",
                file("s.json", "{\"detail-type\": \"x\", \"detail\": {}}")));
        return bad;
    }

    private List<Bad> options() throws IOException {
        String settings = file("settings.yaml", "remediation: [").toString();
        String unknownKey = file("unknown.yaml", "remediaton: []\n").toString();
        String damaged = file("state.json", "no state").toString();
        return List.of(
                bad("no event", 2, "EVENT", "replay"),
                bad("an unknown option", 2, "--endpont-url", "replay", EVENT, "--endpont-url", "x"),
                bad("an unknown remediation mode", 2, "dry-run", "replay", EVENT, "--remediation", "maybe"),
                bad("a duration that is none", 2, "PT15M", "replay", EVENT, "--policy-grace", "soon"),
                bad("a topic that is no ARN", 2, "arn:aws:sns:", replay(EVENT, "--read-role", "r", "--topic-arn", "t")),
                bad("a settings file that is no YAML", 2, "settings.yaml", replay(EVENT, "--settings", settings)),
                bad("a settings file with an unknown key", 2, "remediaton", replay(EVENT, "--settings", unknownKey)),
                bad("a settings file that is missing", 2, "missing.yaml", replay(EVENT, "--settings", "missing.yaml")),
                bad("a damaged state file", 2, "not a replay state", replay(EVENT, "--state", damaged)),
                bad("a directory as state", 2, "not a regular file", replay(EVENT, "--state", folder.toString())),
                bad("a device as state", 2, "not a regular file", replay(EVENT, "--state", "/dev/null")),
                bad("a state below a file", 2, "writable", replay(EVENT, "--state", damaged + "/state.json")));
    }

    private List<Bad> endpoints() {
        String page = "http://127.0.0.1:" + html.getAddress().getPort();
        return List.of(
                bad(
                        "a URL without a scheme",
                        2,
                        "http://127.0.0.1:5000",
                        "audit",
                        "--region",
                        "us-east-1",
                        "--endpoint-url",
                        "foo"),
                bad(
                        "a URL of another scheme",
                        2,
                        "http://127",
                        "audit",
                        "--region",
                        "us-east-1",
                        "--endpoint-url",
                        "ftp://h"),
                bad(
                        "a URL that cannot be read",
                        2,
                        "--endpoint-url",
                        "audit",
                        "--region",
                        "us-east-1",
                        "--endpoint-url",
                        "http://a b"),
                bad("an endpoint that refuses connections", 3, "refused", audit("http://127.0.0.1:1")),
                bad("an HTML page instead of an answer", 3, "does not answer as AWS does", audit(page)),
                bad("a Region that is none", 2, "us-east-1", "audit", "--region", "mars"),
                bad("an empty Region", 2, "us-east-1", "audit", "--region", ""),
                bad(
                        "a repository name that is none",
                        2,
                        "team/service",
                        audit(endpoint(), "--repository", "Not A Name")),
                bad(
                        "a repository that does not exist",
                        3,
                        "could not read",
                        audit(endpoint(), "--repository", "no/such")),
                bad("an unknown output form", 2, "--output", audit(endpoint(), "--output", "xml")),
                bad("an unknown severity", 2, "--fail-on", audit(endpoint(), "--fail-on", "huge")));
    }

    private List<Bad> policies() throws IOException {
        String policy = file("policy.json", "{\"Statement\": []}").toString();
        return List.of(
                bad("a policy file that is missing", 2, "no such file", "policy", "no.json", "--owner", OWNER),
                bad("a directory as policy", 2, "directory", "policy", folder.toString(), "--owner", OWNER),
                bad("a policy without its owner", 2, "--owner", "policy", policy),
                bad("an owner that is no account", 2, "twelve digits", "policy", policy, "--owner", "1111"),
                bad(
                        "a policy in another encoding",
                        2,
                        "not UTF-8",
                        "policy",
                        file("latin-policy.json", new byte[] {'{', (byte) 0xff, '}'})
                                .toString(),
                        "--owner",
                        OWNER),
                bad(
                        "lines of policies that are none",
                        2,
                        "line 1",
                        "policy",
                        file("p.jsonl", "no object\n").toString()));
    }

    private List<Bad> accounts() throws IOException {
        String wrong = file("wrong.txt", "# all\n111122223333\npayments 444455556666\n")
                .toString();
        String twice =
                file("again.txt", "111122223333\n\n111122223333 # again\n").toString();
        String none = file("none.txt", "# nothing yet\n").toString();
        return List.of(
                bad("an accounts file with a wrong line", 2, "line 3: 'payments 444455556666'", accounts(wrong)),
                bad("an account that is listed twice", 2, "line 3: 111122223333 is on line 1", accounts(twice)),
                bad("an accounts file without an account", 2, "no account id", accounts(none)),
                bad("an accounts file that is missing", 2, "no such file", accounts("no.txt")),
                bad("two choices of accounts", 2, "--all-accounts", accounts(none, "--all-accounts")),
                bad("a unit that is none", 2, "ou-abcd", audit(endpoint(), "--organizational-units", "Workloads")),
                bad("all accounts of no organization", 2, "no organization", audit(endpoint(), "--all-accounts")),
                bad("a role that is none", 2, "ecr-auditor-read", audit(endpoint(), "--role-name", "role/x")),
                bad("a rate that is none", 2, "at least 1", audit(endpoint(), "--calls-per-second", "0")),
                bad("a repository of other accounts", 2, "--repository", accounts(none, "--repository", "app")));
    }

    private String[] accounts(String file, String... arguments) {
        return joined(audit(endpoint(), "--accounts", file), arguments);
    }

    private List<Bad> previews() throws IOException {
        String story = Path.of(EVENT).getParent().toString();
        return List.of(
                bad("no story", 2, "STORY", "preview"),
                bad("a story that does not exist", 2, "event.json", "preview", "CreateRepository/no-such-story"),
                bad("a folder without an event", 2, "event.json", "preview", folder.toString()),
                bad("a story that is no path", 2, "event.json", "preview", "a\0b"),
                bad("a story whose event is not JSON", 2, "line 1", "preview", story("cut", "{\"time\": ", "{}")),
                bad("a story whose event is an array", 2, "not a JSON object", "preview", story("array", "[1]", "{}")),
                bad("a story without a time", 2, "detail.eventTime", "preview", story("timeless", "{}", "{}")),
                bad("a state that is none", 2, "account.json", "preview", story("state", NOW, "{\"accounts\": 1}")),
                bad("a channel that is none", 2, "EMAIL", "preview", story, "--channel", "fax"),
                bad("a page in no folder", 2, "--html", "preview", story, "--html", folder + "/no/page.html"),
                bad("settings that are missing", 2, "no.yaml", "preview", story, "--settings", "no.yaml"));
    }

    private String story(String name, String event, String account) throws IOException {
        Path story = Files.createDirectory(folder.resolve(name));
        Files.writeString(story.resolve("event.json"), event);
        Files.writeString(story.resolve("account.json"), account);
        return story.toString();
    }

    private List<Bad> others() {
        return List.of(
                bad("no command", 2, "demo"),
                unreachable("a repository name before AWS is called", "audit", "--repository", "Not/A-Name"),
                unreachable("an organization that is none", "exposure", "--trusted-organization", "example"),
                unreachable(
                        "a settings file before AWS is called", "plan-migration", "team/api", "--settings", "no.yaml"),
                bad(
                        "a hub Region that is none",
                        2,
                        "--hub-region mars",
                        "waivers",
                        "--published",
                        "--hub-region",
                        "mars"),
                bad("an unknown command", 2, "--help", "audti"),
                bad("a seed that is no number", 2, "--seed", "demo", "--seed", "x"),
                bad("a port that is none", 2, "65535", "local-aws", "--port", "70000"),
                bad("history without table and file", 2, "--table-name", "remediation", "history"));
    }

    private String endpoint() {
        return aws.endpoint().toString();
    }

    /** Wrong use whether AWS answers or not. */
    private Bad unreachable(String what, String... line) {
        String[] aws = {"--region", "us-east-1", "--endpoint-url", "http://127.0.0.1:1"};
        return bad(what, 2, line[line.length - 1], joined(line, aws));
    }

    private Bad event(String what, int status, String says, Path file) {
        return bad(what, status, says, replay(file.toString()));
    }

    private static Bad bad(String what, int status, String says, String... line) {
        return new Bad(what, status, says, List.of(line));
    }

    private String[] replay(String... arguments) {
        return joined(new String[] {"replay", "--endpoint-url", endpoint()}, arguments);
    }

    private static String[] audit(String url, String... arguments) {
        return joined(new String[] {"audit", "--region", "us-east-1", "--endpoint-url", url}, arguments);
    }

    private static String[] joined(String[] first, String[] second) {
        return Stream.concat(Stream.of(first), Stream.of(second)).toArray(String[]::new);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path file(String name, byte[] bytes, int... before) throws IOException {
        byte[] all = new byte[before.length + bytes.length];
        for (int i = 0; i < before.length; i++) {
            all[i] = (byte) before[i];
        }
        System.arraycopy(bytes, 0, all, before.length, bytes.length);
        return Files.write(folder.resolve(name), all);
    }
}

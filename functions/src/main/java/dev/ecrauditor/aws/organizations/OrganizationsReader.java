package dev.ecrauditor.aws.organizations;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.aws.signed.JsonCalls;
import dev.ecrauditor.aws.signed.SignedCalls;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.organization.MemberAccount;
import dev.ecrauditor.organization.OrganizationReader;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * Reads with AWS Organizations. Only the management account and delegated administrators may read accounts.
 *
 * <p>Source: "Account", AWS Organizations API Reference: {@code State} replaces {@code Status}, which AWS retires.
 */
public final class OrganizationsReader implements OrganizationReader {

    /** A page of twenty accounts has some 10 KB. */
    private static final JsonCalls.Api API =
            new JsonCalls.Api("AWS Organizations", "organizations", "AWSOrganizationsV20161128.", 1_000_000);

    private static final String NOT_IN_USE = "AWSOrganizationsNotInUseException";

    /** For the connection, and for each part of the answer. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final JsonCalls calls;

    /**
     * @param clients whose HTTP client, credentials, endpoint and partition are used
     */
    public OrganizationsReader(AwsClients clients, Clock clock) {
        this(calls(clients.connection(), clock, SignedCalls.Pause.SLEEP));
    }

    /** A reader that makes one attempt with a short time limit, for alerts, which are published without its answer. */
    public static OrganizationsReader once(AwsClients clients, Clock clock) {
        AwsClients.Connection own = clients.connection();
        SdkHttpClient http = UrlConnectionHttpClient.builder()
                .connectionTimeout(WAIT)
                .socketTimeout(WAIT)
                .build();
        AwsClients.Connection brief = new AwsClients.Connection(http, own.credentials(), own.region(), own.endpoint());
        return new OrganizationsReader(calls(brief, clock, SignedCalls.Pause.NONE));
    }

    OrganizationsReader(JsonCalls calls) {
        this.calls = calls;
    }

    static JsonCalls calls(AwsClients.Connection connection, Clock clock, SignedCalls.Pause pause) {
        return new JsonCalls(connection.in(homeRegion(connection.region())), API, clock, pause);
    }

    /** The only Region of a partition in which AWS Organizations has an endpoint. */
    static String homeRegion(String anyRegion) {
        return switch (RepositoryArn.partitionOf(anyRegion)) {
            case "aws-cn" -> "cn-northwest-1";
            case "aws-us-gov" -> "us-gov-west-1";
            default -> "us-east-1";
        };
    }

    @Override
    public Reading<String> organizationId() {
        return reading(
                "DescribeOrganization",
                Set.of(NOT_IN_USE),
                () -> required(calls.call("DescribeOrganization", new JsonObject().build()), "Organization", "Id"));
    }

    @Override
    public Reading<List<MemberAccount>> accounts() {
        return reading(
                "ListAccounts",
                Set.of(NOT_IN_USE),
                () -> members(pages("ListAccounts", Optional.empty(), "Accounts"))
                        .toList());
    }

    @Override
    public Reading<MemberAccount> account(String id) {
        return reading(
                "DescribeAccount",
                Set.of("AccountNotFoundException"),
                () -> member(calls.call(
                                "DescribeAccount",
                                new JsonObject().put("AccountId", id).build())
                        .at("Account")));
    }

    @Override
    public Reading<List<MemberAccount>> accountsBelow(String parent) {
        Set<String> absent = Set.of(NOT_IN_USE, "ParentNotFoundException");
        List<MemberAccount> found = new ArrayList<>();
        Deque<String> parents = new ArrayDeque<>(List.of(parent));
        while (!parents.isEmpty()) {
            Optional<String> next = Optional.of(parents.remove());
            Reading<List<Json>> accounts =
                    reading("ListAccountsForParent", absent, () -> pages("ListAccountsForParent", next, "Accounts"));
            Reading<List<Json>> units = accounts instanceof Reading.Known
                    ? reading(
                            "ListOrganizationalUnitsForParent",
                            absent,
                            () -> pages("ListOrganizationalUnitsForParent", next, "OrganizationalUnits"))
                    : accounts;
            if (units instanceof Reading.Unreadable<List<Json>> denied) {
                return new Reading.Unreadable<>(denied.permission(), denied.problem(), denied.denial());
            }
            if (!(accounts instanceof Reading.Known<List<Json>> direct)
                    || !(units instanceof Reading.Known<List<Json>> children)) {
                return new Reading.Absent<>();
            }
            members(direct.value()).forEach(found::add);
            children.value().forEach(unit -> parents.add(required(unit, "Id")));
        }
        return new Reading.Known<>(List.copyOf(found));
    }

    /** The items of every page. */
    private List<Json> pages(String operation, Optional<String> parent, String list) {
        List<Json> items = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Json page = calls.call(
                    operation,
                    new JsonObject()
                            .put("ParentId", parent)
                            .put("NextToken", token)
                            .build());
            items.addAll(page.items(list));
            token = page.text("NextToken");
        } while (token.isPresent());
        return items;
    }

    private static Stream<MemberAccount> members(List<Json> accounts) {
        return accounts.stream().map(OrganizationsReader::member);
    }

    private static MemberAccount member(Json account) {
        String id = required(account, "Id");
        return new MemberAccount(
                id,
                account.text("Name").orElse(""),
                account.text("State").or(() -> account.text("Status")).orElse("UNKNOWN"),
                isManagement(account.text("Arn").orElse(""), id));
    }

    /** The ARN of an account is {@code arn:aws:organizations::<management account>:account/<organization>/<account>}. */
    private static boolean isManagement(String arn, String id) {
        String[] parts = arn.split(":", -1);
        return parts.length > 4 && parts[4].equals(id);
    }

    private static String required(Json json, String... path) {
        return json.text(path)
                .orElseThrow(
                        () -> new IllegalStateException("AWS Organizations answers without " + String.join(".", path)));
    }

    private static <T> Reading<T> reading(String operation, Set<String> absent, Supplier<T> call) {
        try {
            return new Reading.Known<>(call.get());
        } catch (AwsServiceException fault) {
            if (absent.contains(AwsErrors.code(fault))) {
                return new Reading.Absent<>();
            }
            if (AwsErrors.isDenied(fault)) {
                return new Reading.Unreadable<>(
                        "organizations:" + operation,
                        "AWS Organizations denies reading the organization",
                        AwsErrors.denial(fault));
            }
            throw fault;
        }
    }
}

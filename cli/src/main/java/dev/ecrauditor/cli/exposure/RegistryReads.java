package dev.ecrauditor.cli.exposure;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.registry.EcrRegistryReader;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.cli.audit.RoleAdvice;
import dev.ecrauditor.cli.exposure.AccountExposures.RegistryView;
import dev.ecrauditor.cli.terminal.FaultLine;
import dev.ecrauditor.exposure.AccountExposure;
import dev.ecrauditor.exposure.RegistryAccess;
import dev.ecrauditor.exposure.path.Exposure;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.evidence.DenialAdvice;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Reads the registries of one account and evaluates them together. What cannot be read does not stop the rest. */
final class RegistryReads {

    private static final String ASSUME_ROLE = "sts:AssumeRole";

    private final String account;
    private final EcrRegistryReader registries;
    private final EcrRepositoryReader repositories;
    private final Wish wish;
    private final List<RegistryAccess> read = new ArrayList<>();
    private final List<ReadGap> gaps = new ArrayList<>();
    private final Map<RepositoryPolicy, Reading<RepositoryPolicy>> sharedPolicies = new HashMap<>();

    /**
     * What is asked for.
     *
     * @param only the one repository to report; empty for all
     * @param trusted whose access is information
     * @param role the role of other accounts, for advice
     * @param ownAccount the account of the caller
     */
    record Wish(Optional<String> only, TrustedParties trusted, String role, String ownAccount) {}

    RegistryReads(String account, AwsClients clients, AccountCredentials credentials, Wish wish) {
        this.account = account;
        this.registries = new EcrRegistryReader(clients, credentials, Clock.systemUTC());
        this.repositories = new EcrRepositoryReader(clients, credentials, Clock.systemUTC());
        this.wish = wish;
    }

    /**
     * Reads and evaluates.
     *
     * @param progress told the policies read so far, and their number
     */
    AccountExposures in(List<String> regions, BiConsumer<Integer, Integer> progress) {
        for (String region : regions) {
            try {
                if (!read(region, progress)) {
                    break;
                }
            } catch (RuntimeException fault) { // one Region must not stop the others
                gaps.add(new ReadGap(
                        ReadGap.Kind.GAP,
                        account,
                        Optional.of(region),
                        "could not be read: " + FaultLine.of(fault),
                        Optional.empty(),
                        List.of()));
            }
        }
        List<RegistryView> views = new ArrayList<>();
        List<Exposure> exposures = AccountExposure.of(read, wish.trusted());
        for (int i = 0; i < exposures.size(); i++) {
            Exposure whole = exposures.get(i);
            if (wish.only().isEmpty()) {
                views.add(new RegistryView(whole, count(read.get(i))));
            } else if (isThere(read.get(i))) {
                views.add(new RegistryView(OneRepository.of(whole, wish.only().get()), 1));
            }
        }
        if (views.isEmpty() && gaps.isEmpty()) {
            gaps.add(new ReadGap(
                    ReadGap.Kind.GAP,
                    account,
                    Optional.empty(),
                    "repository " + wish.only().orElse("") + " does not exist",
                    Optional.empty(),
                    List.of()));
        }
        return new AccountExposures(views, gaps);
    }

    private static boolean isThere(RegistryAccess access) {
        return !access.policies().isEmpty();
    }

    private static int count(RegistryAccess access) {
        return access.registry().repositories() instanceof Reading.Known<List<String>> known
                ? known.value().size()
                : -1;
    }

    /** False if the account's role cannot be assumed: then it cannot be in another Region either. */
    private boolean read(String region, BiConsumer<Integer, Integer> progress) {
        Reading<RegistrySnapshot> reading = registries.read(account, region);
        if (reading instanceof Reading.Unreadable<RegistrySnapshot> refused) {
            DeniedCall call = DeniedCall.of(refused);
            boolean isRole = call.action().equals(ASSUME_ROLE);
            gaps.add(new ReadGap(
                    ReadGap.Kind.GAP,
                    account,
                    isRole ? Optional.empty() : Optional.of(region),
                    "could not be read: " + call.cause(),
                    Optional.of(call),
                    isRole
                            ? RoleAdvice.of(call, account, wish.ownAccount(), wish.role())
                            : DenialAdvice.of(call, account, region)));
            return !isRole;
        }
        if (reading instanceof Reading.Known<RegistrySnapshot> known) {
            add(known.value(), progress);
        }
        return true;
    }

    private void add(RegistrySnapshot registry, BiConsumer<Integer, Integer> progress) {
        List<String> listed = registry.repositories() instanceof Reading.Known<List<String>> known
                ? known.value()
                : wish.only().map(List::of).orElse(List.of());
        List<String> wanted = wish.only()
                .map(name -> listed.contains(name) ? List.of(name) : List.<String>of())
                .orElse(listed);
        Map<String, Reading<RepositoryPolicy>> policies = new TreeMap<>();
        for (String name : wanted) {
            Optional<RepositoryArn> arn =
                    RepositoryArn.of(RepositoryArn.partitionOf(registry.region()), registry.region(), account, name);
            arn.ifPresent(valid -> policies.put(name, shared(repositories.policy(valid))));
            progress.accept(policies.size(), wanted.size());
        }
        read.add(new RegistryAccess(wish.only().isPresent() ? of(registry, wanted) : registry, policies));
    }

    /** The registry as if it had these repositories only, so that the examples are about them. */
    private static RegistrySnapshot of(RegistrySnapshot registry, List<String> names) {
        return new RegistrySnapshot(
                registry.account(),
                registry.region(),
                registry.readAt(),
                registry.access(),
                registry.scanning(),
                registry.signing(),
                new Reading.Known<>(names));
    }

    /** Many repositories have the same policy: it is kept and parsed once. */
    private Reading<RepositoryPolicy> shared(Reading<RepositoryPolicy> policy) {
        return policy instanceof Reading.Known<RepositoryPolicy> known
                ? sharedPolicies.computeIfAbsent(known.value(), first -> policy)
                : policy;
    }
}

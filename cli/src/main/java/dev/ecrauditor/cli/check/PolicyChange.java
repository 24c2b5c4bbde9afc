package dev.ecrauditor.cli.check;

import dev.ecrauditor.cli.check.CheckEvaluation.SubjectRows;
import dev.ecrauditor.cli.policy.AccessChangeRow;
import dev.ecrauditor.cli.policy.AccessChangeRow.Direction;
import dev.ecrauditor.cli.policy.PolicyDiff;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.iac.registry.DeclaredState;
import dev.ecrauditor.policy.action.ActionCatalogue;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.TrustedParties;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A repository policy or registry policy that is declared in another way than before.
 *
 * @param kind whether it is added, removed or another one
 * @param subject what has the policy
 * @param difference what changes for outsiders, and what could not be compared
 * @param isWaived whether waivers cover all access that the rules find, and so what is added to it
 */
record PolicyChange(Kind kind, SubjectRows subject, PolicyDiff difference, boolean isWaived) {

    /** The kinds of changes. */
    enum Kind {
        ADDED,
        REMOVED,
        CHANGED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * By which terms policies are compared.
     *
     * @param trusted who is meant to have access
     * @param grantRules the ids of the rules whose failures consist of access
     */
    record Terms(TrustedParties trusted, Set<String> grantRules) {

        private boolean isWaived(SubjectRows subject) {
            List<CheckRow> rows = subject.rows().stream()
                    .filter(row -> grantRules.contains(row.rule().id()))
                    .toList();
            return rows.stream().anyMatch(row -> row.kind() == CheckRow.Kind.WAIVED)
                    && rows.stream().noneMatch(CheckRow::isBad);
        }
    }

    /** The policies of a pair; empty where both have none, or the same. */
    static Optional<PolicyChange> of(SubjectPair pair, Terms terms) {
        Reading<String> before = policy(pair.before());
        Reading<String> now = policy(pair.now());
        boolean isKnown = !(before instanceof Reading.Unreadable<?>) && !(now instanceof Reading.Unreadable<?>);
        if (isKnown && before.equals(now)) {
            return Optional.empty();
        }
        Kind kind = now instanceof Reading.Absent<?>
                ? Kind.REMOVED
                : before instanceof Reading.Absent<?> ? Kind.ADDED : Kind.CHANGED;
        List<String> unclear = new ArrayList<>();
        unreadable(before).ifPresent(reason -> unclear.add("the policy before is not known: " + reason));
        unreadable(now).ifPresent(reason -> unclear.add("the policy now is not known: " + reason));
        List<AccessChangeRow> rows = List.of();
        if (unclear.isEmpty()) {
            PolicyDiff difference =
                    PolicyDiff.of(text(before), text(now), account(pair.either()), terms(pair, terms.trusted()));
            rows = difference.rows();
            place(pair, difference).ifPresent(unclear::add);
            unclear.addAll(difference.unclear());
        }
        return Optional.of(
                new PolicyChange(kind, pair.either(), new PolicyDiff(rows, unclear), terms.isWaived(pair.either())));
    }

    /** What the input says of the policy; absent where it says nothing. */
    private static Reading<String> policy(Optional<SubjectRows> subject) {
        if (subject.isEmpty()) {
            return new Reading.Absent<>();
        }
        DeclaredState state =
                subject.get().subject().declared().suppositions().get(0).state();
        if (state instanceof DeclaredState.OfRepository repository) {
            return text(repository.repository().policy(), RepositoryPolicy::text);
        }
        boolean isDeclared = subject.get().subject().declared().evaluated().contains(Setting.REGISTRY_POLICY);
        return state instanceof DeclaredState.OfRegistry registry && isDeclared
                ? text(registry.registry().access().policy().policy(), RegistryPolicy::text)
                : new Reading.Absent<>();
    }

    private static <T> Reading<String> text(Reading<T> policy, Function<T, String> text) {
        if (policy instanceof Reading.Known<T> known) {
            return new Reading.Known<>(text.apply(known.value()));
        }
        return policy instanceof Reading.Unreadable<T> unreadable
                ? new Reading.Unreadable<>(unreadable.permission(), unreadable.problem())
                : new Reading.Absent<>();
    }

    private static Optional<String> unreadable(Reading<String> policy) {
        return policy instanceof Reading.Unreadable<String> unreadable
                ? Optional.of(unreadable.problem())
                : Optional.empty();
    }

    private static String text(Reading<String> policy) {
        return policy instanceof Reading.Known<String> known ? known.value() : "";
    }

    private static String account(SubjectRows subject) {
        return subject.subject().subject().account();
    }

    private static PolicyDiff.Terms terms(SubjectPair pair, TrustedParties trusted) {
        boolean isRegistry = pair.either().subject().subject() instanceof Subject.Registry;
        return new PolicyDiff.Terms(trusted, isRegistry ? ActionCatalogue.ECR_REGISTRY : ActionCatalogue.ECR);
    }

    /** Why the account leaves something open. */
    private static Optional<String> place(SubjectPair pair, PolicyDiff difference) {
        boolean isMoved = pair.before()
                .filter(before -> !account(before).equals(account(pair.either())))
                .isPresent();
        if (isMoved) {
            return Optional.of("it was deployed to another account before");
        }
        return account(pair.either()).equals(DeploymentPlace.UNKNOWN_ACCOUNT)
                        && !difference.rows().isEmpty()
                ? Optional.of(
                        "the account is not known, so every account that is named counts as an outsider; give --account")
                : Optional.empty();
    }

    /** The same without what would be wrong where a side was not read completely. */
    PolicyChange without(Direction direction, String reason) {
        List<AccessChangeRow> certain = difference.rows().stream()
                .filter(row -> row.direction() != direction)
                .toList();
        List<String> unclear = new ArrayList<>(difference.unclear());
        unclear.add(reason);
        return new PolicyChange(kind, subject, new PolicyDiff(certain, unclear), isWaived);
    }

    /** True if something opens for an outsider who is neither trusted nor covered by a waiver. */
    boolean isBad() {
        return !isWaived && difference.rows().stream().anyMatch(AccessChangeRow::isBad);
    }

    SourcePosition position() {
        Setting setting =
                subject.subject().subject() instanceof Subject.Registry ? Setting.REGISTRY_POLICY : Setting.POLICY;
        return subject.subject().declared().position(setting);
    }

    /** What has the policy, as in {@code aws_ecr_repository.api (repository payments/api)}. */
    String name() {
        Subject declared = subject.subject().subject();
        if (declared instanceof Subject.Registry) {
            return "the registry";
        }
        String resource = subject.subject().declared().resource().address();
        boolean isNameKnown = !declared.name().startsWith("unnamed/");
        return DeploymentPlace.readable(isNameKnown ? resource + " (repository " + declared.name() + ")" : resource);
    }
}

package dev.ecrauditor.iac;

import dev.ecrauditor.iac.check.CheckedSubject;
import dev.ecrauditor.iac.check.DeclarationCheck;
import dev.ecrauditor.iac.cloudformation.CloudFormationReader;
import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.registry.RegistryAnswers;
import dev.ecrauditor.iac.source.SourceTree;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes templates into a directory, reads and checks them. */
public record Templates(Path directory, DeploymentPlace place, Map<String, String> parameters, RuleOptions options) {

    public static final Instant NOW = Instant.parse("2026-11-30T06:00:00Z");
    public static final DeploymentPlace KNOWN = new DeploymentPlace("111122223333", "us-east-1");

    /** Every rule is on, also those that are off by default. */
    public static final RuleOptions EVERY_RULE = new RuleOptions(
            Duration.ofMinutes(15),
            TrustedParties.NOBODY,
            Set.of(),
            Map.of(),
            Set.of("ecr-lifecycle-policy-present", "ecr-signing-on"),
            Set.of());

    public static Templates in(Path directory) {
        return new Templates(directory, DeploymentPlace.UNKNOWN, Map.of(), EVERY_RULE);
    }

    public Templates at(DeploymentPlace other) {
        return new Templates(directory, other, parameters, options);
    }

    public Templates with(String name, String value) {
        return new Templates(directory, place, Map.of(name, value), options);
    }

    public Templates with(RuleOptions other) {
        return new Templates(directory, place, parameters, other);
    }

    public Templates write(String file, String text) {
        try {
            Path path = directory.resolve(file);
            Files.createDirectories(Optional.ofNullable(path.getParent()).orElseThrow());
            Files.writeString(path, text);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return this;
    }

    public Declarations read() {
        return new CloudFormationReader(parameters).read(SourceTree.under(List.of(directory)), place);
    }

    public List<DeclaredResource> resources() {
        return read().units().stream()
                .flatMap(unit -> unit.resources().stream())
                .toList();
    }

    public List<CheckedSubject> check() {
        return check(RegistryAnswers.NONE);
    }

    public List<CheckedSubject> check(RegistryAnswers answers) {
        return new DeclarationCheck(options, answers, NOW).check(read());
    }

    /** The verdict of a rule on the resource at an address. */
    public Verdict verdict(String address, String rule) {
        return verdict(check(), address, rule);
    }

    public static Verdict verdict(List<CheckedSubject> checked, String address, String rule) {
        return checked.stream()
                .filter(subject -> subject.declared().resource().address().equals(address))
                .flatMap(subject -> subject.verdicts().entrySet().stream())
                .filter(entry -> entry.getKey().id().equals(rule))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no verdict of " + rule + " on " + address));
    }

    /** A verdict in a word: PASS, FAIL, UNKNOWN or N/A. */
    public static String word(Verdict verdict) {
        if (verdict instanceof Verdict.Pass) {
            return "PASS";
        }
        if (verdict instanceof Verdict.Fail) {
            return "FAIL";
        }
        return verdict instanceof Verdict.Unknown ? "UNKNOWN" : "N/A";
    }
}

package dev.ecrauditor.rule.evidence;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.ScanningRule;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commands that get pushed images scanned in the registry as it was read: the repository's own flag where it
 * decides, else the registry's rules. A command that has no effect there is not offered. The call that writes the rules
 * replaces all of them, so the command holds those that were read; where they cannot be written safely into a command,
 * they are edited in a file.
 *
 * <p>Source: PutRegistryScanningConfiguration and RegistryScanningRule, Amazon ECR API Reference.
 */
public final class ScanningFix {

    private static final String SCAN_ON_PUSH = "SCAN_ON_PUSH";
    private static final int MOST_RULES = 2;
    private static final int MOST_FILTERS = 100;
    private static final int LONGEST_COMMAND = 3_000;
    private static final int LONGEST_WORD = 32;
    private static final int LONGEST_FILTER = 256;

    private final RepositorySnapshot repository;
    private final RepositoryArn arn;
    private final EffectiveScanning scanning;

    private ScanningFix(RepositorySnapshot repository, EffectiveScanning scanning) {
        this.repository = repository;
        this.arn = repository.arn();
        this.scanning = scanning;
    }

    /** The commands with their explanation; none where it is not known what decides. */
    public static List<String> of(RepositorySnapshot repository) {
        return repository.scanning() instanceof Reading.Known<EffectiveScanning> known
                ? new ScanningFix(repository, known.value()).lines()
                : List.of();
    }

    private List<String> lines() {
        if (repository.repositoryFlagDecides()) {
            return flag();
        }
        return edited().flatMap(this::command).map(this::rules).orElseGet(this::rulesInAFile);
    }

    private List<String> flag() {
        List<String> lines = new ArrayList<>();
        lines.add("aws ecr put-image-scanning-configuration --region " + arn.region() + " --repository-name "
                + arn.name() + " --image-scanning-configuration scanOnPush=true");
        if (repository.origin() == Origin.ECR) {
            lines.add(
                    "# ECR made this repository and makes the next ones unscanned too; a creation template cannot change that, a registry rule for all does:");
            lines.add(put(List.of(rule(List.of(new ScanningRule.Filter("*", "WILDCARD"))))));
        }
        return lines;
    }

    private List<String> rules(String command) {
        return List.of(
                "# The registry's scanning rules decide here, not the repository's flag. See whether they are still as below:",
                "aws ecr get-registry-scanning-configuration --region " + arn.region(),
                "# Replaces every rule of the Region: " + filter().value() + " is added to those read at "
                        + repository.readAt().truncatedTo(ChronoUnit.SECONDS)
                        + "; a filter without * covers every name that holds it.",
                command);
    }

    private List<String> rulesInAFile() {
        return List.of(
                "# The registry's scanning rules decide here, not the repository's flag. Write them into a file:",
                "aws ecr get-registry-scanning-configuration --region " + arn.region()
                        + " --query scanningConfiguration > scanning.json",
                "# In it let a rule that scans on push cover " + arn.name() + ", keep the others, then:",
                "aws ecr put-registry-scanning-configuration --region " + arn.region()
                        + " --cli-input-json file://scanning.json");
    }

    /** The rules that were read with what is missing; empty where it is not clear what to add, or nothing more fits. */
    private Optional<List<ScanningRule>> edited() {
        boolean isUnderstood = scanning.frequency().equals("MANUAL")
                && scanning.rules().stream().allMatch(ScanningFix::isSafe)
                && scanning.rules().stream()
                        .noneMatch(rule -> rule.isScanOnPush()
                                && !rule.matching(arn.name()).isEmpty());
        if (!isUnderstood) {
            return Optional.empty();
        }
        List<ScanningRule> rules = new ArrayList<>(scanning.rules());
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).isScanOnPush()) {
                List<ScanningRule.Filter> filters = new ArrayList<>(rules.get(i).filters());
                filters.add(filter());
                rules.set(i, new ScanningRule(rules.get(i).frequency(), filters));
                return Optional.of(rules).filter(all -> filters.size() <= MOST_FILTERS);
            }
        }
        rules.add(rule(List.of(filter())));
        return Optional.of(rules).filter(all -> all.size() <= MOST_RULES);
    }

    /** Its name; for one that ECR created, everything under its prefix, because the next ones are like it. */
    private ScanningRule.Filter filter() {
        boolean hasSiblings = repository.origin() == Origin.ECR && arn.name().contains("/");
        String value = hasSiblings ? CreationTemplateFix.prefix(arn) + "/*" : arn.name();
        return new ScanningRule.Filter(value, "WILDCARD");
    }

    private Optional<String> command(List<ScanningRule> rules) {
        boolean isKnownType =
                scanning.scanType().equals("BASIC") || scanning.scanType().equals("ENHANCED");
        return Optional.of(put(rules)).filter(command -> isKnownType && command.length() <= LONGEST_COMMAND);
    }

    private String put(List<ScanningRule> rules) {
        List<Json> all = rules.stream().map(ScanningFix::json).toList();
        return "aws ecr put-registry-scanning-configuration --region " + arn.region() + " --scan-type "
                + scanning.scanType() + " --rules '" + JsonWriter.write(new Json.Arr(all)) + "'";
    }

    private static ScanningRule rule(List<ScanningRule.Filter> filters) {
        return new ScanningRule(SCAN_ON_PUSH, filters);
    }

    private static Json json(ScanningRule rule) {
        List<Json> filters = rule.filters().stream()
                .map(filter -> (Json) new JsonObject()
                        .put("filter", filter.value())
                        .put("filterType", filter.type())
                        .build())
                .toList();
        return new JsonObject()
                .put("scanFrequency", rule.frequency())
                .put("repositoryFilters", new Json.Arr(filters))
                .build();
    }

    /** Nothing in it can end the quotes of a shell; ECR allows no more in a filter. */
    private static boolean isSafe(ScanningRule rule) {
        return isWord(rule.frequency())
                && rule.filters().stream().allMatch(filter -> isWord(filter.type()) && isFilter(filter.value()));
    }

    private static boolean isWord(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_WORD
                && text.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || c == '_');
    }

    private static boolean isFilter(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_FILTER
                && text.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "*._/-".indexOf(c) >= 0);
    }
}

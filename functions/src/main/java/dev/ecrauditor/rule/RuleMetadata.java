package dev.ecrauditor.rule;

import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What alerts and reports say about a rule.
 *
 * @param id the rule's id, which names the good state
 * @param title the good state in a few words
 * @param problem what is said of a repository that fails, as in "payments/api {problem}"
 * @param why the reason it matters, in one sentence
 * @param fix the commands that reach it, with {@code {repository}}, {@code {region}}, {@code {account}} and
 *     {@code {domain}} to be filled in; those of a rule about keys with {@code {key}} in place of the repository
 * @param severity the severity of a failure; a rule may raise or lower it by what it finds
 * @param setting the setting the rule evaluates
 * @param permissions the IAM actions its facts need
 * @param mappings the controls elsewhere that require the same
 * @param onByDefault whether the rule evaluates unless the settings switch it off
 */
public record RuleMetadata(
        String id,
        String title,
        String problem,
        String why,
        List<String> fix,
        Severity severity,
        Setting setting,
        List<String> permissions,
        List<Mapping> mappings,
        boolean onByDefault) {

    public RuleMetadata {
        fix = List.copyOf(fix);
        permissions = List.copyOf(permissions);
        mappings = List.copyOf(mappings);
    }

    /** The metadata of a rule that is on by default. */
    public RuleMetadata(
            String id,
            String title,
            String problem,
            String why,
            List<String> fix,
            Severity severity,
            Setting setting,
            List<String> permissions,
            List<Mapping> mappings) {
        this(id, title, problem, why, fix, severity, setting, permissions, mappings, true);
    }

    /** The same metadata with another severity. */
    RuleMetadata withSeverity(Severity other) {
        return new RuleMetadata(id, title, problem, why, fix, other, setting, permissions, mappings, onByDefault);
    }

    /** Begins the metadata of a rule; title, problem, why, severity and setting must follow. */
    public static Builder of(String id) {
        return new Builder(id);
    }

    /** Metadata with named fields. */
    public static final class Builder {

        private final String id;
        private final Map<String, String> texts = new HashMap<>();
        private List<String> fix = List.of();
        private Optional<Severity> severity = Optional.empty();
        private Optional<Setting> setting = Optional.empty();
        private List<String> permissions = List.of();
        private final List<Mapping> mappings = new ArrayList<>();
        private boolean onByDefault = true;

        private Builder(String id) {
            this.id = id;
        }

        public Builder title(String text) {
            texts.put("title", text);
            return this;
        }

        public Builder problem(String text) {
            texts.put("problem", text);
            return this;
        }

        public Builder why(String text) {
            texts.put("why", text);
            return this;
        }

        public Builder fix(String... commands) {
            fix = List.of(commands);
            return this;
        }

        public Builder severity(Severity level) {
            severity = Optional.of(level);
            return this;
        }

        public Builder setting(Setting one) {
            setting = Optional.of(one);
            return this;
        }

        public Builder permissions(String... actions) {
            permissions = List.of(actions);
            return this;
        }

        /** Adds the controls of a framework that require the same. */
        public Builder mapsTo(Framework framework, String... ids) {
            Stream.of(ids).map(id -> new Mapping(framework, id)).forEach(mappings::add);
            return this;
        }

        /** The rule evaluates only if the settings switch it on. */
        public Builder offByDefault() {
            onByDefault = false;
            return this;
        }

        public RuleMetadata build() {
            return new RuleMetadata(
                    id,
                    text("title"),
                    text("problem"),
                    text("why"),
                    fix,
                    severity.orElseThrow(() -> missing("severity")),
                    setting.orElseThrow(() -> missing("setting")),
                    permissions,
                    mappings,
                    onByDefault);
        }

        private String text(String field) {
            return Optional.ofNullable(texts.get(field)).orElseThrow(() -> missing(field));
        }

        private IllegalStateException missing(String field) {
            return new IllegalStateException("rule " + id + " has no " + field);
        }
    }

    /** The ids of a framework's controls that require the same, in the order of the framework. */
    public List<String> idsIn(Framework framework) {
        return mappings.stream()
                .filter(mapping -> mapping.framework() == framework)
                .map(Mapping::id)
                .toList();
    }

    /** The commands that reach the good state, for this very repository. */
    public List<String> fixFor(RepositoryArn repository) {
        return fixFor(repository.account(), repository.region()).stream()
                .map(line -> line.replace("{repository}", repository.name()))
                .toList();
    }

    /** The commands that reach the good state, for the registry of an account in a Region. */
    public List<String> fixFor(String account, String region) {
        return fix.stream()
                .map(line -> line.replace("{region}", region)
                        .replace("{account}", account)
                        .replace("{domain}", RepositoryArn.domainOf(RepositoryArn.partitionOf(region))))
                .toList();
    }

    /** The commands that reach the good state, for this very key. */
    public List<String> fixFor(KeyArn key) {
        return fix.stream()
                .map(line -> line.replace("{key}", key.toString())
                        .replace("{region}", key.region())
                        .replace("{account}", key.account()))
                .toList();
    }
}

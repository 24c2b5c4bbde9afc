package dev.ecrauditor.infra.member;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.ecrauditor.infra.FixedName;
import dev.ecrauditor.infra.settings.HubSettings;
import dev.ecrauditor.infra.settings.Rollout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awscdk.Stage;
import software.constructs.Construct;

/**
 * The templates of a watched account. They are a stage of their own, so that a deploy of the hub does not deploy them
 * into the hub's account: StackSets do, and a person in the management account.
 */
public final class MemberStage extends Stage {

    /** With sorted members: the text is a property of the StackSets, and an unchanged template must not change it. */
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private final String roles;
    private final String events;

    public MemberStage(Construct scope, String id, Rollout rollout, HubSettings settings) {
        super(scope, id);
        new MemberRolesStack(this, "Roles", rollout, settings);
        new MemberEventsStack(this, "Events", rollout);
        roles = template(FixedName.withSuffix(MemberRolesStack.NAME, rollout.suffix()));
        events = template(FixedName.withSuffix(MemberEventsStack.NAME, rollout.suffix()));
    }

    /** The template of {@link MemberRolesStack} as one line of JSON. */
    public String roles() {
        return roles;
    }

    /** The template of {@link MemberEventsStack} as one line of JSON. */
    public String events() {
        return events;
    }

    /** Writes both templates into the directory, for accounts that no StackSet deploys to. */
    public void write(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(MemberRolesStack.NAME + ".json"), roles + "\n");
            Files.writeString(directory.resolve(MemberEventsStack.NAME + ".json"), events + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the templates of the watched accounts into " + directory, e);
        }
    }

    private String template(String stackName) {
        try {
            return JSON.writeValueAsString(synth().getStackByName(stackName).getTemplate());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the template of " + stackName + " is not JSON", e);
        }
    }
}

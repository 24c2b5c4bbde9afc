package dev.ecrauditor.localaws.ecr;

import dev.ecrauditor.localaws.Cloud;
import dev.ecrauditor.localaws.Region;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.Call;

/** Finds the registry and the repository of a call to ECR. */
public final class Registries {

    private final Cloud cloud;

    public Registries(Cloud cloud) {
        this.cloud = cloud;
    }

    Registry registryOf(Call call) {
        return regionOf(call).registry;
    }

    /**
     * The state of the caller's own account and region; another account's registry is rejected, because policies are
     * not evaluated here.
     */
    public Region regionOf(Call call) {
        String account = call.place().account();
        String asked = call.parameters().text("registryId", account);
        if (!AccountRegion.isAccount(asked)) {
            throw call.invalid("registryId", "must satisfy regular expression '[0-9]{12}'");
        }
        if (!asked.equals(account)) {
            throw AwsError.badRequest(
                    "AccessDeniedException",
                    "User: " + call.caller().arn() + " is not authorized to access the registry with id '" + asked
                            + "' because no resource-based policy allows it");
        }
        return cloud.at(call.place());
    }

    public Repository repositoryOf(Call call) {
        String name = RepositoryName.read(call.parameters());
        return registryOf(call).find(name).orElseThrow(() -> notFound(call, name));
    }

    static AwsError notFound(Call call, String name) {
        return AwsError.badRequest("RepositoryNotFoundException", notFoundMessage(call, name));
    }

    static String notFoundMessage(Call call, String name) {
        return "The repository with name '" + name + "' does not exist in the registry with id '"
                + call.place().account() + "'";
    }
}

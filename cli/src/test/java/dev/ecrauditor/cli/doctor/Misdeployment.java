package dev.ecrauditor.cli.doctor;

import static dev.ecrauditor.cli.doctor.DeployedState.HUB;
import static dev.ecrauditor.cli.doctor.DeployedState.HUB_REGION;

import java.util.List;
import java.util.function.Consumer;

/**
 * Something wrong with a deployment, and what doctor must say about it.
 *
 * @param plant changes the healthy deployment
 * @param check the check that fails
 * @param cause its text in every place
 * @param places where it fails
 * @param account whose credentials the commands need
 * @param command the beginning of the first command
 */
record Misdeployment(
        String name,
        Consumer<DeployedState> plant,
        String check,
        String cause,
        List<String> places,
        String account,
        String command) {

    /** In the hub, and fixed there. */
    static Misdeployment ofHub(String name, Consumer<DeployedState> plant, String check, String cause, String command) {
        return new Misdeployment(name, plant, check, cause, List.of(HUB + " " + HUB_REGION), HUB, command);
    }

    Misdeployment in(List<String> otherPlaces) {
        return new Misdeployment(name, plant, check, cause, otherPlaces, account, command);
    }

    Misdeployment mendedIn(String otherAccount) {
        return new Misdeployment(name, plant, check, cause, places, otherAccount, command);
    }

    @Override
    public String toString() {
        return name;
    }
}

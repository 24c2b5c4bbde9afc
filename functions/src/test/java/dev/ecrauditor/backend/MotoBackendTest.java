package dev.ecrauditor.backend;

/** The contract on moto, a second opinion by people who do not know this project. */
@EnabledIfBackendAvailable(backend = "moto", when = MotoServer.MotoAvailability.class)
class MotoBackendTest extends AwsBackendContract {

    @Override
    Backend start() {
        return MotoServer.start();
    }
}

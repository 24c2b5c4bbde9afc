package dev.ecrauditor.backend;

/** The contract on moto, a second opinion by people who do not know this project. */
@WhereAvailable(backend = "moto", when = MotoServer.OnThePath.class)
class MotoBackendTest extends AwsBackendContract {

    @Override
    Backend start() {
        return MotoServer.start();
    }
}

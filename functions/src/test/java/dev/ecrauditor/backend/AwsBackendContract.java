package dev.ecrauditor.backend;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * What the adapters promise, over the wire, on every backend. Each part is an interface of tests; each subclass says
 * how its backend starts and where it is known to differ from AWS.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AwsBackendContract
        implements ReadingContract,
                ScanningContract,
                ListingContract,
                WritingContract,
                AccountContract,
                OrganizationContract,
                KeyContract,
                AlertContract,
                AuditRoadContract {

    private Backend backend;
    private Scene scene;

    /** Starts the backend; whoever calls stops it. */
    abstract Backend start();

    @Override
    public Scene scene() {
        return scene;
    }

    @BeforeAll
    void startBackend() {
        backend = start();
    }

    @BeforeEach
    void openScene() {
        backend.reset();
        scene = new Scene(backend);
    }

    @AfterEach
    void closeScene() {
        if (scene != null) {
            scene.close();
        }
    }

    @AfterAll
    void stopBackend() {
        if (backend != null) {
            backend.close();
        }
    }
}

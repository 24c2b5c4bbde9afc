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
                RegistryContract,
                ImageContract,
                KeyContract,
                KeyStateContract,
                AlertContract,
                SecurityHubContract,
                EndToEndAuditContract {

    private Backend backend;
    private BackendFixture fixture;

    /** Starts the backend; whoever calls stops it. */
    abstract Backend start();

    @Override
    public BackendFixture fixture() {
        return fixture;
    }

    @BeforeAll
    void startBackend() {
        backend = start();
    }

    @BeforeEach
    void createFixture() {
        backend.reset();
        fixture = new BackendFixture(backend);
    }

    @AfterEach
    void closeFixture() {
        if (fixture != null) {
            fixture.close();
        }
    }

    @AfterAll
    void stopBackend() {
        if (backend != null) {
            backend.close();
        }
    }
}

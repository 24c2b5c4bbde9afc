package dev.ecrauditor.backend;

/** A part of the contract: tests on the scene that a backend sets up for each of them. */
interface BackendContractPart {

    BackendFixture fixture();
}

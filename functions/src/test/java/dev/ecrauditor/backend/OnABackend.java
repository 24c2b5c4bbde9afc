package dev.ecrauditor.backend;

/** A part of the contract: tests that look at the scene a backend sets for each of them. */
interface OnABackend {

    Scene scene();
}

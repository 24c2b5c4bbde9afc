package dev.ecrauditor.runtime;

/** On the Java that runs the build. */
class DeployedJarIT extends DeployedJarContract {

    DeployedJarIT() {
        super(JavaRuntime.running());
    }
}

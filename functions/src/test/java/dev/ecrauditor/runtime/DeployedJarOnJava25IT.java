package dev.ecrauditor.runtime;

import java.io.IOException;

/** On the Java that is deployed. */
class DeployedJarOnJava25IT extends DeployedJarContract {

    DeployedJarOnJava25IT() throws IOException {
        super(JavaRuntime.deployed());
    }
}

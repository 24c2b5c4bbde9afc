/**
 * A simulation of the few AWS operations the auditor uses (ECR, KMS, SNS, SQS, STS), inside the JVM and speaking the real wire protocols.
 *
 * <p>It is for the demo and the tests and is never deployed. It verifies no signature, evaluates no IAM, repository, topic or queue policy,
 * and holds its state in memory only. What it does not have it refuses with HTTP 501, by name.
 */
@NullMarked
package dev.ecrauditor.localaws;

import org.jspecify.annotations.NullMarked;

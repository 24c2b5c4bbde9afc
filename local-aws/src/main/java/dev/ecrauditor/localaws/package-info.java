/**
 * A simulation of the AWS operations that the auditor uses (ECR, KMS, Organizations, S3, SNS, SQS, STS), in the JVM, with the real wire
 * protocols.
 *
 * <p>It is for the demo and the tests and is never deployed. It verifies no signature, evaluates no IAM, repository,
 * topic or queue policy, and has its state in memory only. It rejects operations that it does not have by name, with
 * HTTP 501.
 */
@NullMarked
package dev.ecrauditor.localaws;

import org.jspecify.annotations.NullMarked;

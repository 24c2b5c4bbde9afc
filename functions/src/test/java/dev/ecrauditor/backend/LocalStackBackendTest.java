package dev.ecrauditor.backend;

/**
 * The contract on LocalStack's free tier, which has KMS, SNS, SQS and STS but no ECR; tests that need ECR are reported
 * as skipped.
 */
@EnabledIfBackendAvailable(backend = "LocalStack", when = LocalStackServer.DockerAvailability.class)
class LocalStackBackendTest extends AwsBackendContract {

    @Override
    Backend start() {
        System.out.println("SKIPPED on backend LocalStack: every test that needs ECR, which is in no free tier");
        return LocalStackServer.start();
    }
}

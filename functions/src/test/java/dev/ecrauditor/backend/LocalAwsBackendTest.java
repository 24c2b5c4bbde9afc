package dev.ecrauditor.backend;

import dev.ecrauditor.localaws.LocalAws;
import java.net.URI;
import java.util.Set;

/** The contract on local-aws, the endpoint inside the JVM: always. */
class LocalAwsBackendTest extends AwsBackendContract {

    static final Set<Difference> DIFFERENCES = Set.of(
            Difference.ACCOUNT_BY_ACCESS_KEY,
            Difference.ONLY_ECRS_OWN_KEY,
            Difference.NO_SUBSCRIPTION_FILTERS,
            Difference.UNSUPPORTED_CALLS_ANSWER_501);

    @Override
    Backend start() {
        return new InJvmBackend();
    }

    private static final class InJvmBackend implements Backend {

        private LocalAws aws = LocalAws.start();

        @Override
        public URI endpoint() {
            return aws.endpoint();
        }

        @Override
        public Set<Difference> differences() {
            return DIFFERENCES;
        }

        @Override
        public int deliverySeconds() {
            return 0;
        }

        @Override
        public void reset() {
            aws.close();
            aws = LocalAws.start();
        }

        @Override
        public void close() {
            aws.close();
        }
    }
}

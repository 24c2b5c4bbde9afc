package software.amazon.awssdk.regions;

import java.util.Map;
import software.amazon.awssdk.regions.servicemetadata.ApiEcrServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.DynamodbServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.KmsServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.SnsServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.SqsServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.StsServiceMetadata;

/**
 * Takes the place of the SDK's class of this name, which creates the metadata of some 300 services when the first client is built. The auditor
 * calls six; for any other name the SDK falls back to its default rules. See ADR 0024.
 */
public final class GeneratedServiceMetadataProvider implements ServiceMetadataProvider {

    private static final Map<String, ServiceMetadata> OURS = Map.of(
            "api.ecr", new ApiEcrServiceMetadata(),
            "dynamodb", new DynamodbServiceMetadata(),
            "kms", new KmsServiceMetadata(),
            "sns", new SnsServiceMetadata(),
            "sqs", new SqsServiceMetadata(),
            "sts", new StsServiceMetadata());

    @Override
    public ServiceMetadata serviceMetadata(String service) {
        return OURS.get(service);
    }
}

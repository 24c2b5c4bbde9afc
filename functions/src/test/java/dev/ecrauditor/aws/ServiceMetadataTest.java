package dev.ecrauditor.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.GeneratedServiceMetadataProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.regions.ServiceMetadataProvider;

/** Our short list of service metadata against the SDK's whole one, which is still in the SDK's jar. */
class ServiceMetadataTest {

    private static final String NAME = "software/amazon/awssdk/regions/GeneratedServiceMetadataProvider.class";

    @Test
    void theShortListTakesThePlaceOfTheWholeOne() {
        assertThat(new GeneratedServiceMetadataProvider().serviceMetadata("s3")).isNull();
        assertThat(ServiceMetadata.of("kms"))
                .isSameAs(ServiceMetadata.of("kms"))
                .extracting(metadata -> metadata.getClass().getSimpleName())
                .isEqualTo("KmsServiceMetadata");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api.ecr", "dynamodb", "kms", "sns", "sqs", "sts"})
    void everyRegionHasTheEndpointAndTheSigningRegionThatTheSdkKnows(String service) throws Exception {
        ServiceMetadata whole = ofTheSdk().serviceMetadata(service);
        assertThat(whole).isNotNull();
        assertThat(Region.regions()).hasSizeGreaterThan(30).allSatisfy(region -> {
            assertThat(ServiceMetadata.of(service).endpointFor(region)).isEqualTo(whole.endpointFor(region));
            assertThat(ServiceMetadata.of(service).signingRegion(region)).isEqualTo(whole.signingRegion(region));
        });
    }

    /** A client of a seventh service needs its line in the short list. */
    @Test
    void everyServiceThatAClientIsBuiltForIsInTheShortList() throws Exception {
        Set<String> prefixes = new TreeSet<>();
        for (String client : List.of("dynamodb.DynamoDb", "ecr.Ecr", "kms.Kms", "sns.Sns", "sqs.Sqs", "sts.Sts")) {
            Object builder = Class.forName("software.amazon.awssdk.services.%sClient".formatted(client))
                    .getMethod("builder")
                    .invoke(null);
            assertThat(builder).isInstanceOf(AwsClientBuilder.class);
            var prefix = builder.getClass().getSuperclass().getDeclaredMethod("serviceEndpointPrefix");
            prefix.setAccessible(true);
            prefixes.add((String) prefix.invoke(builder));
        }
        assertThat(prefixes).containsExactly("api.ecr", "dynamodb", "kms", "sns", "sqs", "sts");
    }

    private static ServiceMetadataProvider ofTheSdk() throws ReflectiveOperationException, IOException {
        URL url = Collections.list(ServiceMetadataTest.class.getClassLoader().getResources(NAME)).stream()
                .filter(each ->
                        each.getProtocol().equals("jar") && each.getPath().contains("/regions-"))
                .findFirst()
                .orElseThrow();
        try (InputStream in = url.openStream()) {
            byte[] bytes = in.readAllBytes();
            ClassLoader apart = new ClassLoader(ServiceMetadataTest.class.getClassLoader()) {
                @Override
                protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                    if (name.replace('.', '/').concat(".class").equals(NAME)) {
                        Class<?> already = findLoadedClass(name);
                        return already == null ? defineClass(name, bytes, 0, bytes.length) : already;
                    }
                    return super.loadClass(name, resolve);
                }
            };
            return (ServiceMetadataProvider) apart.loadClass(GeneratedServiceMetadataProvider.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
        }
    }
}

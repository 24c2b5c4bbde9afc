package dev.ecrauditor.aws.registry;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.repository.ScanningRule;
import dev.ecrauditor.repository.ScopedRegistryPolicy;
import dev.ecrauditor.repository.SigningRule;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecr.model.GetAccountSettingRequest;
import software.amazon.awssdk.services.ecr.model.GetRegistryPolicyRequest;
import software.amazon.awssdk.services.ecr.model.GetSigningConfigurationRequest;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.RegistryPolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.SigningConfiguration;
import software.amazon.awssdk.services.ecr.model.SigningConfigurationNotFoundException;
import software.amazon.awssdk.services.ecr.model.ValidationException;

/**
 * Reads the settings of a registry that apply to every repository: GetRegistryPolicy, GetAccountSetting,
 * GetSigningConfiguration.
 */
final class RegistryPolicyCalls {

    /** Source: GetAccountSetting, Amazon ECR API Reference. */
    private static final String SCOPE = "REGISTRY_POLICY_SCOPE";

    private final RegistryCalls calls;

    RegistryPolicyCalls(RegistryCalls calls) {
        this.calls = calls;
    }

    ScopedRegistryPolicy policy() {
        return new ScopedRegistryPolicy(
                calls.fact(RegistryFact.POLICY, this::readPolicy),
                calls.fact(RegistryFact.POLICY_SCOPE, this::readScope));
    }

    /** The same for rules about repositories, to which the scope matters only where there is a policy. */
    ScopedRegistryPolicy policyForRepositories() {
        Reading<RegistryPolicy> policy = calls.fact(RegistryFact.POLICY, this::readPolicy);
        return policy instanceof Reading.Absent<RegistryPolicy>
                ? new ScopedRegistryPolicy(policy, ScopedRegistryPolicy.NOT_READ.scope())
                : new ScopedRegistryPolicy(policy, calls.fact(RegistryFact.POLICY_SCOPE, this::readScope));
    }

    /** The signing rules; none where signing is not configured. */
    Reading<List<SigningRule>> signing() {
        return calls.fact(RegistryFact.SIGNING, this::readSigning);
    }

    private Reading<RegistryPolicy> readPolicy() {
        try {
            String text = calls.call(
                    GetRegistryPolicyRequest.builder(),
                    (ecr, request) -> ecr.getRegistryPolicy(request.build()).policyText());
            return new Reading.Known<>(RegistryPolicy.of(RegistryCalls.text(text)));
        } catch (RegistryPolicyNotFoundException none) {
            return new Reading.Absent<>();
        }
    }

    private Reading<String> readScope() {
        try {
            return Optional.ofNullable(calls.call(
                            GetAccountSettingRequest.builder().name(SCOPE),
                            (ecr, request) ->
                                    ecr.getAccountSetting(request.build()).value()))
                    .<Reading<String>>map(Reading.Known::new)
                    .orElseGet(Reading.Absent::new);
        } catch (InvalidParameterException | ValidationException notKnown) {
            // A Region with GetAccountSetting that does not have this setting; AWS documents no other answer.
            return new Reading.Absent<>();
        }
    }

    private Reading<List<SigningRule>> readSigning() {
        try {
            SigningConfiguration configuration = calls.call(
                    GetSigningConfigurationRequest.builder(),
                    (ecr, request) ->
                            ecr.getSigningConfiguration(request.build()).signingConfiguration());
            return new Reading.Known<>(configuration == null ? List.of() : rules(configuration));
        } catch (SigningConfigurationNotFoundException none) {
            return new Reading.Known<>(List.of());
        }
    }

    private static List<SigningRule> rules(SigningConfiguration configuration) {
        return configuration.rules().stream()
                .map(rule -> new SigningRule(
                        RegistryCalls.text(rule.signingProfileArn()),
                        rule.repositoryFilters().stream()
                                .map(filter -> new ScanningRule.Filter(
                                        RegistryCalls.text(filter.filter()),
                                        RegistryCalls.text(filter.filterTypeAsString())))
                                .toList()))
                .toList();
    }
}

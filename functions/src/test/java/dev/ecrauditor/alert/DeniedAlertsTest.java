package dev.ecrauditor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.PolicyType;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.DenialAdvice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which kind of policy denied the auditor, and what would help, in every form of an alert. */
class DeniedAlertsTest {

    private static AlertMessage renderedDenial(Denial denial) {
        return AlertBuilder.opened()
                .uncertain()
                .denied(AlertBuilder.NOT_PUBLIC, Severity.HIGH, call(denial))
                .rendered();
    }

    private static DeniedCall call(Denial denial) {
        return new DeniedCall("ecr:GetRepositoryPolicy", denial);
    }

    @ParameterizedTest
    @MethodSource("dev.ecrauditor.repository.Denial#all")
    void everyFormOfEveryKindSaysWhoDeniesAndWhatHelps(Denial denial) {
        AlertMessage message = renderedDenial(denial);
        String by = call(denial).facts().get(DeniedCall.POLICY_FACT);
        String help = DenialAdvice.of(call(denial), AlertBuilder.opened().repository())
                .get(0)
                .substring(2);
        assertThat(Unwrapped.of(message.email())).contains(call(denial).cause(), "denied by: " + by, help);
        assertThat(message.chat()).contains(by, help.replace("'", "'"));
        assertThat(message.json()).contains(by, help);
        assertThat(MessageSchema.ALERT.faults(message.json())).isEmpty();
        assertThat(MessageSchema.CUSTOM_NOTIFICATION.faults(message.chat())).isEmpty();
    }

    @Test
    void aLockoutDoesNotAskForAnAllow() {
        assertThat(Unwrapped.of(
                        renderedDenial(new Denial(PolicyType.RESOURCE, true)).email()))
                .contains(
                        "the repository policy locks the auditor out",
                        "aws ecr delete-repository-policy --region us-east-1 --repository-name payments/api")
                .doesNotContain("# Allow");
    }
}

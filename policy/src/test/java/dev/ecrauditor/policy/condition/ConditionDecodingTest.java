package dev.ecrauditor.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators and keys of conditions are decoded as AWS reads them. */
class ConditionDecodingTest {

    @ParameterizedTest
    @CsvSource({
        "StringEquals, STRING_EQUALS, false",
        "stringnotequalsignorecase, STRING_EQUALS_IGNORE_CASE, true",
        "ForAnyValue:StringNotLikeIfExists, STRING_LIKE, true",
        "FORALLVALUES:ARNLIKE, ARN_LIKE, false",
        "NotIpAddress, IP_ADDRESS, true",
        "NumericLessThanEquals, NUMERIC_LESS_THAN_EQUALS, false",
        "DateNotEquals, DATE_EQUALS, true",
        "BoolIfExists, BOOL, false",
        "Null, NULL, false"
    })
    void anOperatorOfAwsIsDocumented(String written, Comparison comparison, boolean negated) {
        ConditionOperator operator = ConditionOperator.of(written);
        assertThat(operator.isDocumented()).isTrue();
        assertThat(operator.comparison()).isEqualTo(comparison);
        assertThat(operator.isNegated()).isEqualTo(negated);
        assertThat(operator).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "StringMatches",
                "NotStringEquals",
                "StringNotNotEquals",
                "ForSomeValues:StringEquals",
                "ForAllValues:ForAnyValue:StringEquals",
                "BoolNot",
                "NumericNotLessThan",
                "IfExists",
                ""
            })
    void anotherOperatorIsNotDocumented(String written) {
        assertThat(ConditionOperator.of(written).isDocumented()).isFalse();
    }

    @Test
    void qualifiersAreDecodedInAnyCase() {
        ConditionOperator operator = ConditionOperator.of("foranyvalue:StringLikeIFEXISTS");
        assertThat(operator.isForAnyValue()).isTrue();
        assertThat(operator.isForAllValues()).isFalse();
        assertThat(operator.isForSets()).isTrue();
        assertThat(operator.isIfExists()).isTrue();
        assertThat(operator.withoutSetQualifier()).isEqualTo("StringLikeIFEXISTS");
        assertThat(ConditionOperator.of("StringLike").isForSets()).isFalse();
    }

    @Test
    void aKeyIgnoresItsCaseAndKeepsHowItIsWritten() {
        ConditionKey key = ConditionKey.of("AWS:PRINCIPALORGPATHS");
        assertThat(key).isEqualTo(ConditionKey.PRINCIPAL_ORGANIZATION_PATHS).hasToString("AWS:PRINCIPALORGPATHS");
        assertThat(key).hasSameHashCodeAs(ConditionKey.PRINCIPAL_ORGANIZATION_PATHS);
        assertThat(key.isMultivalued()).isTrue();
        assertThat(key).isNotEqualTo(ConditionKey.of("aws:PrincipalOrgPaths "));
    }

    @Test
    void everyTagOfAPrincipalIsAFreelyChosenKeyOfPrincipals() {
        ConditionKey tag = ConditionKey.of("aws:PrincipalTag/Team");
        assertThat(tag.isOfPrincipals()).isTrue();
        assertThat(tag.isFree()).isTrue();
        assertThat(tag.hasNoWildcards()).isTrue();
    }

    @Test
    void conditionsWithTheSameTextAreEqual() {
        assertThat(new Condition("StringEquals", "aws:SourceIp", List.of("x")))
                .isEqualTo(new Condition("StringEquals", "aws:SourceIp", List.of("x")))
                .isNotEqualTo(new Condition("StringLike", "aws:SourceIp", List.of("x")));
    }
}

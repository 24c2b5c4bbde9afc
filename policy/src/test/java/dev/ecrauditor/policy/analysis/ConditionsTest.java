package dev.ecrauditor.policy.analysis;

import static dev.ecrauditor.policy.analysis.PolicyTexts.Opens.TO_ANYONE;
import static dev.ecrauditor.policy.analysis.PolicyTexts.Opens.TO_NOBODY_ELSE;
import static dev.ecrauditor.policy.analysis.PolicyTexts.allowIf;
import static dev.ecrauditor.policy.analysis.PolicyTexts.opens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which condition on a wildcard principal restricts the statement to particular principals. */
class ConditionsTest {

    static Stream<Arguments> organizationsAndAccounts() {
        return Stream.of(
                arguments("StringEquals", "aws:PrincipalOrgID", "'o-a1b2c3d4e5'", TO_NOBODY_ELSE),
                arguments("StringEqualsIgnoreCase", "aws:PrincipalOrgID", "'O-A1B2C3D4E5'", TO_NOBODY_ELSE),
                arguments("StringLike", "aws:PrincipalOrgID", "'o-a1b2c3d4e5'", TO_NOBODY_ELSE),
                arguments("StringLike", "aws:PrincipalOrgID", "'o-*'", TO_ANYONE),
                arguments("StringLike", "aws:PrincipalOrgID", "['o-a1b2c3d4e5', 'o-*']", TO_ANYONE),
                arguments("StringEquals", "aws:PrincipalOrgID", "['o-a1b2c3d4e5', 'o-f6g7h8i9j0']", TO_NOBODY_ELSE),
                arguments("StringEquals", "aws:PrincipalOrgID", "'o-*'", TO_NOBODY_ELSE),
                arguments("StringEquals", "aws:PrincipalOrgID", "[]", TO_ANYONE),
                arguments("StringEquals", "aws:PrincipalOrgID", "'${aws:PrincipalOrgID}'", TO_ANYONE),
                arguments("StringEquals", "aws:SourceOrgID", "'o-a1b2c3d4e5'", TO_NOBODY_ELSE),
                arguments("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "'o-a1b2c3d4e5/r-ab12/*'", TO_NOBODY_ELSE),
                arguments("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "'o-*/r-ab12/*'", TO_ANYONE),
                arguments("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "'*'", TO_ANYONE),
                arguments(
                        "ForAnyValue:StringLikeIfExists", "aws:PrincipalOrgPaths", "'o-a1b2c3d4e5/*'", TO_NOBODY_ELSE),
                arguments("ForAllValues:StringLike", "aws:PrincipalOrgPaths", "'o-a1b2c3d4e5/*'", TO_ANYONE),
                arguments("StringLike", "aws:PrincipalOrgPaths", "'o-a1b2c3d4e5/*'", TO_NOBODY_ELSE),
                arguments("ForAnyValue:StringLike", "aws:SourceOrgPaths", "'o-a1b2c3d4e5/*'", TO_NOBODY_ELSE),
                arguments("StringEquals", "aws:PrincipalAccount", "'111122223333'", TO_NOBODY_ELSE),
                arguments("StringEquals", "aws:PrincipalAccount", "444455556666", TO_NOBODY_ELSE),
                arguments("StringLike", "aws:PrincipalAccount", "'1111*'", TO_ANYONE),
                arguments("StringEquals", "aws:PrincipalAccount", "'${aws:ResourceAccount}'", TO_NOBODY_ELSE),
                arguments("StringEquals", "aws:PrincipalAccount", "'${aws:PrincipalTag/account}'", TO_ANYONE),
                arguments("StringEquals", "aws:SourceAccount", "'111122223333'", TO_NOBODY_ELSE),
                arguments("StringLike", "aws:SourceAccount", "'*'", TO_ANYONE),
                arguments("StringEquals", "aws:SourceOwner", "'111122223333'", TO_NOBODY_ELSE));
    }

    static Stream<Arguments> arns() {
        return Stream.of(
                arguments("ArnEquals", "aws:PrincipalArn", "'arn:aws:iam::111122223333:role/ci'", TO_NOBODY_ELSE),
                arguments("ArnLike", "aws:PrincipalArn", "'arn:aws:iam::111122223333:role/*'", TO_NOBODY_ELSE),
                arguments("StringLike", "aws:PrincipalArn", "'arn:aws:iam::111122223333:role/*'", TO_NOBODY_ELSE),
                arguments("StringEquals", "aws:PrincipalArn", "'arn:aws:iam::*:role/ci'", TO_NOBODY_ELSE),
                arguments("ArnEquals", "aws:PrincipalArn", "'arn:aws:iam::*:role/ci'", TO_ANYONE),
                arguments("ArnLike", "aws:PrincipalArn", "'arn:aws:iam::1111????3333:role/ci'", TO_ANYONE),
                arguments("ArnLike", "aws:PrincipalArn", "'*'", TO_ANYONE),
                // A role of another account may be named or pathed like this.
                arguments("StringLike", "aws:PrincipalArn", "'*111122223333*'", TO_ANYONE),
                arguments("StringLike", "aws:PrincipalArn", "'*:111122223333:*'", TO_ANYONE),
                arguments("StringLike", "aws:PrincipalArn", "'arn:*:iam::111122223333:role/ci'", TO_ANYONE),
                arguments("StringLike", "aws:PrincipalArn", "'arn:aws:iam:*:111122223333:role/ci'", TO_ANYONE),
                // ARN operators compare field by field, so a wildcard cannot match a colon.
                arguments("ArnLike", "aws:PrincipalArn", "'arn:*:iam::111122223333:role/ci'", TO_NOBODY_ELSE),
                arguments("ArnEquals", "aws:PrincipalArn", "'arn:aws*:iam::111122223333:*'", TO_NOBODY_ELSE),
                arguments("ArnLike", "aws:SourceArn", "'arn:aws:ecs:*:111122223333:*'", TO_NOBODY_ELSE),
                arguments(
                        "StringLike",
                        "aws:SourceArn",
                        "'arn:aws:lambda:us-east-1:111122223333:function:*'",
                        TO_NOBODY_ELSE),
                arguments("StringLike", "aws:SourceArn", "'arn:aws:lambda:*:111122223333:function:*'", TO_NOBODY_ELSE),
                arguments("ArnLike", "aws:SourceArn", "'arn:aws:lambda:us-east-1:*:function:*'", TO_ANYONE),
                arguments("ArnEquals", "aws:SourceArn", "'arn:aws:s3:::examplebucket'", TO_NOBODY_ELSE),
                arguments("ArnLike", "aws:SourceArn", "'arn:aws:s3:::*'", TO_ANYONE),
                arguments("StringLike", "aws:userid", "'AROADBQP57FF2AEXAMPLE:*'", TO_NOBODY_ELSE),
                arguments("StringLike", "aws:userid", "'AROADBQP57FF2AEXAMPLE*'", TO_NOBODY_ELSE),
                arguments("StringLike", "aws:userid", "'111122223333:*'", TO_NOBODY_ELSE),
                arguments("StringEquals", "aws:userid", "'AIDACKCEVSQ6C2EXAMPLE'", TO_NOBODY_ELSE),
                arguments("StringLike", "aws:userid", "'*:deploy'", TO_ANYONE),
                arguments("StringLike", "aws:userid", "'AROA*:deploy'", TO_ANYONE),
                arguments("StringLike", "aws:userid", "'AROADBQ*'", TO_ANYONE),
                arguments("StringLike", "aws:userid", "'AROA*'", TO_ANYONE),
                arguments("StringLike", "aws:userid", "'ci*'", TO_ANYONE));
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                arguments("IpAddress", "aws:SourceIp", "'203.0.113.0/24'", TO_NOBODY_ELSE),
                arguments("IpAddress", "aws:SourceIp", "'203.0.113.7'", TO_NOBODY_ELSE),
                arguments("IpAddress", "aws:SourceIp", "'10.0.0.0/8'", TO_NOBODY_ELSE),
                arguments("IpAddress", "aws:SourceIp", "'10.0.0.0/7'", TO_ANYONE),
                arguments("IpAddress", "aws:SourceIp", "'0.0.0.0/0'", TO_ANYONE),
                arguments("IpAddress", "aws:SourceIp", "['203.0.113.0/24', '0.0.0.0/1']", TO_ANYONE),
                arguments("IpAddress", "aws:SourceIp", "'2001:db8::/32'", TO_NOBODY_ELSE),
                arguments("IpAddress", "aws:SourceIp", "'2001:db8::1'", TO_NOBODY_ELSE),
                arguments("IpAddress", "aws:SourceIp", "'2001:d00::/31'", TO_ANYONE),
                arguments("IpAddress", "aws:SourceIp", "'::/0'", TO_ANYONE),
                // Not a range of AWS's form: an undocumented form restricts nobody.
                arguments("IpAddress", "aws:SourceIp", "'::ffff:0:0/96'", TO_ANYONE),
                arguments("IpAddress", "aws:SourceIp", "'203.0.113.0/33'", TO_ANYONE),
                arguments("IpAddress", "aws:SourceIp", "'203.0.113/24'", TO_ANYONE),
                arguments("IpAddress", "aws:SourceIp", "'203.0.113.256'", TO_ANYONE),
                arguments("IpAddress", "aws:SourceIp", "'2001:db8::zz/48'", TO_ANYONE),
                arguments("IpAddress", "aws:SourceIp", "'office'", TO_ANYONE),
                arguments("IpAddressIfExists", "aws:SourceIp", "'203.0.113.0/24'", TO_ANYONE),
                arguments("NotIpAddress", "aws:SourceIp", "'203.0.113.0/24'", TO_ANYONE),
                arguments("StringEquals", "aws:SourceVpc", "'vpc-0a1b2c3d'", TO_NOBODY_ELSE),
                arguments("StringLike", "aws:SourceVpc", "'vpc-*'", TO_ANYONE),
                arguments("StringEquals", "aws:SourceVpce", "['vpce-1a2b3c4d', 'vpce-5e6f7a8b']", TO_NOBODY_ELSE),
                arguments("StringLike", "aws:SourceVpce", "'vpce-*'", TO_ANYONE),
                arguments("IpAddress", "aws:VpcSourceIp", "'10.0.0.0/16'", TO_ANYONE));
    }

    static Stream<Arguments> keysThatRestrictNobody() {
        return Stream.of(
                arguments("Bool", "aws:SecureTransport", "'true'", TO_ANYONE),
                arguments("Bool", "aws:MultiFactorAuthPresent", "true", TO_ANYONE),
                arguments("Bool", "aws:ViaAWSService", "'true'", TO_ANYONE),
                arguments("StringEquals", "aws:username", "'alice'", TO_ANYONE),
                arguments("StringEquals", "aws:PrincipalTag/team", "'payments'", TO_ANYONE),
                arguments("StringEquals", "aws:PrincipalTag/team", "'${aws:ResourceTag/team}'", TO_ANYONE),
                arguments("StringEquals", "aws:PrincipalType", "'AssumedRole'", TO_ANYONE),
                arguments("StringLike", "aws:UserAgent", "'docker/*'", TO_ANYONE),
                arguments("StringEquals", "aws:Referer", "'https://example.com/'", TO_ANYONE),
                arguments("ForAnyValue:StringEquals", "aws:CalledVia", "'cloudformation.amazonaws.com'", TO_ANYONE),
                arguments("StringEquals", "aws:ResourceAccount", "'111122223333'", TO_ANYONE),
                arguments("StringEquals", "aws:ResourceOrgID", "'o-a1b2c3d4e5'", TO_ANYONE),
                arguments("StringEquals", "aws:RequestedRegion", "'us-east-1'", TO_ANYONE),
                arguments("DateLessThan", "aws:CurrentTime", "'2020-01-01T00:00:00Z'", TO_ANYONE),
                arguments("StringEquals", "kms:CallerAccount", "'111122223333'", TO_ANYONE),
                arguments("StringEquals", "aws:PrincipalOrgID ", "'o-a1b2c3d4e5'", TO_ANYONE),
                arguments("StringEquals", "aws:NoSuchKey", "'x'", TO_ANYONE));
    }

    static Stream<Arguments> operatorsThatRestrictNobody() {
        return Stream.of(
                arguments("StringEqualsIfExists", "aws:PrincipalOrgID", "'o-a1b2c3d4e5'", TO_ANYONE),
                arguments("ForAllValues:StringEquals", "aws:PrincipalOrgID", "'o-a1b2c3d4e5'", TO_ANYONE),
                arguments("ForAllValues:StringEqualsIfExists", "aws:PrincipalOrgID", "'o-a1b2c3d4e5'", TO_ANYONE),
                arguments("ForAnyValue:StringEqualsIfExists", "aws:PrincipalOrgID", "'o-a1b2c3d4e5'", TO_NOBODY_ELSE),
                arguments("ForAnyValue:StringEquals", "aws:PrincipalOrgID", "'o-a1b2c3d4e5'", TO_NOBODY_ELSE),
                arguments("StringNotEquals", "aws:PrincipalOrgID", "'o-a1b2c3d4e5'", TO_ANYONE),
                arguments("StringNotLike", "aws:PrincipalArn", "'arn:aws:iam::111122223333:*'", TO_ANYONE),
                arguments("ArnNotEquals", "aws:PrincipalArn", "'arn:aws:iam::111122223333:root'", TO_ANYONE),
                arguments("Null", "aws:PrincipalOrgID", "'false'", TO_ANYONE),
                arguments("NumericEquals", "aws:PrincipalAccount", "111122223333", TO_ANYONE),
                arguments("BinaryEquals", "aws:PrincipalAccount", "'MTExMTIyMjIzMzMz'", TO_ANYONE),
                arguments("StringMatches", "aws:PrincipalOrgID", "'o-a1b2c3d4e5'", TO_ANYONE),
                arguments("ForSomeValues:StringEquals", "aws:PrincipalOrgID", "'o-a1b2c3d4e5'", TO_ANYONE),
                arguments("stringequals", "AWS:PRINCIPALORGID", "'o-a1b2c3d4e5'", TO_NOBODY_ELSE),
                arguments("StringEquals", "aws:principalorgid", "'o-a1b2c3d4e5'", TO_NOBODY_ELSE));
    }

    @ParameterizedTest(name = "{0} {1} {2} opens {3}")
    @MethodSource({
        "organizationsAndAccounts",
        "arns",
        "networks",
        "keysThatRestrictNobody",
        "operatorsThatRestrictNobody"
    })
    void aConditionRestrictsAWildcardOnlyByAFixedValueWithAnOperatorThatNeedsTheKey(
            String operator, String key, String value, PolicyTexts.Opens expected) {
        assertThat(opens(allowIf("{'" + operator + "': {'" + key + "': " + value + "}}")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'StringEquals': {}}"})
    void anEmptyConditionRestrictsNobody(String condition) {
        assertThat(opens(allowIf(condition))).isEqualTo(TO_ANYONE);
    }

    @Test
    void oneRestrictingKeyIsEnoughBecauseAllMustHold() {
        assertThat(
                        opens(
                                allowIf(
                                        "{'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}, 'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/ci'}}")))
                .isEqualTo(TO_NOBODY_ELSE);
    }

    @Test
    void twoKeysThatDoNotRestrictStillDoNot() {
        assertThat(
                        opens(
                                allowIf(
                                        "{'Bool': {'aws:SecureTransport': 'true'}, 'StringLike': {'aws:PrincipalOrgID': 'o-*', 'aws:SourceVpc': 'vpc-*'}}")))
                .isEqualTo(TO_ANYONE);
    }

    @Test
    void aRestrictingKeyOutweighsAnUndocumentedOne() {
        assertThat(
                        opens(
                                allowIf(
                                        "{'IpAddress': {'aws:SourceIp': 'office'}, 'StringEquals': {'aws:PrincipalAccount': '111122223333'}}")))
                .isEqualTo(TO_NOBODY_ELSE);
    }
}

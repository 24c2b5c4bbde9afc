package dev.ecrauditor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.policy.AccessFacts;
import dev.ecrauditor.policy.Grant;
import dev.ecrauditor.policy.Policy;
import dev.ecrauditor.policy.PolicyAnalysis;
import dev.ecrauditor.policy.PolicyParser;
import dev.ecrauditor.rule.Trust;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a person is told of a policy, no more and no less than it gives. */
class PolicyTextTest {

    private static final String OWNER = "111122223333";
    private static final String FOR_ALL = "{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:BatchGetImage'}";

    private static Policy policy(String... statements) {
        return (Policy) PolicyParser.parse(
                ("{'Version': '2012-10-17', 'Statement': [" + String.join(", ", statements) + "]}").replace('\'', '"'));
    }

    private static String allow(String principal, String conditions) {
        return "{'Effect': 'Allow', 'Principal': " + principal + ", 'Action': 'ecr:BatchGetImage', 'Condition': {"
                + conditions + "}}";
    }

    private static String deny(String sid, String conditions) {
        return "{'Sid': '" + sid + "', 'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*', 'Condition': {"
                + conditions + "}}";
    }

    private static String told(Policy policy, AccessFacts facts) {
        StringWriter text = new StringWriter();
        new PolicyText(new PrintWriter(text, true), Trust.NOBODY).explain("x", OWNER, policy, facts);
        return text.toString();
    }

    private static String told(String... statements) {
        Policy policy = policy(statements);
        return told(policy, PolicyAnalysis.of(policy, OWNER));
    }

    @Test
    void aServiceForAnybodyThatWritesIsSomebodyWhoCanChangeIt() {
        assertThat(
                        told(
                                "{'Effect': 'Allow', 'Principal': {'Service': 'codebuild.amazonaws.com'}, 'Action': ['ecr:PutImage', 'ecr:BatchGetImage']}"))
                .contains("not public; others outside the account can use it, and some can change it.");
    }

    @Test
    void whoeverIsKnownByAUniqueIdOnlyCanChangeItToo() {
        assertThat(
                        told(
                                "{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:DeleteRepository', 'Condition': {'StringEquals': {'aws:userid': 'AIDACKCEVSQ6C2EXAMPLE'}}}"))
                .contains("and some can change it.");
    }

    @Test
    void somebodyElseWhoWritesMakesNoPublicPolicyOneThatAnybodyChanges() {
        assertThat(told(FOR_ALL, "{'Effect': 'Allow', 'Principal': {'AWS': '444455556666'}, 'Action': 'ecr:PutImage'}"))
                .contains("PUBLIC: every AWS account can read it, and some others can change it.");
    }

    @Test
    void whatNarrowsAnOrganizationIsTold() {
        assertThat(
                        told(
                                allow(
                                        "'*'",
                                        "'ForAnyValue:StringLike': {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*'}")))
                .contains(
                        "    Every account of organization o-a1b2c3d4e5, if also ForAnyValue:StringLike aws:PrincipalOrgPaths = [o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*], can");
        assertThat(told(allow(
                        "'*'", "'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5', 'aws:PrincipalTag/team': 'x'}")))
                .contains(
                        "    Every account of organization o-a1b2c3d4e5, if also StringEquals aws:PrincipalTag/team = [x], can");
    }

    @Test
    void aWholeOrganizationIsNotNarrowed() {
        assertThat(told(allow("'*'", "'ForAnyValue:StringLike': {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*'}")))
                .contains("    Every account of organization o-a1b2c3d4e5 can\n");
        assertThat(told(allow("'*'", "'StringEquals': {'aws:PrincipalOrgID': ['o-a1b2c3d4e5', 'o-b1b2c3d4e5']}")))
                .contains("    Every account of organization o-a1b2c3d4e5 can\n")
                .contains("    Every account of organization o-b1b2c3d4e5 can\n");
    }

    @Test
    void whatNarrowsAnAccountIsTold() {
        assertThat(
                        told(
                                allow(
                                        "'*'",
                                        "'StringEquals': {'aws:PrincipalAccount': '444455556666'}, 'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/ci-*'}")))
                .contains(
                        "    Account 444455556666, if also ArnLike aws:PrincipalArn = [arn:aws:iam::444455556666:role/ci-*], can");
        assertThat(told(allow("'*'", "'StringEquals': {'aws:PrincipalAccount': '444455556666'}")))
                .contains("    Account 444455556666 can\n");
    }

    @Test
    void aDenyThatLeavesOnlyPartOfAnAccountIsTold() {
        assertThat(told(FOR_ALL, deny("ci", "'ArnNotLike': {'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/ci'}")))
                .contains("    Account 444455556666, where statement 2 (Sid \"ci\") does not deny it, can");
    }

    @Test
    void anAccountReachedThroughAServiceIsToldSo() {
        assertThat(told(allow("'*'", "'StringEquals': {'aws:SourceAccount': '444455556666'}")))
                .contains("    Account 444455556666, through an AWS service that acts for it, can");
    }

    @Test
    void aSingleIdentityIsNotItsAccount() {
        assertThat(
                        told(
                                "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::444455556666:role/ci'}, 'Action': 'ecr:BatchGetImage'}"))
                .contains("    Only arn:aws:iam::444455556666:role/ci of account 444455556666 can\n")
                .contains(
                        "To close it: if arn:aws:iam::444455556666:role/ci is not meant to have access, take it out of Principal in statement 1;");
    }

    @Test
    void identitiesOfOneAccountAreToldTogetherAndTheWholeAccountByItself() {
        String told = told(
                "{'Effect': 'Allow', 'Principal': {'AWS': ['arn:aws:iam::444455556666:role/a', 'arn:aws:iam::444455556666:role/b', '444455556666']}, 'Action': 'ecr:BatchGetImage'}");

        assertThat(told.lines())
                .filteredOn(line -> line.contains("allows principal"))
                .containsExactly(
                        "  Statement 1 allows principals arn:aws:iam::444455556666:role/a, arn:aws:iam::444455556666:role/b:",
                        "  Statement 1 allows principal 444455556666:");
        assertThat(told)
                .contains(
                        "    Only these 2 identities of account 444455556666 can\n",
                        "    Account 444455556666 can\n",
                        "    Proof for the first: arn:aws:iam::444455556666:role/a may call");
    }

    @Test
    void theDenyThatBoundsAnOpenStatementIsNamed() {
        assertThat(told(FOR_ALL, deny("org", "'StringNotEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}")))
                .contains("    Every account of organization o-a1b2c3d4e5 can\n")
                .contains(
                        "because the statement has no condition; statement 2 (Sid \"org\") denies all others (StringNotEquals aws:PrincipalOrgID = [o-a1b2c3d4e5]).");
        assertThat(told(FOR_ALL, deny("acc", "'StringNotEquals': {'aws:PrincipalAccount': '444455556666'}")))
                .contains("statement 2 (Sid \"acc\") denies all others")
                .contains(
                        "To close it: if account 444455556666 is not meant to have access, take it out of statement 2 (Sid \"acc\")");
        assertThat(
                        told(
                                FOR_ALL,
                                "{'Effect': 'Deny', 'NotPrincipal': {'AWS': ['111122223333', '444455556666']}, 'Action': 'ecr:*'}"))
                .contains("    Account 444455556666 can\n")
                .contains("; statement 2 denies everyone except 111122223333, 444455556666.");
    }

    @Test
    void aDenyThatAsksNobodyWhoTheyAreIsNotCalledTheReason() {
        assertThat(told(
                        allow("'*'", "'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}"),
                        deny("tls", "'Bool': {'aws:SecureTransport': 'false'}")))
                .doesNotContain("statement 2");
    }

    @Test
    void everyNetworkIsNamedAsThePolicyWritesIt() {
        assertThat(told(allow("'*'", "'StringEquals': {'aws:SourceVpce': ['vpce-0abc', 'vpce-0def']}")))
                .contains("    Every AWS account, from vpce-0abc or vpce-0def only, can\n");
        assertThat(told(allow("'*'", "'IpAddress': {'aws:SourceIp': '54.240.143.0/24'}")))
                .contains("    Every AWS account, from 54.240.143.0/24 only, can\n");
        assertThat(told(
                        FOR_ALL,
                        deny("net", "'NotIpAddress': {'aws:SourceIp': ['203.0.113.0/24', '54.240.143.0/24']}")))
                .contains("    Every AWS account, from 203.0.113.0/24 or 54.240.143.0/24 only, can\n")
                .contains("; statement 2 (Sid \"net\") denies all others (NotIpAddress");
    }

    @Test
    void networksThatAreNeededTogetherAreNotToldAsAChoice() {
        assertThat(told(allow(
                        "'*'",
                        "'StringEquals': {'aws:SourceVpce': ['vpce-0abc', 'vpce-0def'], 'aws:SourceVpc': 'vpc-0aa'}")))
                .contains(
                        "    Every AWS account, only where StringEquals aws:SourceVpce = [vpce-0abc, vpce-0def] and StringEquals aws:SourceVpc = [vpc-0aa], can");
    }

    /** However many the analysis found, those a Deny takes out are not among them. */
    @Test
    void aNetworkThatADenyTakesOutIsNotNamed() {
        Policy policy = policy(
                allow("'*'", "'StringEquals': {'aws:SourceVpce': ['vpce-1', 'vpce-2', 'vpce-3']}"),
                deny("not3", "'StringEquals': {'aws:SourceVpce': 'vpce-3'}"));
        Grant found = PolicyAnalysis.of(policy, OWNER).grants().get(0);
        Grant both = new Grant(
                found.statement(),
                found.principal(),
                new Grant.Bound.Network(new LinkedHashSet<>(List.of("vpce-1", "vpce-2"))),
                found.actions(),
                found.witness());

        assertThat(told(policy, new AccessFacts(List.of(both), Set.of(), false, List.of(), List.of())))
                .contains("    Every AWS account, from vpce-1 or vpce-2 only, can\n");
    }

    @Test
    void onlyAUniqueIdIsAnIdentityThatIsGone() {
        assertThat(
                        told(
                                "{'Effect': 'Allow', 'Principal': {'AWS': ['AROAJ45Q7YFFAREXAMPLE', 'aws:ecr']}, 'Action': 'ecr:BatchGetImage'}"))
                .contains("  Names AROAJ45Q7YFFAREXAMPLE, an identity that no longer exists: remove it.\n")
                .contains(
                        "  Names aws:ecr, which is nobody AWS knows, perhaps mistyped or not filled in: ECR will probably refuse the policy.\n");
    }

    @Test
    void whatIsOpenThroughServicesOnlyIsNotToldAsOpenToEverybodyDirectly() {
        assertThat(told(FOR_ALL, deny("svc", "'BoolIfExists': {'aws:PrincipalIsAWSService': 'false'}")))
                .contains("PUBLIC: every AWS account can read it, but only through AWS services that act for it.")
                .contains(
                        "; statement 2 (Sid \"svc\") denies everyone where BoolIfExists aws:PrincipalIsAWSService = [false].");
    }

    @Test
    void theOwnersOrganizationIsToldInWords() {
        assertThat(told(allow("'*'", "'StringEquals': {'aws:PrincipalOrgID': '${aws:ResourceOrgID}'}")))
                .contains("    Every account of the repository's own organization can\n");
        assertThat(told(allow(
                        "{'AWS': '444455556666'}",
                        "'StringEquals': {'aws:PrincipalOrgID': ['o-a1b2c3d4e5', '${aws:ResourceOrgID}']}")))
                .contains(
                        "    Account 444455556666, as a member of organization o-a1b2c3d4e5 or the repository's own organization, can\n");
    }

    @Test
    void wildcardsInActionsAreToldAlsoWhereNobodyOutsideGainsByThem() {
        assertThat(
                        told(
                                "{'Effect': 'Allow', 'Principal': {'AWS': '111122223333'}, 'Action': ['ecr:Batch*', 'ecr:PutImage']}",
                                "{'Sid': 'most', 'Effect': 'Allow', 'Principal': {'AWS': '111122223333'}, 'NotAction': 'ecr:DeleteRepository'}"))
                .contains("nobody outside the account can use it.")
                .contains(
                        "  Allows actions by wildcard or by exception, and with that what AWS adds later: statement 1 ecr:Batch*; statement 2 (Sid \"most\") everything but ecr:DeleteRepository. Name the actions that are needed.\n");
        assertThat(told(FOR_ALL)).doesNotContain("wildcard");
    }

    @Test
    void servicesForAnybodyAreToldTogether() {
        assertThat(
                        told(
                                "{'Effect': 'Allow', 'Principal': {'Service': ['codebuild.amazonaws.com', 'lambda.amazonaws.com']}, 'Action': 'ecr:BatchGetImage'}"))
                .containsOnlyOnce("allows principals codebuild.amazonaws.com, lambda.amazonaws.com:")
                .contains("    Each of these services, on behalf of anybody's resources, can\n");
    }

    @Test
    void whatAStrangerGetsPastIsTold() {
        assertThat(told(FOR_ALL, deny("mfa", "'BoolIfExists': {'aws:ViaAWSService': 'false'}")))
                .contains("condition says who may call); statement 2 (Sid \"mfa\") denies everyone where")
                .contains(", which the proof gets past.");
        assertThat(told(FOR_ALL, deny("tls", "'Bool': {'aws:SecureTransport': 'false'}")))
                .contains("because the statement has no condition (no aws:PrincipalOrgID or aws:PrincipalAccount condition says who may call).");
    }

    @Test
    void whoseTheEndpointIsIsToldInWords() {
        assertThat(told(allow("'*'", "'StringEquals': {'aws:VpceAccount': '444455556666'}")))
                .contains("from VPC endpoints of account 444455556666 only");
        assertThat(told(allow("'*'", "'StringEquals': {'aws:VpceOrgID': 'o-a1b2c3d4e5'}")))
                .contains("from VPC endpoints of organization o-a1b2c3d4e5 only");
        assertThat(told(allow("'*'", "'StringEquals': {'aws:VpceOrgID': '${aws:ResourceOrgID}'}")))
                .contains("from VPC endpoints of the repository's own organization only");
    }

    @Test
    void networksThatSeveralDeniesAskForTogetherAreToldWithAnd() {
        assertThat(told(
                        FOR_ALL,
                        deny("vpc", "'StringNotEquals': {'aws:SourceVpc': 'vpc-1a2b3c4d'}"),
                        deny("vpce", "'StringNotEquals': {'aws:SourceVpce': 'vpce-5e6f7a8b'}")))
                .contains("from vpc-1a2b3c4d and vpce-5e6f7a8b only");
    }
}

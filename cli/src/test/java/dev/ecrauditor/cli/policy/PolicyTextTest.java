package dev.ecrauditor.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.PolicyAnalysis;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import dev.ecrauditor.rule.TrustedParties;
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
        new PolicyText(new PrintWriter(text, true), TrustedParties.NOBODY).explain("x", OWNER, policy, facts);
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
                new Grant.GrantScope.Network(new LinkedHashSet<>(List.of("vpce-1", "vpce-2"))),
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
                .contains(
                        "because the statement has no condition (no aws:PrincipalOrgID or aws:PrincipalAccount condition says who may call).");
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

    private static String toService(String conditions) {
        return allow("{'Service': 'lambda.amazonaws.com'}", conditions);
    }

    @Test
    void theConditionThatIsMissingIsNamed() {
        assertThat(
                        told(
                                "{'Effect': 'Allow', 'Principal': {'Service': 'lambda.amazonaws.com'}, 'Action': 'ecr:BatchGetImage'}"))
                .contains("(no aws:SourceAccount or aws:SourceArn condition says for whom the service may act)")
                .contains("aws:SourceArn = arn:aws:lambda:us-east-1:999999000001:function:stranger");
        assertThat(told(FOR_ALL))
                .contains("(no aws:PrincipalOrgID or aws:PrincipalAccount condition says who may call)");
        assertThat(told(allow("'*'", "'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}")))
                .doesNotContain("(no aws:");
    }

    @Test
    void aStatementThatNeverAppliesIsTold() {
        assertThat(told(toService("'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}")))
                .contains("nobody outside the account can use it.")
                .contains(
                        "  Statement 1 never applies and allows nothing: no request meets StringEquals aws:PrincipalOrgID = [o-a1b2c3d4e5]. A service that calls by itself has no aws:PrincipalOrgID;");
        assertThat(told(allow("'*'", "'IpAddress': {'aws:SourceIp': '10.0.0.0/8'}")))
                .contains("Statement 1 never applies", "aws:SourceIp is always a public address");
        assertThat(told(toService("'StringEquals': {'aws:SourceArn': 'arn:aws:lambda:*:444455556666:function:*'}")))
                .contains("StringEquals takes * and ? literally");
        assertThat(told(toService("'StringEquals': {'aws:SourceAccount': '111122223333'}")))
                .doesNotContain("never applies");
    }

    @Test
    void whoIsShutOutIsTold() {
        String all = "{'Sid': 'DENY', 'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*'}";
        assertThat(told(all))
                .contains(
                        "nobody outside the account can use it. Everybody is locked out, including the owner and the auditor.")
                .contains("  Locks out the owner: statement 1 (Sid \"DENY\") denies every action to every identity")
                .contains("locks out the auditor");
        assertThat(told(
                        "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*', 'Condition': {'StringNotEquals': {'aws:PrincipalAccount': '444455556666'}}}",
                        FOR_ALL))
                .contains("Its owner and the auditor are locked out.")
                .doesNotContain("Everybody is locked out");
        assertThat(told("{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:GetRepositoryPolicy'}"))
                .contains("It locks out the auditor.")
                .contains("denies ecr:GetRepositoryPolicy to every identity");
        assertThat(told(FOR_ALL, "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:DeleteRepository'}"))
                .doesNotContain("Locks out", "locked out", "locks out");
    }

    @Test
    void aMistypedActionIsToldWithTheNearest() {
        assertThat(
                        told(
                                "{'Sid': 't', 'Effect': 'Allow', 'Principal': {'AWS': '111122223333'}, 'Action': ['ecr: BatchGetImage', 'ecr:BatchGetImages', 'ecr:PutImage']}"))
                .contains(
                        "  Statement 1 (Sid \"t\") names the action \"ecr: BatchGetImage\", which is mistyped: no action of AWS is named like that, so it grants nothing. Perhaps ecr:BatchGetImage is meant.\n",
                        "  Statement 1 (Sid \"t\") names the action \"ecr:BatchGetImages\", which is unknown: AWS may have added it, so it counts as granted. Perhaps ecr:BatchGetImage is meant.\n");
        assertThat(told(FOR_ALL)).doesNotContain("names the action");
    }

    @Test
    void theDenyThatNeedsTheChangeIsNamed() {
        assertThat(told(FOR_ALL, deny("org", "'StringNotLike': {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*'}")))
                .contains(
                        "; statement 2 (Sid \"org\") stops nobody for sure: aws:PrincipalOrgPaths has several values, and AWS documents it with ForAllValues or ForAnyValue only.")
                .contains(
                        "To close it: in statement 2 (Sid \"org\") write ForAllValues:StringNotLike for aws:PrincipalOrgPaths, or in statement 1 name the accounts");
        assertThat(told(
                        FOR_ALL,
                        deny("any", "'ForAnyValue:StringNotLike': {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*'}")))
                .contains("in statement 2 (Sid \"any\") write ForAllValues:StringNotLike for aws:PrincipalOrgPaths");
        assertThat(told(FOR_ALL, deny("none", "'StringNotEquals': {'aws:PrincipalOrgID': []}")))
                .contains("in statement 2 (Sid \"none\") name the values of aws:PrincipalOrgID");
        assertThat(
                        told(
                                FOR_ALL,
                                deny(
                                        "half",
                                        "'StringNotEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}, 'Null': {'aws:PrincipalOrgID': 'false'}")))
                .contains("in statement 2 (Sid \"half\") take out the condition Null aws:PrincipalOrgID = [false]");
        assertThat(told(FOR_ALL, deny("tls", "'Bool': {'aws:SecureTransport': 'false'}")))
                .contains("To close it: in statement 1 name the accounts");
    }

    @Test
    void aWildcardInsideAPrincipalIsToldAndOnlyWhoFitsIsMeant() {
        assertThat(
                        told(
                                "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::*:role/AdminRole'}, 'Action': 'ecr:PutImage'}"))
                .contains(
                        "    Every principal of any AWS account that matches arn:aws:iam::*:role/AdminRole can\n",
                        "Proof: arn:aws:iam::999999000001:role/AdminRole may call",
                        "  Statement 1 names arn:aws:iam::*:role/AdminRole: AWS does not expand a wildcard inside a principal");
        assertThat(
                        told(
                                "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::444455556666:role/ci-*'}, 'Action': 'ecr:PutImage'}"))
                .contains(
                        "    Every principal of account 444455556666 that matches arn:aws:iam::444455556666:role/ci-* can\n");
    }
}

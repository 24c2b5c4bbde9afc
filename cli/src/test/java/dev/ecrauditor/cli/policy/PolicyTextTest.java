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

/** The text for a policy reports exactly what the policy grants. */
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

    private static String text(Policy policy, AccessFacts facts) {
        StringWriter text = new StringWriter();
        new PolicyText(new PrintWriter(text, true), TrustedParties.NOBODY).explain("x", OWNER, policy, facts);
        return text.toString();
    }

    private static String text(String... statements) {
        Policy policy = policy(statements);
        return text(policy, PolicyAnalysis.of(policy, OWNER));
    }

    @Test
    void aServiceOnBehalfOfAnyoneThatWritesIsAnExternalWriter() {
        assertThat(
                        text(
                                "{'Effect': 'Allow', 'Principal': {'Service': 'codebuild.amazonaws.com'}, 'Action': ['ecr:PutImage', 'ecr:BatchGetImage']}"))
                .contains("not public; others outside the account can use it, and some can change it.");
    }

    @Test
    void aPrincipalWithAUniqueIdIsAnExternalWriterToo() {
        assertThat(
                        text(
                                "{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:DeleteRepository', 'Condition': {'StringEquals': {'aws:userid': 'AIDACKCEVSQ6C2EXAMPLE'}}}"))
                .contains("and some can change it.");
    }

    @Test
    void aNamedWriterDoesNotMakeAPublicPolicyWritableByEveryone() {
        assertThat(text(FOR_ALL, "{'Effect': 'Allow', 'Principal': {'AWS': '444455556666'}, 'Action': 'ecr:PutImage'}"))
                .contains("PUBLIC: every AWS account can read it, and some others can change it.");
    }

    @Test
    void aConditionThatNarrowsAnOrganizationIsReported() {
        assertThat(
                        text(
                                allow(
                                        "'*'",
                                        "'ForAnyValue:StringLike': {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*'}")))
                .contains(
                        "    Every account of organization o-a1b2c3d4e5, if also ForAnyValue:StringLike aws:PrincipalOrgPaths = [o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*], can");
        assertThat(text(allow(
                        "'*'", "'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5', 'aws:PrincipalTag/team': 'x'}")))
                .contains(
                        "    Every account of organization o-a1b2c3d4e5, if also StringEquals aws:PrincipalTag/team = [x], can");
    }

    @Test
    void aWholeOrganizationIsNotNarrowed() {
        assertThat(text(allow("'*'", "'ForAnyValue:StringLike': {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*'}")))
                .contains("    Every account of organization o-a1b2c3d4e5 can\n");
        assertThat(text(allow("'*'", "'StringEquals': {'aws:PrincipalOrgID': ['o-a1b2c3d4e5', 'o-b1b2c3d4e5']}")))
                .contains("    Every account of organization o-a1b2c3d4e5 can\n")
                .contains("    Every account of organization o-b1b2c3d4e5 can\n");
    }

    @Test
    void aConditionThatNarrowsAnAccountIsReported() {
        assertThat(
                        text(
                                allow(
                                        "'*'",
                                        "'StringEquals': {'aws:PrincipalAccount': '444455556666'}, 'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/ci-*'}")))
                .contains(
                        "    Account 444455556666, if also ArnLike aws:PrincipalArn = [arn:aws:iam::444455556666:role/ci-*], can");
        assertThat(text(allow("'*'", "'StringEquals': {'aws:PrincipalAccount': '444455556666'}")))
                .contains("    Account 444455556666 can\n");
    }

    @Test
    void aDenyThatExcludesPartOfAnAccountIsReported() {
        assertThat(text(FOR_ALL, deny("ci", "'ArnNotLike': {'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/ci'}")))
                .contains("    Account 444455556666, where statement 2 (Sid \"ci\") does not deny it, can");
    }

    @Test
    void anAccountThatActsThroughAServiceIsReportedSo() {
        assertThat(text(allow("'*'", "'StringEquals': {'aws:SourceAccount': '444455556666'}")))
                .contains("    Account 444455556666, through an AWS service that acts for it, can");
    }

    @Test
    void aSingleIdentityIsNotItsAccount() {
        assertThat(
                        text(
                                "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::444455556666:role/ci'}, 'Action': 'ecr:BatchGetImage'}"))
                .contains("    Only arn:aws:iam::444455556666:role/ci of account 444455556666 can\n")
                .contains(
                        "Fix: if arn:aws:iam::444455556666:role/ci is not meant to have access, take it out of Principal in statement 1;");
    }

    @Test
    void identitiesOfOneAccountAreGroupedAndTheWholeAccountIsSeparate() {
        String text = text(
                "{'Effect': 'Allow', 'Principal': {'AWS': ['arn:aws:iam::444455556666:role/a', 'arn:aws:iam::444455556666:role/b', '444455556666']}, 'Action': 'ecr:BatchGetImage'}");

        assertThat(text.lines())
                .filteredOn(line -> line.contains("allows principal"))
                .containsExactly(
                        "  Statement 1 allows principals arn:aws:iam::444455556666:role/a, arn:aws:iam::444455556666:role/b:",
                        "  Statement 1 allows principal 444455556666:");
        assertThat(text)
                .contains(
                        "    Only these 2 identities of account 444455556666 can\n",
                        "    Account 444455556666 can\n",
                        "    Example request for the first: arn:aws:iam::444455556666:role/a may call");
    }

    @Test
    void theDenyThatRestrictsAnOpenStatementIsNamed() {
        assertThat(text(FOR_ALL, deny("org", "'StringNotEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}")))
                .contains("    Every account of organization o-a1b2c3d4e5 can\n")
                .contains(
                        "because the statement has no condition; statement 2 (Sid \"org\") denies all others (StringNotEquals aws:PrincipalOrgID = [o-a1b2c3d4e5]).");
        assertThat(text(FOR_ALL, deny("acc", "'StringNotEquals': {'aws:PrincipalAccount': '444455556666'}")))
                .contains("statement 2 (Sid \"acc\") denies all others")
                .contains(
                        "Fix: if account 444455556666 is not meant to have access, take it out of statement 2 (Sid \"acc\")");
        assertThat(
                        text(
                                FOR_ALL,
                                "{'Effect': 'Deny', 'NotPrincipal': {'AWS': ['111122223333', '444455556666']}, 'Action': 'ecr:*'}"))
                .contains("    Account 444455556666 can\n")
                .contains("; statement 2 denies everyone except 111122223333, 444455556666.");
    }

    @Test
    void aDenyThatDoesNotTestThePrincipalIsNotTheReason() {
        assertThat(text(
                        allow("'*'", "'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}"),
                        deny("tls", "'Bool': {'aws:SecureTransport': 'false'}")))
                .doesNotContain("statement 2");
    }

    @Test
    void everyNetworkIsNamedAsThePolicyWritesIt() {
        assertThat(text(allow("'*'", "'StringEquals': {'aws:SourceVpce': ['vpce-0abc', 'vpce-0def']}")))
                .contains("    Every AWS account, from vpce-0abc or vpce-0def only, can\n");
        assertThat(text(allow("'*'", "'IpAddress': {'aws:SourceIp': '54.240.143.0/24'}")))
                .contains("    Every AWS account, from 54.240.143.0/24 only, can\n");
        assertThat(text(
                        FOR_ALL,
                        deny("net", "'NotIpAddress': {'aws:SourceIp': ['203.0.113.0/24', '54.240.143.0/24']}")))
                .contains("    Every AWS account, from 203.0.113.0/24 or 54.240.143.0/24 only, can\n")
                .contains("; statement 2 (Sid \"net\") denies all others (NotIpAddress");
    }

    @Test
    void networksThatAreRequiredTogetherAreNotReportedAsAChoice() {
        assertThat(text(allow(
                        "'*'",
                        "'StringEquals': {'aws:SourceVpce': ['vpce-0abc', 'vpce-0def'], 'aws:SourceVpc': 'vpc-0aa'}")))
                .contains(
                        "    Every AWS account, only where StringEquals aws:SourceVpce = [vpce-0abc, vpce-0def] and StringEquals aws:SourceVpc = [vpc-0aa], can");
    }

    /** The text omits the networks that a Deny excludes, however many the analysis found. */
    @Test
    void aNetworkThatADenyExcludesIsNotNamed() {
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

        assertThat(text(policy, new AccessFacts(List.of(both), Set.of(), false, List.of(), List.of())))
                .contains("    Every AWS account, from vpce-1 or vpce-2 only, can\n");
    }

    @Test
    void onlyAUniqueIdIsADeletedIdentity() {
        assertThat(
                        text(
                                "{'Effect': 'Allow', 'Principal': {'AWS': ['AROAJ45Q7YFFAREXAMPLE', 'aws:ecr']}, 'Action': 'ecr:BatchGetImage'}"))
                .contains("  Names AROAJ45Q7YFFAREXAMPLE, an identity that no longer exists: remove it.\n")
                .contains(
                        "  Names aws:ecr, which is not a principal of AWS, perhaps mistyped or a placeholder: ECR will probably reject the policy.\n");
    }

    @Test
    void accessThroughServicesOnlyIsNotReportedAsDirectPublicAccess() {
        assertThat(text(FOR_ALL, deny("svc", "'BoolIfExists': {'aws:PrincipalIsAWSService': 'false'}")))
                .contains("PUBLIC: every AWS account can read it, but only through AWS services that act for it.")
                .contains(
                        "; statement 2 (Sid \"svc\") denies everyone where BoolIfExists aws:PrincipalIsAWSService = [false].");
    }

    @Test
    void theOwnersOrganizationIsDescribed() {
        assertThat(text(allow("'*'", "'StringEquals': {'aws:PrincipalOrgID': '${aws:ResourceOrgID}'}")))
                .contains("    Every account of the repository's own organization can\n");
        assertThat(text(allow(
                        "{'AWS': '444455556666'}",
                        "'StringEquals': {'aws:PrincipalOrgID': ['o-a1b2c3d4e5', '${aws:ResourceOrgID}']}")))
                .contains(
                        "    Account 444455556666, as a member of organization o-a1b2c3d4e5 or the repository's own organization, can\n");
    }

    @Test
    void wildcardsInActionsAreReportedEvenWithoutExternalAccess() {
        assertThat(
                        text(
                                "{'Effect': 'Allow', 'Principal': {'AWS': '111122223333'}, 'Action': ['ecr:Batch*', 'ecr:PutImage']}",
                                "{'Sid': 'most', 'Effect': 'Allow', 'Principal': {'AWS': '111122223333'}, 'NotAction': 'ecr:DeleteRepository'}"))
                .contains("nobody outside the account can use it.")
                .contains(
                        "  Allows actions by wildcard or by exception, which includes actions that AWS adds later: statement 1 ecr:Batch*; statement 2 (Sid \"most\") everything but ecr:DeleteRepository. Name the actions that are needed.\n");
        assertThat(text(FOR_ALL)).doesNotContain("wildcard");
    }

    @Test
    void servicesOnBehalfOfAnyoneAreGrouped() {
        assertThat(
                        text(
                                "{'Effect': 'Allow', 'Principal': {'Service': ['codebuild.amazonaws.com', 'lambda.amazonaws.com']}, 'Action': 'ecr:BatchGetImage'}"))
                .containsOnlyOnce("allows principals codebuild.amazonaws.com, lambda.amazonaws.com:")
                .contains("    Each of these services, on behalf of anybody's resources, can\n");
    }

    @Test
    void aDenyThatDoesNotApplyToAnExternalPrincipalIsReported() {
        assertThat(text(FOR_ALL, deny("mfa", "'BoolIfExists': {'aws:ViaAWSService': 'false'}")))
                .contains("condition says who may call); statement 2 (Sid \"mfa\") denies everyone where")
                .contains(", which does not apply to the example request.");
        assertThat(text(FOR_ALL, deny("tls", "'Bool': {'aws:SecureTransport': 'false'}")))
                .contains(
                        "because the statement has no condition (no aws:PrincipalOrgID or aws:PrincipalAccount condition says who may call).");
    }

    @Test
    void theOwnerOfTheEndpointIsDescribed() {
        assertThat(text(allow("'*'", "'StringEquals': {'aws:VpceAccount': '444455556666'}")))
                .contains("from VPC endpoints of account 444455556666 only");
        assertThat(text(allow("'*'", "'StringEquals': {'aws:VpceOrgID': 'o-a1b2c3d4e5'}")))
                .contains("from VPC endpoints of organization o-a1b2c3d4e5 only");
        assertThat(text(allow("'*'", "'StringEquals': {'aws:VpceOrgID': '${aws:ResourceOrgID}'}")))
                .contains("from VPC endpoints of the repository's own organization only");
    }

    @Test
    void networksThatSeveralDeniesRequireTogetherAreJoinedWithAnd() {
        assertThat(text(
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
                        text(
                                "{'Effect': 'Allow', 'Principal': {'Service': 'lambda.amazonaws.com'}, 'Action': 'ecr:BatchGetImage'}"))
                .contains("(no aws:SourceAccount or aws:SourceArn condition says for whom the service may act)")
                .contains("aws:SourceArn = arn:aws:lambda:us-east-1:999999000001:function:external");
        assertThat(text(FOR_ALL))
                .contains("(no aws:PrincipalOrgID or aws:PrincipalAccount condition says who may call)");
        assertThat(text(allow("'*'", "'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}")))
                .doesNotContain("(no aws:");
    }

    @Test
    void aStatementThatNeverAppliesIsReported() {
        assertThat(text(toService("'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}")))
                .contains("nobody outside the account can use it.")
                .contains(
                        "  Statement 1 never applies and allows nothing: no request meets StringEquals aws:PrincipalOrgID = [o-a1b2c3d4e5]. A service that calls by itself has no aws:PrincipalOrgID;");
        assertThat(text(allow("'*'", "'IpAddress': {'aws:SourceIp': '10.0.0.0/8'}")))
                .contains("Statement 1 never applies", "aws:SourceIp is always a public address");
        assertThat(text(toService("'StringEquals': {'aws:SourceArn': 'arn:aws:lambda:*:444455556666:function:*'}")))
                .contains("StringEquals takes * and ? literally");
        assertThat(text(toService("'StringEquals': {'aws:SourceAccount': '111122223333'}")))
                .doesNotContain("never applies");
    }

    @Test
    void lockedOutPrincipalsAreReported() {
        String all = "{'Sid': 'DENY', 'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*'}";
        assertThat(text(all))
                .contains(
                        "nobody outside the account can use it. Everybody is locked out, including the owner and the auditor.")
                .contains("  Locks out the owner: statement 1 (Sid \"DENY\") denies every action to every identity")
                .contains("locks out the auditor");
        assertThat(text(
                        "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*', 'Condition': {'StringNotEquals': {'aws:PrincipalAccount': '444455556666'}}}",
                        FOR_ALL))
                .contains("Its owner and the auditor are locked out.")
                .doesNotContain("Everybody is locked out");
        assertThat(text("{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:GetRepositoryPolicy'}"))
                .contains("It locks out the auditor.")
                .contains("denies ecr:GetRepositoryPolicy to every identity");
        assertThat(text(FOR_ALL, "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:DeleteRepository'}"))
                .doesNotContain("Locks out", "locked out", "locks out");
    }

    @Test
    void aMistypedActionIsReportedWithTheNearestName() {
        assertThat(
                        text(
                                "{'Sid': 't', 'Effect': 'Allow', 'Principal': {'AWS': '111122223333'}, 'Action': ['ecr: BatchGetImage', 'ecr:BatchGetImages', 'ecr:PutImage']}"))
                .contains(
                        "  Statement 1 (Sid \"t\") names the action \"ecr: BatchGetImage\", which is mistyped: no action of AWS is named like that, so it grants nothing. Perhaps ecr:BatchGetImage is meant.\n",
                        "  Statement 1 (Sid \"t\") names the action \"ecr:BatchGetImages\", which is unknown: AWS may have added it, so it counts as granted. Perhaps ecr:BatchGetImage is meant.\n");
        assertThat(text(FOR_ALL)).doesNotContain("names the action");
    }

    @Test
    void theDenyThatMustChangeIsNamed() {
        assertThat(text(FOR_ALL, deny("org", "'StringNotLike': {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*'}")))
                .contains(
                        "; statement 2 (Sid \"org\") certainly denies nobody: aws:PrincipalOrgPaths has several values, and AWS documents it with ForAllValues or ForAnyValue only.")
                .contains(
                        "Fix: in statement 2 (Sid \"org\") write ForAllValues:StringNotLike for aws:PrincipalOrgPaths, or in statement 1 name the accounts");
        assertThat(text(
                        FOR_ALL,
                        deny("any", "'ForAnyValue:StringNotLike': {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*'}")))
                .contains("in statement 2 (Sid \"any\") write ForAllValues:StringNotLike for aws:PrincipalOrgPaths");
        assertThat(text(FOR_ALL, deny("none", "'StringNotEquals': {'aws:PrincipalOrgID': []}")))
                .contains("in statement 2 (Sid \"none\") name the values of aws:PrincipalOrgID");
        assertThat(
                        text(
                                FOR_ALL,
                                deny(
                                        "half",
                                        "'StringNotEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}, 'Null': {'aws:PrincipalOrgID': 'false'}")))
                .contains("in statement 2 (Sid \"half\") take out the condition Null aws:PrincipalOrgID = [false]");
        assertThat(text(FOR_ALL, deny("tls", "'Bool': {'aws:SecureTransport': 'false'}")))
                .contains("Fix: in statement 1 name the accounts");
    }

    @Test
    void aWildcardInAPrincipalIsReportedAndCoversOnlyMatches() {
        assertThat(
                        text(
                                "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::*:role/AdminRole'}, 'Action': 'ecr:PutImage'}"))
                .contains(
                        "    Every principal of any AWS account that matches arn:aws:iam::*:role/AdminRole can\n",
                        "Example request: arn:aws:iam::999999000001:role/AdminRole may call",
                        "  Statement 1 names arn:aws:iam::*:role/AdminRole: AWS does not expand a wildcard inside a principal");
        assertThat(
                        text(
                                "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::444455556666:role/ci-*'}, 'Action': 'ecr:PutImage'}"))
                .contains(
                        "    Every principal of account 444455556666 that matches arn:aws:iam::444455556666:role/ci-* can\n");
    }
}

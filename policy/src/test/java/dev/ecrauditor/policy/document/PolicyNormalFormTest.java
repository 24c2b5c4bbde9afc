package dev.ecrauditor.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes that AWS makes when it stores a policy keep the normal form; changes of its meaning or its author do not. */
class PolicyNormalFormTest {

    private static final String USER = "arn:aws:iam::111122223333:user/ann";
    private static final String ROLE = "arn:aws:iam::111122223333:role/build";
    private static final String USER_ID = "AIDAJQABLZS4A3QDU576Q";
    private static final String ROLE_ID = "AROAJQABLZS4A3QDU576R";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'111122223333' | 'arn:aws:iam::111122223333:root'",
                "['111122223333'] | 'arn:aws:iam::111122223333:root'",
                "['111122223333', 'arn:aws:iam::111122223333:root'] | '111122223333'",
                "'111122223333' | 'arn:aws-cn:iam::111122223333:root'",
                "['444455556666', '111122223333'] | ['arn:aws:iam::111122223333:root', 'arn:aws:iam::444455556666:root']",
                "['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/b'] | ['arn:aws:iam::111122223333:role/b', 'arn:aws:iam::111122223333:role/a']"
            })
    void principalsThatMeanTheSame(String sent, String stored) {
        assertThat(form(sent)).isEqualTo(form(stored));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'111122223333' | '444455556666'",
                "'111122223333' | ['111122223333', '444455556666']",
                "'111122223333' | 'arn:aws:iam::111122223333:role/root'",
                "'111122223333' | 'arn:aws:iam::111122223333:user/root'",
                "'111122223333' | 'arn:aws:sts::111122223333:root'",
                "'111122223333' | '*'",
                "'11112222333' | 'arn:aws:iam::11112222333:root'",
                "'arn:aws:iam::111122223333:role/a' | 'arn:aws:iam::111122223333:role/A'",
            })
    void principalsThatDoNotMeanTheSame(String sent, String stored) {
        assertThat(form(sent)).isNotEqualTo(form(stored));
        assertThat(form(sent).isShownAs(form(stored))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Statement':[{'Effect':'Allow','Action':['ecr:PutImage','ecr:BatchGetImage'],'Principal':{'AWS':'*'},'Condition':{'Bool':{'aws:SecureTransport':'true'}}}],'Version':'2012-10-17'}",
                "{\n 'Version' : '2012-10-17', 'Statement' : {'Effect':'Allow','Principal':'*','Action':['ecr:BatchGetImage','ecr:PutImage'],'Condition':{'Bool':{'aws:SecureTransport':[true]}}}}",
                "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':'*','Action':['ecr:batchgetimage','ecr:PutImage'],'Condition':{'Bool':{'aws:SecureTransport':true}}}]}"
            })
    void layoutListsAndOrderDoNotMatter(String text) {
        String sent =
                "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':'*','Action':['ecr:BatchGetImage','ecr:PutImage'],'Condition':{'Bool':{'aws:SecureTransport':'true'}}}]}";
        assertThat(read(text)).isEqualTo(read(sent));
    }

    @Test
    void theOrderOfStatementsDoesNotMatterAndTheirNumberDoes() {
        String one = "{'Sid':'A','Effect':'Allow','Principal':'*','Action':'ecr:BatchGetImage'}";
        String two = "{'Sid':'B','Effect':'Deny','Principal':'*','Action':'ecr:PutImage'}";
        assertThat(read("{'Statement':[" + one + "," + two + "]}"))
                .isEqualTo(read("{'Statement':[" + two + "," + one + "]}"));
        assertThat(read("{'Statement':[" + one + "," + one + "]}")).isNotEqualTo(read("{'Statement':[" + one + "]}"));
        assertThat(read("{'Statement':[" + one + "]}")).isNotEqualTo(read("{'Statement':[" + two + "]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Effect':'Allow' | 'Effect':'Deny'",
                "'Sid':'Use' | 'Sid':'use'",
                "'Sid':'Use', | ``",
                "'Action':'ecr:BatchGetImage' | 'Action':'ecr:PutImage'",
                "'Action':'ecr:BatchGetImage' | 'NotAction':'ecr:BatchGetImage'",
                "'Principal':{ | 'NotPrincipal':{",
                "'AWS':'444455556666' | 'Service':'444455556666'",
                "'aws:PrincipalOrgID':'o-a1b2c3d4e5' | 'aws:PrincipalOrgID':'o-a1b2c3d4e6'",
                "'StringEquals' | 'StringNotEquals'",
                "2012-10-17 | 2008-10-17"
            })
    void aPolicyWithAnotherMeaningHasAnotherForm(String before, String after) {
        String policy =
                "{'Version':'2012-10-17','Statement':[{'Sid':'Use','Effect':'Allow','Principal':{'AWS':'444455556666'},'Action':'ecr:BatchGetImage','Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-a1b2c3d4e5'}}}]}";
        assertThat(policy).contains(before);
        assertThat(read(policy.replace(before, after))).isNotEqualTo(read(policy));
        assertThat(read(policy).isShownAs(read(policy.replace(before, after)))).isFalse();
    }

    @Test
    void aDeletedUserOrRoleIsShownByItsUniqueId() {
        assertThat(form(quoted(USER)).isShownAs(form(quoted(USER_ID)))).isTrue();
        assertThat(form(quoted(ROLE)).isShownAs(form(quoted(ROLE_ID)))).isTrue();
        assertThat(form("['" + ROLE + "','" + USER + "','444455556666']")
                        .isShownAs(form("['" + USER_ID + "','arn:aws:iam::444455556666:root','" + ROLE_ID + "']")))
                .isTrue();
        assertThat(form(quoted(USER))).isNotEqualTo(form(quoted(USER_ID)));
    }

    @Test
    void aUniqueIdStandsForOnePrincipalOfItsKindThatIsNotShown() {
        assertThat(form(quoted(USER)).isShownAs(form(quoted(ROLE_ID)))).isFalse();
        assertThat(form(quoted(ROLE)).isShownAs(form(quoted(USER_ID)))).isFalse();
        assertThat(form(quoted("444455556666")).isShownAs(form(quoted(USER_ID))))
                .isFalse();
        assertThat(form(quoted("*")).isShownAs(form(quoted(USER_ID)))).isFalse();
        assertThat(form(quoted(USER)).isShownAs(form("['" + USER + "','" + USER_ID + "']")))
                .isFalse();
        assertThat(form("['" + USER + "','" + ROLE + "']").isShownAs(form(quoted(USER_ID))))
                .isFalse();
        assertThat(form(quoted(USER)).isShownAs(form(quoted("AIDAshort")))).isFalse();
        assertThat(form(quoted(USER_ID)).isShownAs(form(quoted(USER)))).isFalse();
    }

    @Test
    void theSameUniqueIdIsTheSamePrincipalInEveryStatement() {
        String sent = "{'Statement':[" + allows(USER, "ecr:PutImage") + "," + allows(USER + "2", "ecr:BatchGetImage")
                + "," + allows(USER, "ecr:DescribeImages") + "]}";
        String stored = "{'Statement':[" + allows(USER_ID, "ecr:PutImage") + ","
                + allows(USER_ID + "2", "ecr:BatchGetImage") + "," + allows("%s", "ecr:DescribeImages") + "]}";
        assertThat(read(sent).isShownAs(read(stored.formatted(USER_ID)))).isTrue();
        assertThat(read(sent).isShownAs(read(stored.formatted(USER_ID + "2")))).isFalse();
    }

    @Test
    void manyDeletedPrincipalsAreNotGuessed() {
        StringBuilder arns = new StringBuilder("['444455556666'");
        StringBuilder ids = new StringBuilder("['444455556666'");
        for (int i = 0; i < 6; i++) {
            arns.append(",'").append(USER).append(i).append("'");
            ids.append(",'").append(USER_ID).append(i).append("'");
        }
        assertThat(form(arns + "]").isShownAs(form(ids + "]"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "7",
                "{",
                "{'Statement': 7}",
                "{'Statement': [[], null, 'x']}",
                "{'Statement': {'Principal': [], 'Action': {'a': 1}, 'Condition': 'x'}}",
                "{'Statement': {'Principal': {'AWS': {'b': []}}, 'Condition': {'Bool': 5}}}"
            })
    void textThatIsNoPolicyIsOnlyItself(String text) {
        assertThat(read(text)).isEqualTo(read(text));
        assertThat(read(text).isShownAs(form(quoted(USER)))).isFalse();
        assertThat(form(quoted(USER)).isShownAs(read(text))).isFalse();
    }

    private static String quoted(String principal) {
        return "'" + principal + "'";
    }

    private static String allows(String principal, String action) {
        return "{'Effect':'Allow','Principal':{'AWS':'" + principal + "'},'Action':'" + action + "'}";
    }

    private static PolicyNormalForm form(String principals) {
        return read("{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':{'AWS':" + principals
                + "},'Action':'ecr:BatchGetImage'}]}");
    }

    private static PolicyNormalForm read(String text) {
        return PolicyNormalForm.of(text.replace('\'', '"'));
    }
}

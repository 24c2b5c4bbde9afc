package dev.ecrauditor.localaws.kms.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.Json;

/** The texts of key policies; nothing evaluates them. */
public final class KeyPolicy {

    private static final int LONGEST = 32_768;

    private KeyPolicy() {}

    /**
     * The policy of a key for which none is given.
     *
     * <p>Source: "Default key policy", AWS KMS Developer Guide.
     */
    public static String ofCustomer(AccountRegion place) {
        return """
                {
                  "Version" : "2012-10-17",
                  "Id" : "key-default-1",
                  "Statement" : [ {
                    "Sid" : "Enable IAM User Permissions",
                    "Effect" : "Allow",
                    "Principal" : {
                      "AWS" : "%s"
                    },
                    "Action" : "kms:*",
                    "Resource" : "*"
                  } ]
                }""".formatted(place.globalArn("iam", "root"));
    }

    /**
     * The policy of the AWS managed key for ECR.
     *
     * <p>Source: "Encryption at rest", Amazon ECR User Guide.
     */
    public static String ofAwsManaged(AccountRegion place) {
        return """
                {
                  "Version" : "2012-10-17",
                  "Id" : "auto-ecr-1",
                  "Statement" : [ {
                    "Sid" : "Allow access through Amazon ECR for all principals in the account",
                    "Effect" : "Allow",
                    "Principal" : {
                      "AWS" : "*"
                    },
                    "Action" : [ "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*",\
                 "kms:CreateGrant", "kms:DescribeKey" ],
                    "Resource" : "*",
                    "Condition" : {
                      "StringEquals" : {
                        "kms:ViaService" : "ecr.%s.%s",
                        "kms:CallerAccount" : "%s"
                      }
                    }
                  }, {
                    "Sid" : "Allow direct access to key metadata to the account",
                    "Effect" : "Allow",
                    "Principal" : {
                      "AWS" : "%s"
                    },
                    "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant" ],
                    "Resource" : "*"
                  } ]
                }""".formatted(place.region(), place.dnsSuffix(), place.account(), place.globalArn("iam", "root"));
    }

    /** The text, if KMS takes it. */
    public static String checked(String text) {
        try {
            if (text.length() <= LONGEST && Json.parse(text).isObject()) {
                return text;
            }
        } catch (JsonProcessingException e) {
            throw malformed();
        }
        throw malformed();
    }

    private static AwsError malformed() {
        return AwsError.badRequest("MalformedPolicyDocumentException", "The new key policy is not a policy document");
    }
}

# The role that ECR assumes to create a repository; it needs kms:CreateGrant, kms:RetireGrant and kms:DescribeKey.
choose_role() {
    say "the template's role is $role_arn; check that it may use the key $key_arn"
}

# The role that ECR assumes to create a repository with a KMS key.
choose_role() {
    if ! role_arn=$(aws iam get-role --role-name "$role_name" --query Role.Arn --output text 2>"$work/error"); then
        if ! grep -q NoSuchEntity "$work/error"; then
            cat "$work/error" >&2
            stop "the role $role_name could not be read"
        fi
        write_trust
        role_arn=$(aws iam create-role --role-name "$role_name" \
            --assume-role-policy-document "file://$work/trust.json" --query Role.Arn --output text)
        say "created the role $role_arn"
    fi
    write_role_policy
    sed "s|KEY_ARN|$key_arn|" "$work/role-policy.txt" >"$work/role-policy.json"
    aws iam put-role-policy --role-name "$role_name" --policy-name "ecr-key-${key_arn##*/}" \
        --policy-document "file://$work/role-policy.json"
}

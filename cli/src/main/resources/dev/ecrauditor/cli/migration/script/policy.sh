set_policy() {
    write_policy
    aws ecr set-repository-policy --region "$region" --repository-name "$target" \
        --policy-text "file://$work/policy.json" >/dev/null
}

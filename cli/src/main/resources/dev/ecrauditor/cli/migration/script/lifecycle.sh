set_lifecycle() {
    write_lifecycle
    aws ecr put-lifecycle-policy --region "$region" --repository-name "$target" \
        --lifecycle-policy-text "file://$work/lifecycle.json" >/dev/null
}

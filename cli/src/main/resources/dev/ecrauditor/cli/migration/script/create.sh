create_target() {
    if aws ecr describe-repositories --region "$region" --repository-names "$target" \
        --query 'repositories[0].encryptionConfiguration.kmsKey' --output text >"$work/target-key" 2>"$work/error"; then
        [ -e "$work/target-created" ] ||
            stop "$target exists and was not created by this script in $work; make a plan with another --new-name"
        [ "$(cat "$work/target-key")" = "$key_arn" ] ||
            stop "$target exists and is not encrypted with $key_arn; make a plan with another --new-name"
        say "$target exists, the copy continues"
        return 0
    fi
    if ! grep -q RepositoryNotFoundException "$work/error"; then
        cat "$work/error" >&2
        stop "$target could not be read"
    fi
    : >"$work/target-created"
    set -- --image-tag-mutability "$mutability"
    if [ "$exclusions" != '[]' ]; then
        set -- "$@" --image-tag-mutability-exclusion-filters "$exclusions"
    fi
    write_tags
    if [ -s "$work/tags.json" ]; then
        set -- "$@" --tags "file://$work/tags.json"
    fi
    aws ecr create-repository --region "$region" --repository-name "$target" "$@" \
        --image-scanning-configuration "scanOnPush=$scan_on_push" \
        --encryption-configuration "encryptionType=$encryption,kmsKey=$key_arn" >/dev/null
    say "created $target"
}

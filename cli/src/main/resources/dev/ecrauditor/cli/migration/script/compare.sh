# The settings of a repository, one a line. $1 is its name, $2 its ARN.
settings_of() {
    aws ecr describe-repositories --region "$region" --repository-names "$1" --output json \
        --query 'repositories[0].[imageTagMutability,imageTagMutabilityExclusionFilters || `[]`,imageScanningConfiguration.scanOnPush]' >"$work/answer"
    printf 'mutability, exclusions, scan on push: %s\n' "$(tr -d ' \n' <"$work/answer")"
    text_of get-repository-policy policyText "$1" >"$work/answer"
    printf 'policy: %s\n' "$(cat "$work/answer")"
    text_of get-lifecycle-policy lifecyclePolicyText "$1" >"$work/answer"
    printf 'lifecycle policy: %s\n' "$(cat "$work/answer")"
    aws ecr list-tags-for-resource --region "$region" --resource-arn "$2" \
        --query 'tags[?!starts_with(Key, `"aws:"`)].[Key,Value]' --output text >"$work/answer"
    LC_ALL=C sort "$work/answer" | sed 's/^/tag: /'
}

# A policy without white space, because ECR may return it in another layout than it was given.
text_of() {
    if aws ecr "$1" --region "$region" --repository-name "$3" --query "$2" --output text >"$work/text" 2>"$work/error"; then
        tr -d ' \t\r\n' <"$work/text"
    elif grep -q PolicyNotFoundException "$work/error"; then
        printf none
    else
        cat "$work/error" >&2
        return 1
    fi
}

compare_settings() {
    settings_of "$source" "$source_arn" >"$work/source.settings"
    settings_of "$target" "$target_arn" >"$work/target.settings"
    diff "$work/source.settings" "$work/target.settings" >&2 ||
        stop 'the settings differ (< source, > target): make a new plan for a changed policy, set other changes in the target by hand, then run the script again'
    say "verified: $target has the settings, the tags and the policies of $source"
}

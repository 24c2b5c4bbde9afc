check() {
    command -v aws >/dev/null 2>&1 || stop 'the AWS CLI is not on the PATH'
    case "$quiet_days" in
        '' | 0* | *[!0-9]*) stop "QUIET_DAYS=$quiet_days: not a number of days, such as 7" ;;
    esac
    mkdir -p "$work"
    mkdir "$work/lock" 2>/dev/null ||
        stop "another run of this script uses $work; if there is none, remove its mark: rmdir $work/lock"
    trap 'rm -rf "$work/docker" "$work/lock"' EXIT
    trap 'exit 130' INT TERM
    plan="$source of $source_created to $target"
    [ -e "$work/plan" ] || printf '%s\n' "$plan" >"$work/plan"
    [ "$(cat "$work/plan")" = "$plan" ] ||
        stop "$work belongs to another plan ($(cat "$work/plan")); name another directory: MIGRATION_DIR=./new sh $0"
    caller=$(aws sts get-caller-identity --region "$region" --query Account --output text)
    [ "$caller" = "$account" ] || stop "the credentials are of account $caller, the plan is for account $account"
    created=$(aws ecr describe-repositories --region "$region" --repository-names "$source" \
        --query 'repositories[0].createdAt' --output text)
    # The AWS CLI writes the time as text or as seconds, by version and configuration.
    case "$created" in
        "$source_created"* | "$source_created_seconds" | "$source_created_seconds".*) ;;
        *) stop "$source was deleted and created again after this plan was made; make a new plan" ;;
    esac
    images_of "$source" >/dev/null ||
        stop 'the images could not be listed; the filter imageStatus needs an AWS CLI of November 2025 or later'
}

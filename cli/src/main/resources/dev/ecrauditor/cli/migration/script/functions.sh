say() {
    printf '%s\n' "$*"
}

stop() {
    printf 'migration: %s\n' "$*" >&2
    exit 1
}

# The images of a repository, archived ones included, oldest first: digest, TAB, tags with a comma between them.
# A later step relies on the form of digests and tags, so another form ends the script.
images_of() {
    aws ecr describe-images --region "$region" --repository-name "$1" --filter imageStatus=ANY \
        --query 'imageDetails[].[imagePushedAt,imageDigest,join(`","`,sort(imageTags || `[]`))]' \
        --output text >"$work/images.unsorted" || return 1
    LC_ALL=C sort -o "$work/images.by-time" "$work/images.unsorted" || return 1
    cut -f 2- "$work/images.by-time" >"$work/images.sorted" || return 1
    awk -F '\t' '$1 !~ /^sha256:[0-9a-f]+$/ || $2 !~ /^[A-Za-z0-9_.,-]*$/ { exit 1 }' "$work/images.sorted" ||
        stop "describe-images of $1 returned a digest or tag that this script does not understand"
    cat "$work/images.sorted"
}

# The images of a repository that are archived or being restored: digest, TAB, ARCHIVED or ACTIVATING.
inactive_images_of() {
    aws ecr describe-images --region "$region" --repository-name "$1" --filter imageStatus=ANY \
        --query 'imageDetails[?imageStatus==`"ARCHIVED"` || imageStatus==`"ACTIVATING"`].[imageDigest,imageStatus]' \
        --output text >"$work/images.inactive" || return 1
    grep sha256: "$work/images.inactive" || :
}

# One line for each digest in the list $1, and one for each digest with a tag: what source and target must have in
# common. No pipeline, because the shell does not notice when its first command fails.
digests_and_tags() {
    awk -F '\t' '{ print $1; n = split($2, tag, ","); for (i = 1; i <= n; i++) if (tag[i] != "") print $1 "\t" tag[i] }' \
        "$1" >"$work/pairs.unsorted" || return 1
    LC_ALL=C sort -u "$work/pairs.unsorted"
}

digests_in() {
    cut -f 1 "$1" >"$work/digests.unsorted" || return 1
    LC_ALL=C sort -u "$work/digests.unsorted"
}

# When each image was last pulled, as ECR recorded it.
pulls_of() {
    aws ecr describe-images --region "$region" --repository-name "$1" --filter imageStatus=ANY \
        --query 'imageDetails[].[imageDigest,lastRecordedPullTime]' --output text >"$work/pulls.unsorted" || return 1
    LC_ALL=C sort "$work/pulls.unsorted"
}

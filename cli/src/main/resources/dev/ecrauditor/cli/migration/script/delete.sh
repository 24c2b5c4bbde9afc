delete_source() {
    [ "${1:-}" = "$source" ] || stop "to delete the source, name it: sh $0 delete $source"
    check
    require_done
    require_readable_target
    [ -n "$(find "$work/pulls" -mtime "+$((quiet_days - 1))")" ] ||
        stop "the record of pulls is younger than $quiet_days days; wait, or take a new one: sh $0 watch"
    pulls_of "$source" >"$work/pulls.now"
    LC_ALL=C comm -13 "$work/pulls" "$work/pulls.now" >"$work/pulled"
    if [ -s "$work/pulled" ]; then
        cat "$work/pulled" >&2
        stop "these images were pulled or pushed since the record of pulls; find out by whom, then: sh $0 watch"
    fi
    images_of "$source" >"$work/source.images"
    digests_and_tags "$work/source.images" >"$work/source.pairs"
    LC_ALL=C comm -23 "$work/source.pairs" "$work/verified.pairs" >"$work/unverified"
    if [ -s "$work/unverified" ]; then
        cat "$work/unverified" >&2
        stop "these images or tags are newer than the verified copy; copy them: sh $0 copy"
    fi
    images_of "$target" >"$work/target.images"
    digests_in "$work/source.images" >"$work/source.digests"
    digests_in "$work/target.images" >"$work/target.digests"
    LC_ALL=C comm -23 "$work/source.digests" "$work/target.digests" >"$work/expired"
    if [ -s "$work/expired" ] && [ "${DELETE_LAST_COPY:-}" != yes ]; then
        cat "$work/expired" >&2
        stop 'these images are no longer in the target; to delete the last copy of them, set DELETE_LAST_COPY=yes'
    fi
    delete_images "$work/source.digests"
    # Without --force: ECR rejects this if an image was pushed in the meantime.
    aws ecr delete-repository --region "$region" --repository-name "$source" >/dev/null
    say "deleted $source"
}

# The copies are lost with their key.
require_readable_target() {
    key_arn=$(aws ecr describe-repositories --region "$region" --repository-names "$target" \
        --query 'repositories[0].encryptionConfiguration.kmsKey' --output text)
    require_usable_key
}

delete_source() {
    [ "${1:-}" = "$source" ] || stop "to delete the repository, name it: sh $0 delete $source"
    check
    [ -e "$work/done" ] || stop "the template is not updated, or $work is not the directory of that run; run: sh $0"
    images_of "$source" >"$work/deleted.images"
    if [ -s "$work/deleted.images" ] && [ "${DELETE_LAST_COPY:-}" != yes ]; then
        cat "$work/deleted.images" >&2
        stop 'these images have no copy here and come back only from where ECR got them; to delete them, set DELETE_LAST_COPY=yes'
    fi
    digests_in "$work/deleted.images" >"$work/source.digests"
    delete_images "$work/source.digests"
    # Without --force: ECR rejects this if an image arrived in the meantime.
    aws ecr delete-repository --region "$region" --repository-name "$source" >/dev/null
    say "deleted $source; its images are listed in $work/deleted.images"
}

delete_source() {
    [ "${1:-}" = "$source" ] || stop "to delete the repository, name it: sh $0 delete $source"
    check
    images_of "$source" >"$work/deleted.images"
    delete_images
    # Without --force: ECR rejects this if an image arrived in the meantime.
    aws ecr delete-repository --region "$region" --repository-name "$source" >/dev/null
    say "deleted $source; its images are listed in $work/deleted.images"
}

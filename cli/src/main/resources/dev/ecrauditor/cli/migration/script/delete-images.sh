# Deletes the images of the source whose digests are in the file $1, and no image that was pushed since. ECR keeps an
# image that an index names until the index is gone, so a few passes.
delete_images() {
    pass=0
    while :; do
        images_of "$source" >"$work/left.images"
        digests_in "$work/left.images" >"$work/left.digests"
        LC_ALL=C comm -12 "$work/left.digests" "$1" >"$work/left"
        [ -s "$work/left" ] || break
        pass=$((pass + 1))
        [ "$pass" -le 5 ] || stop "images of $source could not be deleted; see $work/left"
        while read -r digest; do
            aws ecr batch-delete-image --region "$region" --repository-name "$source" \
                --image-ids "imageDigest=$digest" >/dev/null </dev/null
        done <"$work/left"
    done
    [ ! -s "$work/left.images" ] ||
        stop "an image was pushed to $source during the deletion, so $source and that image are kept"
}

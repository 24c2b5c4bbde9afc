# Deletes the images of the source. ECR keeps an image that an index names until the index is gone, so a few passes.
delete_images() {
    pass=0
    while :; do
        images_of "$source" >"$work/left"
        [ -s "$work/left" ] || break
        pass=$((pass + 1))
        [ "$pass" -le 5 ] || stop "images of $source could not be deleted; see $work/left"
        while IFS="$tab" read -r digest tags; do
            aws ecr batch-delete-image --region "$region" --repository-name "$source" \
                --image-ids "imageDigest=$digest" >/dev/null </dev/null
        done <"$work/left"
    done
}

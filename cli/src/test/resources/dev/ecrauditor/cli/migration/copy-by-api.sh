# Takes the place of crane: copies the manifest by calls of the API. These endpoints do not check layers.
copy_image() {
    aws ecr batch-get-image --region "$region" --repository-name "$source" --image-ids "imageDigest=$1" \
        --query 'images[0].imageManifest' --output text >"$work/manifest.text"
    # The AWS CLI adds a line break, which is no part of the manifest.
    printf '%s' "$(cat "$work/manifest.text")" >"$work/manifest"
    copied=$1
    tag=$2
    set --
    [ -z "$tag" ] || set -- --image-tag "$tag"
    aws ecr put-image --region "$region" --repository-name "$target" --image-manifest "file://$work/manifest" \
        --image-digest "$copied" "$@" >/dev/null
}

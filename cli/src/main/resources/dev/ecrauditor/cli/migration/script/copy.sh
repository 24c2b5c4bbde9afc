# Copies one image of the source: $1 is its digest, $2 one of its tags or nothing. The digest stays the same, because
# crane uploads the manifest byte by byte; it uploads the manifests that an index names first.
copy_image() {
    copy_login
    if [ -n "$2" ]; then
        crane copy "$registry/$source@$1" "$registry/$target:$2"
    else
        crane copy "$registry/$source@$1" "$registry/$target@$1"
    fi
}

# The password of the registry is valid for twelve hours. It stays in a directory that check removes at the end.
copy_login() {
    [ -z "${logged_in:-}" ] || return 0
    command -v crane >/dev/null 2>&1 ||
        stop 'crane is not on the PATH; see https://github.com/google/go-containerregistry'
    mkdir -p "$work/docker"
    DOCKER_CONFIG="$work/docker"
    export DOCKER_CONFIG
    aws ecr get-login-password --region "$region" >"$work/docker/password"
    crane auth login "$registry" --username AWS --password-stdin <"$work/docker/password"
    logged_in=yes
}

# Another tool than crane: a file of shell functions that replaces copy_image.
if [ -n "${COPY_FUNCTIONS:-}" ]; then
    . "$COPY_FUNCTIONS"
fi

copy_images() {
    set -f # a tag is never a pattern for file names
    images_of "$source" >"$work/source.images"
    images_of "$target" >"$work/target.images"
    digests_and_tags "$work/target.images" >"$work/target.pairs"
    while IFS="$tab" read -r digest tags; do
        if [ -z "$tags" ] && ! grep -Fqx -e "$digest" "$work/target.pairs"; then
            say "copy $digest"
            copy_image "$digest" '' </dev/null
        fi
        for tag in $(printf '%s' "$tags" | tr ',' ' '); do
            there=$(awk -F '\t' -v tag="$tag" '$2 == tag { print $1 }' "$work/target.pairs")
            if [ "$there" = "$digest" ]; then
                continue
            fi
            if [ -n "$there" ] && [ "${MOVE_TAGS:-}" != yes ]; then
                say "tag $tag stays at $there in the target; to move it to $digest, set MOVE_TAGS=yes"
                continue
            fi
            say "copy $digest $tag"
            copy_image "$digest" "$tag" </dev/null
        done
    done <"$work/source.images"
    set +f
}

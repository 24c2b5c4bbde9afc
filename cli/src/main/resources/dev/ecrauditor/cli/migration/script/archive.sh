archive_again() {
    images_of "$target" >"$work/target.images"
    inactive_images_of "$target" >"$work/target.inactive"
    # Without those that an earlier run archived, and those that the lifecycle policy has expired.
    awk -F '\t' 'FILENAME == ARGV[1] { here[$1]; next } FILENAME == ARGV[2] { delete here[$1]; next } $1 in here' \
        "$work/target.images" "$work/target.inactive" "$work/archived" >"$work/archive.now"
    while read -r digest; do
        aws ecr update-image-storage-class --region "$region" --repository-name "$target" \
            --image-id "imageDigest=$digest" --target-storage-class ARCHIVE >/dev/null </dev/null
        say "archived $digest"
    done <"$work/archive.now"
}

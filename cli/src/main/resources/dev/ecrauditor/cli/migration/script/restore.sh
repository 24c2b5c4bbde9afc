restore_archived() {
    inactive_images_of "$source" >"$work/inactive"
    awk -F '\t' '$2 == "ARCHIVED" { print $1 }' "$work/inactive" >"$work/archived.now"
    touch "$work/archived"
    LC_ALL=C sort -u -o "$work/archived" "$work/archived" "$work/archived.now"
    while read -r digest; do
        aws ecr update-image-storage-class --region "$region" --repository-name "$source" \
            --image-id "imageDigest=$digest" --target-storage-class STANDARD >/dev/null </dev/null
        say "restoring $digest"
    done <"$work/archived.now"
    waits=0
    while [ -s "$work/inactive" ]; do
        waits=$((waits + 1))
        [ "$waits" -le 120 ] || stop 'archived images are not restored after an hour; run this script again later'
        sleep "${POLL_SECONDS:-30}"
        inactive_images_of "$source" >"$work/inactive"
    done
}

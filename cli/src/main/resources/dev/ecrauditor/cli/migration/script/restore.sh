restore_archived() {
    digests_in_state "$source" ARCHIVED >"$work/archived.now"
    touch "$work/archived"
    LC_ALL=C sort -u -o "$work/archived" "$work/archived" "$work/archived.now"
    while read -r digest; do
        [ -n "$digest" ] || continue
        aws ecr update-image-storage-class --region "$region" --repository-name "$source" \
            --image-id "imageDigest=$digest" --target-storage-class STANDARD >/dev/null </dev/null
        say "restoring $digest"
    done <"$work/archived.now"
    waits=0
    while :; do
        digests_in_state "$source" ARCHIVED >"$work/inactive"
        digests_in_state "$source" ACTIVATING >>"$work/inactive"
        grep -q sha256 "$work/inactive" || break
        waits=$((waits + 1))
        [ "$waits" -le 120 ] || stop 'archived images are not restored after an hour; run this script again later'
        sleep "${POLL_SECONDS:-30}"
    done
}

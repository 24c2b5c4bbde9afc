archive_again() {
    while read -r digest; do
        aws ecr update-image-storage-class --region "$region" --repository-name "$target" \
            --image-id "imageDigest=$digest" --target-storage-class ARCHIVE >/dev/null </dev/null
        say "archived $digest"
    done <"$work/archived"
}

verify_images() {
    images_of "$source" >"$work/source.images"
    images_of "$target" >"$work/target.images"
    digests_and_tags "$work/source.images" >"$work/source.pairs"
    digests_and_tags "$work/target.images" >"$work/target.pairs"
    LC_ALL=C comm -13 "$work/source.pairs" "$work/target.pairs" | sed 's/^/only in the target: /'
    LC_ALL=C comm -23 "$work/source.pairs" "$work/target.pairs" >"$work/missing"
    if [ "${KEEP_TAGS:-}" = yes ]; then # a tag may belong to another image in the target
        awk -F '\t' 'FILENAME == ARGV[1] { there[$2] = 1; next } $2 == "" || !($2 in there)' \
            "$work/target.pairs" "$work/missing" >"$work/missing.images"
        mv "$work/missing.images" "$work/missing"
    fi
    if [ -s "$work/missing" ]; then
        sed 's/^/missing in the target: /' "$work/missing" >&2
        stop 'the copy is not complete: run this script again. Of a tag that both have, KEEP_TAGS=yes keeps the target'\''s'
    fi
    cp "$work/source.pairs" "$work/verified.pairs"
    say "verified: every digest and tag of $source is in $target"
}

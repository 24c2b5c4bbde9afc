choose_key() {
    if [ -z "$key_arn" ] && [ -s "$work/key-arn" ]; then
        key_arn=$(cat "$work/key-arn") # created by an earlier run of this script
    fi
    if [ -z "$key_arn" ]; then
        write_key_policy
        key_arn=$(aws kms create-key --region "$region" --description "ECR repository $target" \
            --policy "file://$work/key-policy.json" --query KeyMetadata.Arn --output text)
        printf '%s\n' "$key_arn" >"$work/key-arn"
        say "created the key $key_arn"
    fi
    if [ -s "$work/key-arn" ]; then
        aws kms enable-key-rotation --region "$region" --key-id "$key_arn"
    fi
    require_usable_key
}
